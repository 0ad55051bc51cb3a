"""The report as a workbook: a sheet a table, each a native table with native charts and conditional formats."""

import io
from datetime import UTC, datetime, time

from xlsxwriter import Workbook

from services.monitoring.reports.frozen import Report
from services.monitoring.reports.sentences import Speaker
from services.monitoring.reports.table_makers import tables_of
from services.monitoring.reports.tables import status_of
from services.monitoring.reports.xlsx_charts import add_chart
from services.monitoring.reports.xlsx_colours import add_colours
from services.monitoring.reports.xlsx_sheet import HEAD, fill
from services.monitoring.words.formats import Language

_OPTIONS = {
    "in_memory": True,
    # A title is text, whatever it looks like.
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def xlsx_of(report: Report, language: Language) -> bytes:
    """Return *report* as a workbook."""
    speaker, file = Speaker(report.figures, language), io.BytesIO()
    with Workbook(file, _OPTIONS) as book:
        made = datetime.combine(report.figures.day, time(), UTC)
        about = f"{speaker.month()} ({status_of(report, speaker)})"
        book.set_properties({"title": f"{speaker.say('report')} {about}", "created": made})
        for table in tables_of(report, language):
            sheet = book.add_worksheet(table.title)
            fill(book, sheet, table, about, speaker)
            add_colours(book, sheet, table, HEAD, speaker)
            add_chart(book, sheet, table, HEAD, speaker)
    return file.getvalue()
