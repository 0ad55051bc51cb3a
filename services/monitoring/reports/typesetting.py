"""Typst, in a process of its own: `python -m services.monitoring.reports.typesetting pdf|png < text > file`.

A report is set once a month, and Typst keeps some 100 MB for the next one: with the process they are gone. The images
of several pages come one after the other.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

import typst

_HERE = Path(__file__).parent / "templates"
_PPI = 110.0


def main() -> None:
    """Set what comes in. What a plan says comes in as data: nothing of it is ever read as markup."""
    form, made = sys.argv[1], datetime.fromtimestamp(int(sys.argv[2]), UTC)
    # No fonts of the machine: the report looks the same everywhere.
    compiler = typst.Compiler(_HERE / "report.typ", root=_HERE, ignore_system_fonts=True)
    compiled = compiler.compile(
        format="pdf" if form == "pdf" else "png",
        sys_inputs={"data": sys.stdin.buffer.read().decode()},
        timestamp=made,
        pdf_standards="ua-1" if form == "pdf" else [],
        ppi=_PPI,
    )
    pages = compiled if isinstance(compiled, list) else [compiled]
    sys.stdout.buffer.write(b"".join(page for page in pages if page))


if __name__ == "__main__":
    main()
