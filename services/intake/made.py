"""The events that a monthly file leads to, and what then holds of its entries."""

from collections.abc import Mapping
from datetime import datetime

from services.intake.domain.candidate import Candidate
from services.intake.domain.filed import Change, Filed, cancelled, revised
from services.intake.ports import ImportReceipt, StillFiled, Taken
from services.intake.reports import Report
from shared.tracing.carried import carried


def made_of(report: Report, past: Mapping[str, str], key: str, now: datetime) -> Taken:
    """Return what a file leads to; *past* holds the last states of the entries that are gone."""
    filed = [_still_filed(report, change, past) for change in report.differences.changes]
    changes = zip(report.differences.changes, filed, strict=True)
    return Taken(
        receipt=_receipt(report, key, now),
        filed=filed,
        events=[_event(report, change, still.data) for change, still in changes],
    )


def _still_filed(report: Report, change: Change, past: Mapping[str, str]) -> StillFiled:
    entry_id = change.entry_id
    if change.kind == "gone":
        before = report.standing.filed[entry_id]
        gone = before._replace(revision=change.revision, present=False, status="cancelled")
        return StillFiled(entry_id, gone, cancelled(past[entry_id]))
    said = report.sheet.said[entry_id]
    filed = Filed(
        year=report.errand.month.year,
        revision=change.revision,
        present=True,
        status=said.status,
        start=said.start,
        fingerprint=said.fingerprint,
    )
    return StillFiled(entry_id, filed, said.data)


def _event(report: Report, change: Change, data: str) -> Candidate:
    office = report.errand.office.lower()
    return Candidate(
        source=f"urn:office:{office}",
        id=f"file:{office}:{change.entry_id}:{change.revision}",
        type=change.type,
        time=report.known,
        recorded=report.known,
        data=revised(data, change.revision),
        carried=carried(),
    )


def _receipt(report: Report, key: str, now: datetime) -> ImportReceipt:
    return ImportReceipt(
        office=report.errand.office,
        number=report.standing.number + 1,
        month=report.errand.month,
        known=report.known,
        imported_at=now,
        key=key,
        digest=report.digest,
        confirmed=bool(report.reasons),
        counts=report.counts,
    )
