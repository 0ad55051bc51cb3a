"""`kurs docs`: writes the generated references and dashboards; a test compares them with the code."""

from pathlib import Path
from typing import Annotated

import typer


def docs(
    folder: Annotated[Path, typer.Argument(help="Where to write the references.")] = Path("docs"),
    panels: Annotated[Path, typer.Argument(help="Where to write Grafana's dashboards.")] = Path(
        "deploy/grafana/dashboards"
    ),
) -> None:
    """Write OpenAPI and AsyncAPI documents, schemas, tables of streams and metrics, guides, and dashboards."""
    # It imports all three services, which no other command should wait for.
    from services.kurs.references import dashboards, references  # noqa: PLC0415

    files = {folder / name: text for name, text in references().items()}
    for file, text in (files | {panels / name: text for name, text in dashboards().items()}).items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        typer.echo(file)
