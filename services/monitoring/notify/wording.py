"""What people are told, in their language: subject and text from templates, figures for machines beside them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from services.monitoring.domain.audience import notification_id
from services.monitoring.domain.digest import gravest_first, turns_of
from services.monitoring.domain.notices import AlertNotice, Notice, OperationsNotice
from services.monitoring.domain.plan import Plan
from services.monitoring.formats import Formats, Language
from services.monitoring.notify.alert_words import AlertWords, wrapped
from services.monitoring.notify.facts import facts
from services.monitoring.notify.message import Message
from services.monitoring.phrases import SEVERITIES
from services.monitoring.storage.leasing import Leased
from services.monitoring.storage.notifications import DIGEST

_TEMPLATES = Path(__file__).parent.parent / "templates" / "mail"
_WHOLE_UP_TO = 5
"""A digest of so many messages holds them whole; a longer one says the gap of each, and where to read on."""

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
        return Message(to.id, to.recipient, said.subject, said.text, thread, to.seen, said.kind, said.data)

    def link(self, plan: Plan, language: Language) -> str:
        """Return where the page shows *plan*."""
        return f"{self._page}/?plan={quote(plan.id)}&lang={language}"

    def _said(self, notice: Notice, plan: Plan, language: Language, form: Form) -> Said:
        if isinstance(notice, AlertNotice):
            return self._alert(notice, plan, language, form)
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
        )
        data = {"subject": subject, "text": text, "title": told.title, "link": link}
        return Said(subject, text, f"alert.{change.turn}", data | facts(notice, plan, language))

    def _operations(self, notice: OperationsNotice, plan: Plan, language: Language, form: Form) -> Said:
        about = {name: getattr(notice, name) for name in ("channel", "person", "reason")}
        subject, text = self._filled("operations", plan, language, form=form, trouble=notice.trouble.value, **about)
        return Said(subject, text, f"operations.{notice.trouble}", about | {"subject": subject, "text": text})

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
        self, name: Literal["alert", "operations", "digest"], plan: Plan, language: Language, **values: object
    ) -> tuple[str, str]:
        template = self._templates.get_template(f"{name}.{language}.txt")
        about = {"district": plan.district_title, "year": plan.year, "link": self.link(plan, language)}
        subject, _, text = template.render(**about | values).partition("\n")
        return subject.strip(), re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


def _first(notice: Notice) -> str | None:
    return notice.first if isinstance(notice, AlertNotice) else None
