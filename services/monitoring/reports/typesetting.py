"""Typst, in a process of its own: `python -m services.monitoring.reports.typesetting TIME < text > file.pdf`.

A report is set once a month, and Typst keeps some 100 MB for the next one: with the process they are gone.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import typst

_HERE = Path(__file__).parent / "templates"


def main() -> None:
    """Set what comes in. What a plan says comes in as data: nothing of it is ever read as markup."""
    made = datetime.fromtimestamp(int(sys.argv[1]), UTC)
    # No fonts of the machine: the report looks the same everywhere.
    compiler = typst.Compiler(_HERE / "report.typ", root=_HERE, ignore_system_fonts=True)
    compiled = compiler.compile(
        format="pdf",
        sys_inputs={"data": sys.stdin.buffer.read().decode()},
        timestamp=made,
        pdf_standards="ua-1",
    )
    sys.stdout.buffer.write(cast("bytes", compiled))  # one file: only images come page by page


if __name__ == "__main__":
    main()
