"""The pages over HTTP: they show what the other ways say, hostile text stays text, and acting takes a session."""

import gzip
import io
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
import pytest_asyncio
from openpyxl import load_workbook
from openpyxl.cell import Cell, MergedCell

from services.monitoring.app import create_app
from services.monitoring.pages.tickets import issue
from shared.events import PlanPublished
from shared.keys import create_key
from shared.settings import Settings
from shared.streams import FULFILMENT
from tests.support.monitoring_service import Service, client_of, running, settings_in
from tests.support.redis_server import RedisServer
from tests.support.sample_year import PLAN, sample_fulfilment, sample_plan

pytestmark = pytest.mark.asyncio(loop_scope="module")

AWAY = "http://127.0.0.1:9"
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Return the settings of a service whose neighbours are away."""
    folder = tmp_path_factory.mktemp("pages")
    redis = RedisServer(tmp_path_factory.mktemp("redis"))
    redis.start()
    yield settings_in(folder, redis.url, planning_url=AWAY, intake_url=AWAY)
    redis.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def started(settings: Settings) -> AsyncIterator[Service]:
    """Return a service that knows the sample year; a module's tests share it."""
    async with running(settings) as service:
        await tell_the_sample_year(service, sample_plan())
        yield service


@pytest_asyncio.fixture(loop_scope="module")
async def service(started: Service) -> AsyncIterator[Service]:
    """Return it as somebody without a key asks it, whose browser knows no cookie yet."""
    yield started
    started.http.cookies.clear()


@pytest.fixture
def district_key(settings: Settings) -> Iterator[None]:
    """Let the district's key lie beside the data."""
    key = settings.data_dir / "keys" / "district.key"
    key.parent.mkdir(exist_ok=True)
    key.write_text(create_key(settings.keys, office=None, rights=["read", "manage"]))
    yield
    key.unlink()


async def tell_the_sample_year(service: Service, plan: PlanPublished) -> None:
    counted = sample_fulfilment()
    await service.publish_counts(counted)
    announced = counted.model_copy(update={"cells": []})
    await service.publish(FULFILMENT, announced.model_dump_json().encode())
    await service.publish_plan(plan)
    await service.at_rest()


async def page(service: Service, path: str, status: int = 200) -> str:
    response = await service.http.get(path, headers={"Accept": "text/html"})
    assert response.status_code == status, (path, response.status_code)
    policy = response.headers["content-security-policy"].split("; ")
    assert {"default-src 'none'", "style-src 'self'", "form-action 'self'", "frame-ancestors 'none'"} <= {*policy}
    assert not any("unsafe" in rule or "http" in rule or "script-src" in rule for rule in policy)
    return response.text


async def sign_in(service: Service, token: str, name: str = "Erika Muster") -> str:
    """Sign in, and return what forms must repeat."""
    response = await service.http.post("/sign-in", data={"key": token, "name": name})
    assert response.status_code == 303, response.text
    found = re.search(r'name="form" value="([^"]+)"', await page(service, "/"))
    assert found
    return found.group(1)


async def an_alert(service: Service, place: int = 0) -> str:
    found: list[str] = re.findall(r"/alerts/([0-9a-f]{16})", await page(service, "/"))
    return found[place]


PATHS = (
    "/",
    "/?office=JC-WB",
    "/?day=2026-06-30",
    "/?day=2026-06-30&known=2026-05-31",
    "/series/entries",
    "/series/sector/health",
    "/series/sector/other",
    "/series/office/JC-WB",
    "/plan",
    "/data",
    "/reports",
    "/method",
    "/accessibility",
    "/sign-in",
)


@pytest.mark.parametrize("language", ["de", "en"])
async def test_every_page_is_there_while_planning_and_intake_are_away(service: Service, language: str) -> None:
    for path in (*PATHS, f"/alerts/{await an_alert(service)}", "/series/sector/health/entries", "/entries/T-1"):
        html = await page(service, f"{path}{'&' if '?' in path else '?'}lang={language}")
        assert f'<html lang="{language}">' in html
        assert "<script" not in html
        assert " style=" not in html


async def test_without_a_key_beside_the_data_what_others_know_takes_a_key(service: Service) -> None:
    assert "braucht einen Schlüssel" in await page(service, "/")


@pytest.mark.usefixtures("district_key")
async def test_what_is_missing_while_planning_is_away_is_said(service: Service) -> None:
    html = await page(service, "/")
    assert "Die Planung antwortet gerade nicht: was angekündigt ist fehlt." in html
    assert re.search(r'<p class="figure"><a [^>]+>522</a>', html)


async def test_the_page_shows_the_figures_of_metrics_and_alerts(service: Service, settings: Settings) -> None:
    token = create_key(settings.keys, office=None, rights=["read"])
    rows = await table(service, "/board.csv?lang=en")
    metrics = await service.metrics()
    headers = {"Authorization": f"Bearer {token}"}

    assert len(rows) == 18
    for row in rows:
        labels = f'{{plan="{PLAN}",series="{row["id"]}"}}'
        assert float(row["Actual"]) == metrics[f"kurs_entries_actual{labels}"]
        if row["Target"]:
            answer = (await service.http.get(f"/v1/forecast/{row['id']}", headers=headers)).json()["evaluation"]
            assert float(row["Target"]) == metrics[f"kurs_entries_target{labels}"] == answer["target"]
            assert float(row["Expected by now"]) == pytest.approx(metrics[f"kurs_entries_expected{labels}"], abs=1e-5)
            assert float(row["Forecast"]) == round(answer["forecast"])
    html = await page(service, "/")
    assert f'{rows[0]["Actual"]} Eintritte: Eintritte SGB III">{rows[0]["Actual"]}</a> <small>von 821' in html
    assert f">{rows[2]['Actual']}</a>" in html


async def table(service: Service, path: str) -> list[dict[str, str]]:
    response = await service.http.get(path)
    assert response.headers["content-type"].startswith("text/csv")
    assert response.content.startswith(b"\xef\xbb\xbf")
    head, *lines = [line.split(";") for line in response.content.decode("utf-8-sig").splitlines()]
    return [dict(zip(head, line, strict=True)) for line in lines]


async def test_months_add_up_to_the_total_in_the_spreadsheet(service: Service) -> None:
    rows = await table(service, "/months.csv?lang=en")
    total = {
        row["month" if "month" in row else "Month"]: int(row["Actual"] or 0) for row in rows if row["id"] == "entries"
    }
    parts: dict[str, int] = {}
    for row in rows:
        if row["id"].startswith("sector/"):
            parts[row["Month"]] = parts.get(row["Month"], 0) + int(row["Actual"] or 0)

    assert parts == total


async def test_announced_courses_stand_in_the_chart_in_its_words_and_in_its_table(service: Service) -> None:
    html = await page(service, "/")
    label = re.search(r'role="img" aria-label="([^"]+)"', html)

    assert label
    assert "Markiert sind: 15.10.2026: Kursbeginn mit 6 angekündigten Eintritten;" in label[1]
    assert "20.10.2026" not in html  # one entry would be a person
    assert '<th scope="row">16.10.2026</th><td>Kursbeginn mit 9 angekündigten Eintritten</td>' in html
    assert len(re.findall(r'<path class="start" d="M[^0]', html)) == 2 * label[1].count("Kursbeginn") + 1
    assert "19.10.2026: Kursbeginn mit 5" in await page(service, "/series/sector/health")
    assert "Kursbeginn" not in await page(service, "/series/entries?day=2026-06-30&known=2026-01-02")


async def test_page_alert_and_interface_take_a_gap_apart_in_the_same_way(service: Service, settings: Settings) -> None:
    headers = {"Authorization": f"Bearer {create_key(settings.keys, office=None, rights=['read'])}"}
    alerts = (await service.http.get("/v1/alerts", headers=headers)).json()["alerts"]
    total = next(one for one in alerts if (one["series"], one["severity"]) == ("entries", "warning"))
    parts = next(one["parts"] for one in total["makeup"] if one["by"] == "sector")

    first, alert = gap_table(await page(service, "/")), gap_table(await page(service, f"/alerts/{total['id']}"))
    assert first == alert
    assert [title for title, _ in first[:6]] == [one["title"] for one in parts[:6]]
    assert [number for _, number in first[:6]] == [one["gap"] for one in parts[:6]]
    assert first[-1] == ("zusammen", sum(one["gap"] for one in parts))
    assert f"{-first[-1][1]} zu wenig" in await page(service, "/")
    assert sum(number for _, number in first[:-1]) == first[-1][1]


def gap_table(html: str) -> list[tuple[str, int]]:
    """Return titles and figures of the first table that takes a gap apart."""
    table = html.partition('<table class="plain gap">')[2].partition("</table>")[0]
    rows = re.findall(r'<tr><th scope="row">(.*?)</th><td class="number">(.*?)</td></tr>', table)
    return [(re.sub("<.*?>", "", title), int(number.replace("−", "-"))) for title, number in rows]


async def test_a_past_day_is_shown_as_it_was_judged(service: Service) -> None:
    html = await page(service, "/?day=2026-06-30&known=2026-06-30&lang=de")

    assert "Stand: 30.06.2026" in html
    assert "Bewertet mit allem, was am 30.06.2026 bekannt war" in html
    assert "Keine offene Meldung" in html


# openpyxl does not know the bars of Excel 2010.
@pytest.mark.filterwarnings("ignore:.*xtension is not supported:UserWarning")
async def test_a_hostile_title_stays_text_on_every_page_and_in_files(tmp_path: Path, redis_server: RedisServer) -> None:
    settings = settings_in(tmp_path, redis_server.url, planning_url=AWAY, intake_url=AWAY)
    plan = sample_plan().model_dump()
    plan["district_title"] = f"{HOSTILE}="
    for series in plan["series"]:
        series["title"] = {"de": f"=cmd()|\"{HOSTILE}'>"}
    async with running(settings) as service:
        await tell_the_sample_year(service, PlanPublished.model_validate(plan))
        for path in (*PATHS, f"/alerts/{await an_alert(service)}"):
            assert "<script" not in await page(service, path)
        token = create_key(settings.keys, office=None, rights=["read"])
        book = await service.http.get("/v1/reports/2026-09.xlsx", headers={"Authorization": f"Bearer {token}"})
        rows = (await service.http.get("/board.csv")).content.decode("utf-8-sig").splitlines()
    assert all(";=" not in row and ';"=' not in row for row in rows)
    assert {cell.data_type for cell in cells_of(book.content)} <= {"s", "n", "d", "b"}
    assert any(HOSTILE in str(cell.value) for cell in cells_of(book.content))


def cells_of(book: bytes) -> list[Cell | MergedCell]:
    return [cell for sheet in load_workbook(io.BytesIO(book)) for row in sheet for cell in row]


async def test_acting_takes_a_session_a_right_and_a_form_of_ones_own(service: Service, settings: Settings) -> None:
    alert = await an_alert(service)
    act = f"/alerts/{alert}/acknowledge"
    statuses = [(await service.http.post(act, data={"form": "x"})).status_code]
    form = await sign_in(service, create_key(settings.keys, office=None, rights=["read"]))
    statuses.append((await service.http.post(act, data={"form": form})).status_code)
    form = await sign_in(service, create_key(settings.keys, office=None, rights=["read", "manage"]))
    statuses.append((await service.http.post(act, data={"form": "another"})).status_code)
    foreign = {"Sec-Fetch-Site": "cross-site"}
    statuses.append((await service.http.post(act, data={"form": form}, headers=foreign)).status_code)
    statuses.append((await service.http.post(act, data={"form": form})).status_code)

    assert statuses == [401, 403, 403, 403, 303]
    assert "<strong>quittiert</strong>" in await page(service, f"/alerts/{alert}")
    await service.http.post(f"/alerts/{alert}/reopen", data={"form": form})
    assert "<strong>offen</strong>" in await page(service, f"/alerts/{alert}")


async def test_a_hostile_note_stays_text_and_stands_beside_a_name(service: Service, settings: Settings) -> None:
    alert = await an_alert(service)
    form = await sign_in(service, create_key(settings.keys, office=None, rights=["read", "manage"]), "E. <b>Muster")
    done = await service.http.post(f"/alerts/{alert}/note", data={"form": form, "note": HOSTILE})
    html = await page(service, f"/alerts/{alert}")

    assert done.headers["location"] == f"/alerts/{alert}?lang=de&done=note"
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "E. &lt;b&gt;Muster" in html
    assert "<script" not in html


async def test_what_is_wrong_with_a_deed_is_said_all_at_once(service: Service, settings: Settings) -> None:
    alert = await an_alert(service, 1)  # nobody has done anything with it
    form = await sign_in(service, create_key(settings.keys, office=None, rights=["read", "manage"]))
    unfit = await service.http.post(f"/alerts/{alert}/snooze", data={"form": form, "note": "", "until": "2030-01-01"})
    odd = await service.http.post(f"/alerts/{alert}/snooze", data={"form": form, "note": "x", "until": "tomorrow"})
    early = await service.http.post(f"/alerts/{alert}/reopen", data={"form": form})

    assert (unfit.status_code, odd.status_code, early.status_code) == (422, 422, 422)
    assert "Bitte schreiben Sie etwas. Der Tag liegt höchstens 92 Tage voraus." in unfit.text
    assert "Geben Sie einen Tag an" in odd.text
    assert "nichts wieder zu öffnen" in early.text


@pytest.mark.usefixtures("district_key")
async def test_the_one_time_link_works_once_and_looking_does_not_use_it_up(
    service: Service, settings: Settings
) -> None:
    ticket = issue(settings.data_dir)
    given = {"ticket": ticket, "name": "Erika Muster"}

    await page(service, f"/enter?ticket={ticket}")
    nameless = await service.http.post("/enter", data={"ticket": ticket, "name": " "})
    first = await service.http.post("/enter", data=given)
    again = await service.http.post("/enter", data=given)

    assert (nameless.status_code, first.status_code, again.status_code) == (422, 303, 422)
    cookie = first.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Angemeldet als Erika Muster" in await page(service, "/")


async def test_a_revoked_key_and_signing_out_end_a_session(service: Service, settings: Settings) -> None:
    form = await sign_in(service, create_key(settings.keys, office=None, rights=["read", "manage"]))
    out = await service.http.post("/sign-out", data={"form": form})
    assert out.status_code == 303
    assert "Angemeldet" not in await page(service, "/")

    await sign_in(service, create_key(settings.keys, office=None, rights=["read"]))
    settings.keys.unlink()
    assert "Angemeldet" not in await page(service, "/")


@pytest.mark.parametrize(("page_url", "secure"), [("https://kurs.example.org", True), ("", False)])
async def test_a_session_travels_encrypted_where_people_reach_the_page_so(
    tmp_path: Path, page_url: str, *, secure: bool
) -> None:
    settings = settings_in(tmp_path, "unix:///nowhere", page_url=page_url)
    key = create_key(settings.keys, office=None, rights=["read"])
    async with client_of(create_app(settings)) as http:
        answer = await http.post("/sign-in", data={"key": key, "name": "Erika Muster"})

    assert ("secure" in answer.headers["set-cookie"].lower()) is secure


async def test_a_wrong_key_signs_nobody_in(service: Service) -> None:
    answer = await service.http.post("/sign-in", data={"key": "kurs_x_y", "name": "E"})

    assert answer.status_code == 422
    assert "gilt nicht" in answer.text
    assert "set-cookie" not in answer.headers


async def test_where_others_can_reach_it_the_page_takes_a_key(tmp_path: Path, redis_server: RedisServer) -> None:
    settings = settings_in(tmp_path, redis_server.url, host="0.0.0.0")  # noqa: S104 - nothing listens in this test
    async with running(settings) as service:
        browser = await service.http.get("/", headers={"Accept": "text/html"})
        machine = await service.http.get("/")

    assert (browser.status_code, browser.headers["location"]) == (303, "/sign-in?lang=de")
    assert machine.status_code == 401


async def test_an_office_sees_the_whole_and_its_own_on_every_page(service: Service, settings: Settings) -> None:
    headers = {"Authorization": f"Bearer {create_key(settings.keys, office='JC-WB', rights=['read'])}"}

    async def seen(path: str) -> httpx2.Response:
        return await service.http.get(path, headers=headers)

    assert "sector/health" not in (await seen("/board.csv")).text
    assert "sector/health" not in (await seen("/")).text
    assert (await seen("/?office=JC-DERO")).status_code == 404
    assert (await seen("/series/sector/health")).status_code == 404
    assert (await seen("/series/office/JC-DERO")).status_code == 404
    assert (await seen("/series/office/JC-WB")).status_code == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/?day=2027-01-01", 422),
        ("/?day=x", 422),
        ("/?plan=x", 404),
        ("/?office=x", 404),
        ("/series/x", 404),
        ("/alerts/x", 404),
        ("/?lang=fr", 422),
        ("/series/sector/health/entries?month=13", 422),
    ],
)
async def test_what_does_not_fit_is_a_page_to_a_browser(service: Service, path: str, status: int) -> None:
    html = await page(service, path, status)

    assert "Zur ersten Seite" in html


async def test_the_first_page_is_small(service: Service) -> None:
    response = await service.http.get("/", headers={"Accept-Encoding": "gzip"})
    style = await service.http.get("/page.css")
    sizes: dict[str, Any] = {"page": len(gzip.compress(response.content)), "style": len(gzip.compress(style.content))}

    assert response.headers["content-encoding"] == "gzip"
    assert sizes["page"] + sizes["style"] < 100_000, sizes


async def test_a_month_is_closed_by_a_form_and_stays_so(service: Service, settings: Settings) -> None:
    form = await sign_in(service, create_key(settings.keys, office=None, rights=["read"]))
    refused = await service.http.post("/reports/2026-09/close", data={"form": form})
    form = await sign_in(service, create_key(settings.keys, office=None, rights=["read", "manage"]), "E. Muster")
    before = await page(service, "/reports")
    done = await service.http.post("/reports/2026-09/close", data={"form": form})
    after = await page(service, "/reports")

    assert (refused.status_code, done.status_code) == (403, 303)
    assert "/reports/2026-09/close" in before
    assert "/reports/2026-09/close" not in after
    assert "von E. Muster" in after


async def test_a_month_that_is_not_over_stays_open(service: Service, settings: Settings) -> None:
    form = await sign_in(service, create_key(settings.keys, office=None, rights=["read", "manage"]))

    refused = await service.http.post("/reports/2026-10/close", data={"form": form})

    assert refused.status_code == 409
