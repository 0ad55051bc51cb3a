"""`kurs docs`: writes the generated references; a test compares them with the code."""

from pathlib import Path
from typing import Annotated

import typer


def docs(folder: Annotated[Path, typer.Argument(help="Where to write them.")] = Path("docs")) -> None:
    """Write OpenAPI and AsyncAPI documents, event schemas and the table of streams."""
    # It imports all three services, which no other command should wait for.
    from services.kurs.references import references  # noqa: PLC0415

    for name, text in references().items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        typer.echo(file)
