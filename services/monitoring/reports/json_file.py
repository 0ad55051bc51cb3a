"""The report as JSON: the figures as they are kept and hashed, and whether they are frozen."""

import orjson

from services.monitoring.reports.frozen import Report


def json_of(report: Report) -> bytes:
    """Return *report* for machines, the same in every language."""
    closing = report.closing
    about = {
        "status": "closed" if closing else "provisional",
        "closed_at": closing.at if closing else None,
        "closed_by": closing.who if closing else None,
        "sha256": report.sha256,
    }
    return orjson.dumps(about | {"figures": report.figures}, option=orjson.OPT_SORT_KEYS)
