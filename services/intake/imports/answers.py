"""What is answered to a monthly file."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from services.intake.answers import later
from services.intake.domain.filed import KINDS, Month
from services.intake.domain.holding_back import Reason
from services.intake.domain.refused import OF_FILES, TITLES
from services.intake.files.columns import WrongHeadings
from services.intake.files.monthly_file import MAX_LINES, TooManyLines, UnknownEncoding
from services.intake.lines import Fault
from services.intake.ports import IdsTaken, ImportReceipt, Overtaken
from services.intake.reports import Errand, FedByEvents, HeldBack, NothingAcceptable, NotYet, Report, UnknownOffice
from shared.web.problems import TYPE_PREFIX, Problem

MOST_LISTED = 10_000
"""Faults in one answer; a file with more of them is another kind of file."""


def report_as_json(report: Report) -> dict[str, Any]:
    """Return what became of a file; with ``dry_run`` which entries would change, and why it would be held back."""
    told = {
        "office": report.errand.office,
        "month": _month(report.errand.month),
        "known": _iso(report.known),
        **report.counts,
        "known_entries": report.differences.known,
        "kept_entries": report.differences.kept,
        "refusals": [fault_as_json(fault) for fault in report.sheet.faults[:MOST_LISTED]],
        "refusals_not_listed": max(0, len(report.sheet.faults) - MOST_LISTED),
    }
    if report.errand.dry_run:
        entries = {kind: report.differences.of(kind) for kind in KINDS}
        told |= {"dry_run": True, "held_back": list(report.reasons), "entries": entries}
    return told


def fault_as_json(fault: Fault) -> dict[str, Any]:
    """Return what is wrong with a line; never what stands there."""
    return {
        "line": fault.line,
        "column": fault.column or None,
        "type": TYPE_PREFIX + fault.name,
        "title": TITLES.get(fault.name) or OF_FILES[fault.name],
        "detail": fault.detail,
    }


def receipt_as_json(receipt: ImportReceipt) -> dict[str, Any]:
    """Return what is told of an accepted file."""
    return {
        "office": receipt.office,
        "number": receipt.number,
        "month": _month(receipt.month),
        "known": _iso(receipt.known),
        "imported_at": _iso(receipt.imported_at),
        "key": receipt.key,
        "confirmed": receipt.confirmed,
        **receipt.counts,
    }


@contextmanager
def saying_what_is_wrong(errand: Errand) -> Iterator[None]:
    """Turn why a file is not taken into answers."""
    try:
        yield
    except UnknownOffice:
        detail = "Name the code of an office of a published plan, exactly as it stands there."
        raise Problem(422, "unknown-office", "This office is in no published plan", detail) from None
    except FedByEvents:
        detail = f"The plan says that this office's entries of {errand.month.year} come as events: POST /v1/events."
        raise Problem(409, "fed-by-events", "This office's entries come as events", detail) from None
    except NotYet:
        detail = "The month begins no later than the day on which the file became known, and that is no later than now."
        raise Problem(422, "from-the-future", "This lies in the future", detail) from None
    except (UnknownEncoding, WrongHeadings, TooManyLines) as error:
        raise _unreadable(error) from None
    except NothingAcceptable as nothing:
        detail = "Each refused line names its column and its rule. Nothing was taken."
        told = report_as_json(nothing.report)
        raise Problem(422, "nothing-accepted", "No line was acceptable", detail, **told) from None
    except HeldBack as held:
        raise _held_back(held.report) from None
    except IdsTaken:
        detail = "Events with ids that a file's events have were sent before; the district's manager must look at it."
        raise Problem(409, "id-reused", "These ids already belong to other events", detail) from None
    except Overtaken:
        raise later("overtaken", "Another file was taken meanwhile", "Send the file again.") from None


def _unreadable(error: UnknownEncoding | WrongHeadings | TooManyLines) -> Problem:
    if isinstance(error, WrongHeadings):
        return _wrong_headings(error)
    if isinstance(error, TooManyLines):
        return Problem(413, "too-large", "Too many lines", f"At most {MAX_LINES} lines a file.")
    return Problem(422, "malformed", "The text of the file cannot be read", "Write it as UTF-8 or Windows-1252.")


def _wrong_headings(wrong: WrongHeadings) -> Problem:
    faults = {
        "missing": ", ".join(wrong.missing),
        "twice": ", ".join(wrong.twice),
        "unknown in column": ", ".join(map(str, wrong.unknown)),
    }
    detail = "; ".join(f"{what}: {which}" for what, which in faults.items() if which)
    return Problem(
        422,
        "headings",
        "The headings are not those of a monthly file",
        f"{detail}. The first line names the columns, parted by semicolons.",
        missing=list(wrong.missing),
        twice=list(wrong.twice),
        unknown=list(wrong.unknown),
    )


def _held_back(report: Report) -> Problem:
    counts = report.counts
    why: dict[Reason, str] = {
        "empty": "it is empty",
        "cancels-many": f"it would cancel {counts['gone']} of {report.differences.known} known entries",
        "earlier-month": "a file of a later month was accepted before it",
    }
    told = "; ".join(why[reason] for reason in report.reasons)
    detail = f"Nothing was taken: {told}. If that is right, send it again with confirm=true."
    return Problem(
        409,
        "held-back",
        "The file is held back",
        detail,
        reasons=list(report.reasons),
        **report_as_json(report),
    )


def _month(month: Month) -> str:
    return f"{month.year}-{month.number:02}"


def _iso(moment: datetime) -> str:
    return moment.isoformat().removesuffix("+00:00") + "Z"
