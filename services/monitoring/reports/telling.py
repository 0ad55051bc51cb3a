"""What a mail says about the report that it brings, and a webhook instead of it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from services.monitoring.domain.notices import ReportNotice
from services.monitoring.reports.formats import File, file_of
from services.monitoring.reports.frozen import Report
from services.monitoring.reports.notes import status_note
from services.monitoring.reports.notices import report_in
from services.monitoring.reports.sentences import Speaker
from services.monitoring.reports.tables import status_of
from services.monitoring.words.formats import Language
from shared.privacy import SMALL

_TOTAL = "entries"


@dataclass(frozen=True, slots=True)
class Told:
    """A report in a few words, and in figures for machines."""

    subject: str
    text: str
    data: dict[str, Any]


def told(notice: ReportNotice, language: Language, page: str) -> Told:
    """Return what is said about the report in *notice*; links lead to *page*."""
    report = report_in(notice)
    figures, speaker = report.figures, Speaker(report.figures, language)
    plan = quote(figures.plan.id)
    subject = _subject(report, speaker)
    text = speaker.say(
        "mail-text",
        title=speaker.say("title", month=speaker.month(), district=" ".join(figures.plan.district.split())),
        as_of=speaker.say("as-of", year=figures.plan.year, day=speaker.write.day(figures.day)),
        sentences="\n\n".join(speaker.sentences()),
        status=status_note(report, speaker),
        link=f"{page}/?plan={plan}&lang={language}",
    )
    data = {
        "plan": figures.plan.id,
        "month": figures.month,
        "status": "closed" if report.closing else "provisional",
        "sha256": report.sha256,
        "link": f"{page}/v1/reports/{figures.month}.json?plan={plan}",
    }
    return Told(subject, text, data)


def files(notice: ReportNotice, language: Language) -> tuple[File, File]:
    """Return the report in *notice* for reading and for reckoning."""
    report = report_in(notice)
    return file_of(report, "pdf", language), file_of(report, "xlsx", language)


def _subject(report: Report, speaker: Speaker) -> str:
    total = report.figures.find(_TOTAL)
    status = "" if report.closing else f" ({status_of(report, speaker)})"
    about = {"month": speaker.month(), "status": status}
    if total is None or total.actual is None or total.actual in SMALL:
        return speaker.say("mail-subject-bare", **about)
    actual = speaker.write.whole(total.actual)
    if total.expected is None:
        return speaker.say("mail-subject-free", actual=actual, **about)
    return speaker.say("mail-subject", actual=actual, expected=speaker.write.whole(total.expected), **about)
