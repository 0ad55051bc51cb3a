"""What every page has: language, filters, navigation, headers."""

import tomllib
from datetime import date
from functools import cache, partial
from importlib import resources
from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from services.monitoring.domain.plan import Plan
from services.monitoring.pages.asked import Asked
from services.monitoring.pages.shown import Shown
from services.monitoring.pages.visitors import Visitor
from services.monitoring.words.formats import Formats, Language
from services.monitoring.words.phrases import SEVERITIES
from shared.clock import Clock, day_of

_HERE = Path(__file__).parent
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {"Content-Security-Policy": _POLICY}

Texts = dict[str, Any]


@cache
def texts_in(language: Language) -> Texts:
    """Return all words of the pages in *language*, by section."""
    return tomllib.loads((resources.files(__package__) / "texts" / f"{language}.toml").read_text(encoding="utf-8"))


def stylesheet() -> str:
    """Return the stylesheet of all pages."""
    return (_HERE / "templates" / "page.css").read_text(encoding="utf-8")


def _spoken(language: Language, plan: Plan, series_id: str) -> Markup:
    """Return the attribute that says in which language a title is, where the plan has none in *language*."""
    series = plan.find(series_id.partition("/office/")[0])
    own = language == "de" or (series and series.title.get(language, series.title.get("de")) != series.title.get("de"))
    return Markup("") if own else Markup(' lang="de"')


class Frame:
    """Renders pages."""

    def __init__(self, clock: Clock, *, fixed_day: bool = False, mails_are_files: bool = False) -> None:
        """Say on each page when its day is a *fixed_day*, and that *mails_are_files*."""
        self._environment = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            auto_reload=False,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._clock = clock
        self._fixed_day = fixed_day
        self._mails_are_files = mails_are_files

    @property
    def today(self) -> date:
        """The day it is."""
        return day_of(self._clock())

    def render(  # noqa: PLR0913 - names, not positions
        self,
        template: str,
        asked: Asked,
        visitor: Visitor | None,
        *,
        path: str,
        shown: Shown | None = None,
        status: int = 200,
        **view: object,
    ) -> HTMLResponse:
        """Return the page of that *template*, which stands at *path*."""
        t, write = texts_in(asked.language), Formats(asked.language)
        html = self._environment.get_template(f"{template}.html").render(
            t=t,
            write=write,
            asked=asked,
            link=asked.link,
            path=path,
            page=template,
            visitor=visitor,
            shown=shown,
            severities=SEVERITIES[asked.language],
            notices=self._notices(t, write),
            spoken=partial(_spoken, asked.language),
            **({"plan": shown.plan if shown else None} | view),
        )
        return HTMLResponse(html, status, headers=HEADERS)

    def _notices(self, t: Texts, write: Formats) -> list[str]:
        notices = []
        if self._fixed_day:
            notices.append(t["frame"]["fixed_day"].format(day=write.day(self.today)))
        if self._mails_are_files:
            notices.append(t["frame"]["mails_are_files"])
        return notices
