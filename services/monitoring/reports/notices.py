"""A report on its way to one person: what they see of it, kept as it is, so that every attempt sends the same."""

from dataclasses import replace

from pydantic import TypeAdapter

from services.monitoring.domain.notices import ReportNotice
from services.monitoring.reports.frozen import Report
from services.monitoring.reports.seen import as_reader

_REPORT = TypeAdapter(Report)


def notice_of(report: Report, patterns: tuple[str, ...]) -> ReportNotice:
    """Return what somebody is sent of *report* who is told about the series that *patterns* name."""
    seen = replace(report, figures=as_reader(report.figures, patterns))
    return ReportNotice(report.figures.month, _REPORT.dump_json(seen).decode())


def report_in(notice: ReportNotice) -> Report:
    """Return the report that *notice* tells of."""
    return _REPORT.validate_json(notice.report)
