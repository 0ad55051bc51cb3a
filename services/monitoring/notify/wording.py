"""What people are told, in their language: subject and text from templates, figures for machines beside them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from services.monitoring.domain.audience import notification_id
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.notices import AlertNotice, Child, Notice, OperationsNotice
from services.monitoring.domain.plan import Plan
from services.monitoring.formats import Formats, Language
from services.monitoring.notify.message import Message
from services.monitoring.phrases import SEVERITIES
from services.monitoring.sentences import Teller, plain, title_of
from services.monitoring.storage.leasing import Leased
from services.monitoring.storage.notifications import DIGEST
from shared.privacy import SMALL

_TEMPLATES = Path(__file__).parent.parent / "templates" / "mail"
_LINES_ABOVE = 50
"""So many texts are read by nobody: then a line each."""

Form = Literal["alone", "part", "line"]
"""Whether a notice is a message of its own, a part of a digest, or a line in a long one."""


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

    def message(self, to: Leased, notices: Sequence[Notice], plan: Plan) -> Message:
        """Return what *to* is told about *notices* of *plan*."""
        language: Language = "en" if to.language == "en" else "de"
        items = [self._said(notice, plan, language, _form(to, notices)) for notice in notices]
        said = self._digest(items, plan, language) if to.notice == DIGEST else items[0]
        first = _first(notices[0]) if to.notice != DIGEST else None
        thread = notification_id(first, to.channel, to.recipient) if first else to.id
        return Message(to.id, to.recipient, said.subject, said.text, thread, to.seen, said.kind, said.data)

    def link(self, plan: Plan, language: Language) -> str:
        """Return where the page shows *plan*."""
        return f"{self._page}/?plan={quote(plan.id)}&lang={language}"

    def _said(self, notice: Notice, plan: Plan, language: Language, form: Form) -> Said:
        if isinstance(notice, AlertNotice):
            return self._alert(notice, plan, language, form)
        return self._operations(notice, plan, language, form)

    def _alert(self, notice: AlertNotice, plan: Plan, language: Language, form: Form) -> Said:
        change, evaluation, write = notice.change, notice.evaluation, Formats(language)
        # A title of several lines would end the subject, or add headers to a mail.
        title = " ".join(title_of(plan.find(change.series), language, change.series).split())
        subject, text = self._filled(
            "alert",
            plan,
            language,
            turn=change.turn.value,
            word=SEVERITIES[language][change.severity],
            title=title,
            day=write.day(change.day),
            since=write.day(change.since),
            small=evaluation.known in SMALL,
            expected=write.whole(evaluation.expected),
            target=write.whole(evaluation.target),
            form=form,
            told=lambda: plain("", Teller(plan, language).tell(change.kind, evaluation)),
            children=[_child(one, plan, language) for one in notice.children],
        )
        data = {"subject": subject, "text": text, "title": title, "link": self.link(plan, language)}
        return Said(subject, text, f"alert.{change.turn}", data | _facts(notice))

    def _operations(self, notice: OperationsNotice, plan: Plan, language: Language, form: Form) -> Said:
        facts = {name: getattr(notice, name) for name in ("channel", "person", "reason")}
        subject, text = self._filled("operations", plan, language, form=form, trouble=notice.trouble.value, **facts)
        return Said(subject, text, f"operations.{notice.trouble}", facts | {"subject": subject, "text": text})

    def _digest(self, items: Sequence[Said], plan: Plan, language: Language) -> Said:
        number, terse = Formats(language).whole(len(items)), len(items) > _LINES_ABOVE
        subject, text = self._filled("digest", plan, language, items=items, number=number, terse=terse)
        return Said(subject, text, "digest", {"messages": [{"type": one.kind, "data": one.data} for one in items]})

    def _filled(
        self, name: Literal["alert", "operations", "digest"], plan: Plan, language: Language, **values: object
    ) -> tuple[str, str]:
        template = self._templates.get_template(f"{name}.{language}.txt")
        about = {"district": plan.district_title, "year": plan.year, "link": self.link(plan, language)}
        subject, _, text = template.render(**about, **values).partition("\n")
        return subject.strip(), re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _form(to: Leased, notices: Sequence[Notice]) -> Form:
    if to.notice != DIGEST:
        return "alone"
    return "line" if len(notices) > _LINES_ABOVE else "part"


def _first(notice: Notice) -> str | None:
    return notice.first if isinstance(notice, AlertNotice) else None


def _child(child: Child, plan: Plan, language: Language) -> dict[str, str]:
    """Return what is said of a part under the whole's alert; of a small count no gap."""
    title = " ".join(title_of(plan.find(child.series), language, child.series).split())
    gap = "" if child.small else Formats(language).signed(child.gap)
    return {"title": title, "word": SEVERITIES[language][child.severity], "gap": gap}


def _facts(notice: AlertNotice) -> dict[str, Any]:
    change, evaluation = notice.change, notice.evaluation
    about = ("id", "alert", "plan", "plan_version", "series")
    facts = {name: getattr(change, name) for name in about} | {
        "change": change.turn.value,
        "kind": change.kind.value,
        "severity": change.severity.value,
        "day": change.day.isoformat(),
        "since": change.since.isoformat(),
        "target": evaluation.target,
        "expected": round(evaluation.expected, 6),
        "children": [{"series": one.series, "severity": one.severity.value} for one in notice.children],
    }
    return facts if evaluation.known in SMALL else facts | _figures(evaluation)


def _figures(evaluation: Evaluation) -> dict[str, Any]:
    return {
        "known": evaluation.known,
        "gap": round(evaluation.gap, 6),
        "pace_probability": round(evaluation.pace_probability, 6),
        "forecast": round(evaluation.forecast, 6),
        "lo80": evaluation.low,
        "hi80": evaluation.high,
        "chance": round(evaluation.chance, 6),
    }
