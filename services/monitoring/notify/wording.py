"""What people are told, in their language: subject and text from templates, figures for machines beside them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from services.monitoring.domain.alerts import Turn
from services.monitoring.domain.audience import Channel, notification_id
from services.monitoring.domain.digest import gravest_first, turns_of
from services.monitoring.domain.history import Change
from services.monitoring.domain.notices import (
    AlertNotice,
    Child,
    Notice,
    OperationsNotice,
    ReportingNotice,
    ReportNotice,
    SilenceNotice,
)
from services.monitoring.domain.plan import Plan
from services.monitoring.notify.alert_words import AlertWords, wrapped
from services.monitoring.notify.facts import facts, silence_facts
from services.monitoring.notify.message import Attachment, Message
from services.monitoring.reports import telling
from services.monitoring.storage.leasing import Leased
from services.monitoring.storage.notifications import DIGEST
from services.monitoring.words.formats import Formats, Language
from services.monitoring.words.phrases import SEVERITIES
from services.monitoring.words.sentences import title_of
from services.monitoring.words.silence_sentences import tell_its_end, tell_silence

_TEMPLATES = Path(__file__).parent.parent / "templates" / "mail"
_WHOLE_UP_TO = 5
"""A digest of so many messages holds them whole; a longer one says the gap of each, and where to read on."""

Template = Literal["alert", "silence", "operations", "reporting", "digest"]
Form = Literal["alone", "part", "line"]
"""Whether a notice is a message of its own, a part of a digest, or short in a long one."""


@dataclass(frozen=True, slots=True)
class Said:
    """One notice in words, and in figures for machines."""

    subject: str
    text: str
    kind: str
    data: dict[str, Any]


class Wording:
    """Puts notices into words; a link leads to *page*."""

    def __init__(self, page: str) -> None:
        """Read the templates."""
        self._page = page.rstrip("/")
        # They are plain text, not HTML: escaping would spoil titles with an ampersand.
        self._templates = Environment(
            loader=FileSystemLoader(_TEMPLATES),
            autoescape=False,  # noqa: S701 - as said above
            undefined=StrictUndefined,
            trim_blocks=True,
        )
        self._templates.filters["wrapped"] = wrapped

    def message(self, to: Leased, notices: Sequence[Notice], plan: Plan) -> Message:
        """Return what *to* is told about *notices* of *plan*."""
        language: Language = "en" if to.language == "en" else "de"
        digest = to.notice == DIGEST
        said = self._digest(notices, plan, language) if digest else self._said(notices[0], plan, language, "alone")
        first = None if digest else _first(notices[0])
        thread = notification_id(first, to.channel, to.recipient) if first else to.id
        files = _files(notices, language) if to.channel is Channel.MAIL else ()
        return Message(to.id, to.recipient, said.subject, said.text, thread, to.seen, said.kind, said.data, files)

    def link(self, plan: Plan, language: Language) -> str:
        """Return where the page shows *plan*."""
        return f"{self._page}/?plan={quote(plan.id)}&lang={language}"

    def _said(self, notice: Notice, plan: Plan, language: Language, form: Form) -> Said:
        if isinstance(notice, AlertNotice):
            return self._alert(notice, plan, language, form)
        if isinstance(notice, SilenceNotice):
            return self._silence(notice, plan, language, form)
        if isinstance(notice, ReportingNotice):
            return self._reporting(notice, plan, language, form)
        if isinstance(notice, ReportNotice):
            told = telling.told(notice, language, self._page)
            return Said(told.subject, told.text, "report", told.data | {"subject": told.subject, "text": told.text})
        return self._operations(notice, plan, language, form)

    def alert_link(self, alert: str, language: Language) -> str:
        """Return where the page shows one alert."""
        return f"{self._page}/alerts/{quote(alert)}?lang={language}"

    def _alert(self, notice: AlertNotice, plan: Plan, language: Language, form: Form) -> Said:
        change, told, write = notice.change, AlertWords(notice, plan, language), Formats(language)
        link = self.alert_link(change.alert, language)
        subject, text = self._filled(
            "alert",
            plan,
            language,
            turn=change.turn.value,
            cause=change.cause,
            word=SEVERITIES[language][change.severity],
            title=told.title,
            day=write.day(change.day),
            since=write.day(change.since),
            expected=write.whole(notice.evaluation.expected),
            target=write.whole(notice.evaluation.target),
            form=form,
            told=told,
            link=link,
            children=[_child(one, plan, language) for one in notice.children],
        )
        data = {"subject": subject, "text": text, "title": told.title, "link": link}
        return Said(subject, text, f"alert.{change.turn}", data | facts(notice, plan, language))

    def _silence(self, notice: SilenceNotice, plan: Plan, language: Language, form: Form) -> Said:
        change, feed, write = notice.change, notice.feed, Formats(language)
        over, title = change.turn is Turn.RESOLVED, _title(change, plan, language)
        subject, text = self._filled(
            "silence",
            plan,
            language,
            turn=change.turn.value,
            word=SEVERITIES[language][change.severity],
            title=title,
            day=write.day(change.day),
            since=write.day(change.since),
            office=notice.office,
            files=feed is not None and feed.probability is None,
            form=form,
            told=tell_its_end(change.cause, language) if over else tell_silence(feed, language),
        )
        data = {"subject": subject, "text": text, "title": title, "link": self.link(plan, language)}
        return Said(subject, text, f"alert.{change.turn}", data | silence_facts(notice))

    def _operations(self, notice: OperationsNotice, plan: Plan, language: Language, form: Form) -> Said:
        about = {name: getattr(notice, name) for name in ("channel", "person", "reason")}
        subject, text = self._filled("operations", plan, language, form=form, trouble=notice.trouble.value, **about)
        return Said(subject, text, f"operations.{notice.trouble}", about | {"subject": subject, "text": text})

    def _reporting(self, notice: ReportingNotice, plan: Plan, language: Language, form: Form) -> Said:
        write = Formats(language)
        days = {name: write.tenths(getattr(notice, f"{name}_days")) for name in ("observed", "calibrated")}
        facts = {"verdict": notice.verdict, "form": form, "since": write.day(notice.since)}
        subject, text = self._filled("reporting", plan, language, **facts, **days)
        about = {"verdict": notice.verdict, "since": notice.since.isoformat()}
        figures = {"observed_days": notice.observed_days, "calibrated_days": notice.calibrated_days}
        data = {**about, **figures, "subject": subject, "text": text}
        return Said(subject, text, f"operations.reporting_{notice.verdict}", data)

    def _digest(self, notices: Sequence[Notice], plan: Plan, language: Language) -> Said:
        told, turns = gravest_first(notices), turns_of(notices)
        form: Form = "part" if len(told) <= _WHOLE_UP_TO else "line"
        items = [self._said(one, plan, language, form) for one in told]
        write = Formats(language).whole
        changed = {turn.value: write(number) for turn, number in turns.items()}
        subject, text = self._filled("digest", plan, language, items=items, number=write(len(items)), changed=changed)
        every = [self._said(one, plan, language, "line") for one in notices]
        return Said(subject, text, "digest", {"messages": [{"type": one.kind, "data": one.data} for one in every]})

    def _filled(
        self,
        name: Template,
        plan: Plan,
        language: Language,
        **values: object,
    ) -> tuple[str, str]:
        template = self._templates.get_template(f"{name}.{language}.txt")
        about = {"district": plan.district_title, "year": plan.year, "link": self.link(plan, language)}
        subject, _, text = template.render(**about | values).partition("\n")
        return subject.strip(), re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


def _files(notices: Sequence[Notice], language: Language) -> tuple[Attachment, ...]:
    """Return the reports among *notices* as files."""
    reports = [notice for notice in notices if isinstance(notice, ReportNotice)]
    found = [file for notice in reports for file in telling.files(notice, language)]
    return tuple(Attachment(file.name, file.media_type, file.content) for file in found)


def _first(notice: Notice) -> str | None:
    return notice.first if isinstance(notice, AlertNotice | SilenceNotice) else None


def _title(change: Change, plan: Plan, language: Language) -> str:
    # A title of several lines would end the subject, or add headers to a mail.
    return " ".join(title_of(plan.find(change.series), language, change.series).split())


def _child(child: Child, plan: Plan, language: Language) -> dict[str, str]:
    """Return what is said of a part under the whole's alert; its gap stands among what makes up the whole's."""
    title = " ".join(title_of(plan.find(child.series), language, child.series).split())
    return {"title": title, "word": SEVERITIES[language][child.severity]}
