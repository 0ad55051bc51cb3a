"""What people type."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.reference import ROOT, sample_events
from tests.support.running import Running

KEYS = {"entry": "entry_id", "voucher": "voucher_id", "customer": "customer"}


@pytest.fixture
def product(sample_year: Running) -> Running:
    return sample_year


def unknown_yet(number: int, mark: str) -> list[dict[str, Any]]:
    """Return events that no other test has sent: the sample's, of other entities."""
    return [
        {**event, "id": f"{mark}-{event['id']}", "data": {**event["data"], key: f"{mark}-{event['data'][key]}"[:60]}}
        for event, key in ((event, KEYS[event["type"].partition(".")[0]]) for event in sample_events()[:number])
    ]


def write(path: Path, events: list[dict[str, Any]]) -> str:
    path.write_text("".join(json.dumps(event) + "\n" for event in events))
    return str(path)


def test_refused_lines_are_told_by_number_and_the_good_ones_are_taken(product: Running, tmp_path: Path) -> None:
    good = unknown_yet(3, "refused")
    bad = {**good[0], "id": "other", "data": {**good[0]["data"], "office": "JC-NOWHERE"}}
    file = Path(write(tmp_path / "mixed.ndjson", [good[0], bad, good[1]]))
    file.write_text(file.read_text() + "\nno json\n" + json.dumps(good[2]))

    sent = product.kurs("send", str(file), "--refusals", str(tmp_path / "refused.ndjson"))

    assert sent.returncode == 1
    assert "3 accepted, 0 known already, 2 refused" in sent.stdout
    assert "line 2: unknown-office /data/office" in sent.stderr
    assert "line 5: malformed" in sent.stderr
    written = [json.loads(line) for line in (tmp_path / "refused.ndjson").read_text().splitlines()]
    assert [(refusal["line"], refusal["type"]) for refusal in written] == [(2, "unknown-office"), (5, "malformed")]


def test_a_file_of_something_else_is_refused_line_by_line(product: Running, tmp_path: Path) -> None:
    file = tmp_path / "entries.csv"
    file.write_text("Teilnahme-ID;Kunde;Beginn\nT-1;c_1;05.01.2026\n")

    sent = product.kurs("send", str(file))

    assert sent.returncode == 1
    assert "0 accepted, 0 known already, 2 refused" in sent.stdout
    assert "line 1: malformed" in sent.stderr
    assert "line 2: malformed" in sent.stderr
    assert "T-1" not in sent.stderr


def test_sending_can_be_repeated_and_read_from_standard_input(product: Running, tmp_path: Path) -> None:
    file = write(tmp_path / "events.ndjson", unknown_yet(20, "again"))

    first = product.kurs("send", file)
    again = product.kurs("send", "-", stdin=Path(file).read_text())

    assert "20 accepted, 0 known already" in first.stdout
    assert "0 accepted, 20 known already" in again.stdout


def test_until_leaves_out_what_was_recorded_later(product: Running, tmp_path: Path) -> None:
    events = sample_events()
    known = [event for event in events if event["recordedtime"] < "2026-01-31T23:00:00Z"]

    sent = product.kurs("send", write(tmp_path / "all.ndjson", events), "--until", "2026-01-31", "--json")

    told = json.loads(sent.stdout)
    assert told["accepted"] + told["duplicates"] == len(known)
    assert told["left_out"] == len(events) - len(known)


def test_an_interrupted_sending_goes_on_where_it_stopped(product: Running, tmp_path: Path) -> None:
    file = write(tmp_path / "long.ndjson", sample_events())
    product.children()["intake"].suspend()
    sending = product.popen("send", file)
    marks = product.folder / "data" / "sent"
    product.children()["intake"].resume()
    while not list(marks.glob("*.json")):
        assert sending.poll() is None
    sending.send_signal(2)
    sending.communicate(timeout=30)

    again = product.kurs("send", file, "--json")

    assert "Going on at line" in again.stderr
    told = json.loads(again.stdout)
    assert told["accepted"] + told["duplicates"] == len(sample_events())
    assert not list(marks.glob("*.json"))


def test_a_line_without_end_is_refused_and_the_next_ones_are_sent(product: Running, tmp_path: Path) -> None:
    file = tmp_path / "huge.ndjson"
    with file.open("w") as stream:
        stream.write("x" * 3_000_000 + "\n")
        stream.write(json.dumps(unknown_yet(1, "huge")[0]) + "\n")

    sent = product.kurs("send", str(file))

    assert "1 accepted, 0 known already, 1 refused" in sent.stdout
    assert "line 1: too-large" in sent.stderr


def test_the_board_and_an_explanation_can_be_read(product: Running) -> None:
    board = product.kurs("board", "--on", "2026-12-31")
    machine = json.loads(product.kurs("board", "--on", "2026-12-31", "--json").stdout)
    explained = product.kurs("explain", "T-2026-01000003")
    unknown = product.kurs("explain", "T-NOWHERE")

    assert "Eintritte SGB III" in board.stdout or "Entries under SGB III" in board.stdout
    assert machine["series"][0]["actual"] == 700
    assert "Counts: its newest revision says" in explained.stdout
    assert "counts to entries" in explained.stdout
    assert unknown.returncode == 1
    assert "There is no such entry" in unknown.stderr


def test_the_entries_behind_a_figure_can_be_listed_and_taken_along(product: Running) -> None:
    question = ("--on", "2026-12-31")
    board = json.loads(product.kurs("board", *question, "--json").stdout)
    listed = product.kurs("entries", "sector/retail", *question)
    table = product.kurs("entries", "sector/retail", *question, "--csv")

    actual = next(series["actual"] for series in board["series"] if series["id"] == "sector/retail")
    assert f"{actual} counted" in listed.stdout
    assert table.stdout.count(";counted;") == actual


def test_the_entries_of_a_month_can_be_listed_for_people_and_for_machines(product: Running) -> None:
    question = ("sector/health", "--on", "2026-12-31", "--month", "3")
    board = json.loads(product.kurs("board", "--on", "2026-12-31", "--by", "month", "--json").stdout)
    listed, machine = product.kurs("entries", *question), product.kurs("entries", *question, "--json")

    health = next(series for series in board["series"] if series["id"] == "sector/health")
    actual = health["months"][2]["actual"]
    assert "sector/health (2026-03)" in listed.stdout
    assert f"{actual} counted" in listed.stdout
    found = json.loads(machine.stdout)
    assert found["actual"] == actual == sum(entry["state"] == "counted" for entry in found["entries"])
    assert product.kurs("entries", "sector/health", "--month", "13").returncode == 2


def test_alerts_are_listed_as_sentences(product: Running) -> None:
    listed = product.kurs("alerts", "list", "--state", "all", "--plan", "st-ost-2026")

    assert listed.returncode == 0
    assert "Sozial- und Gesundheitswesen" in listed.stdout


def test_an_alert_is_shown_with_what_stands_behind_it(product: Running) -> None:
    listed = product.kurs("alerts", "list", "--state", "all", "--plan", "st-ost-2026", "--json")
    alert = next(one for one in json.loads(listed.stdout)["alerts"] if one["makeup"])
    shown, unknown = product.kurs("alerts", "show", alert["id"]), product.kurs("alerts", "show", "no/such")

    assert (shown.returncode, unknown.returncode) == (0, 1)
    assert all(line in shown.stdout for text in alert["details"] for line in text.splitlines() if line.startswith(" "))
    assert json.loads(product.kurs("alerts", "show", alert["id"], "--json").stdout) == alert


def test_notifications_are_listed_and_what_cannot_be_replayed_is_said(product: Running) -> None:
    listed = product.kurs("notifications", "list")
    unknown = product.kurs("notifications", "replay", "abc")
    neither = product.kurs("notifications", "replay")

    assert (listed.returncode, listed.stdout) == (0, "There is no notification.\n")
    assert product.kurs("notifications", "list", "--json").stdout == "[]\n"
    assert product.kurs("notifications", "replay", "--failed").stdout == "Sent once more: 0.\n"
    assert (unknown.returncode, neither.returncode) == (1, 1)
    assert "begins with abc" in unknown.stderr
    assert "--failed" in neither.stderr


def test_a_key_of_an_office_can_be_created_used_and_revoked(product: Running) -> None:
    created = product.kurs("keys", "create", "--office", "JC-WB", "--rights", "emit,read")
    token = created.stdout.strip()
    used = {"headers": {"Authorization": f"Bearer {token}"}}
    assert product.ask("GET", "planning", "/v1/plans", None, **used).status_code == 200

    listed = json.loads(product.kurs("keys", "list", "--json").stdout)
    mine = token.split("_")[1]
    assert {"id": mine, "office": "JC-WB", "rights": ["emit", "read"], "expires": None} in listed

    assert product.kurs("keys", "revoke", mine).returncode == 0
    assert product.ask("GET", "planning", "/v1/plans", None, **used).status_code == 401
    assert product.kurs("keys", "revoke", mine).returncode == 1


def test_publishing_the_same_plan_again_changes_nothing_and_an_edited_one_is_refused(
    product: Running, tmp_path: Path
) -> None:
    plan = ROOT / "deploy/plans/plan-2026.yaml"
    edited = tmp_path / "edited.yaml"
    text = plan.read_text().replace("amount: 821", "amount: 780").replace("parts/", f"{plan.parent}/parts/")
    edited.write_text(text)

    again = product.kurs("plan", "publish", str(plan))
    refused = product.kurs("plan", "publish", str(edited))

    assert again.returncode == 0
    assert "821" in again.stdout
    assert refused.returncode == 1
    assert "higher version" in refused.stderr


def test_what_goes_wrong_is_said_in_a_sentence(tmp_path: Path) -> None:
    nobody = Running(tmp_path, "2026-10-15")

    without_key = nobody.kurs("board")
    wrong_setting = Running(tmp_path, "tomorrow").kurs("board")
    no_file = nobody.kurs("send", "nowhere.ndjson")

    for failed in (without_key, wrong_setting, no_file):
        assert failed.returncode == 1
        assert "Traceback" not in failed.stderr
    assert "KURS_KEY" in without_key.stderr
    assert "KURS_TODAY" in wrong_setting.stderr


def test_alerts_are_noted_acknowledged_and_shown_with_their_history(product: Running) -> None:
    alert = json.loads(product.kurs("alerts", "list", "--json").stdout)["alerts"][0]["id"]
    noted = product.kurs("alerts", "note", alert[:8], "Träger angerufen", "--who", "A. Beck")
    done = json.loads(product.kurs("alerts", "acknowledge", alert, "--who", "A. Beck", "--json").stdout)
    shown = product.kurs("alerts", "show", alert)
    again = product.kurs("alerts", "reopen", alert, "--who", "A. Beck")
    refused = product.kurs("alerts", "snooze", alert, "--until", "2026-10-01", "--reason", " ")

    assert noted.returncode == again.returncode == 0
    assert done["state"] == "acknowledged"
    assert "note, A. Beck, Träger angerufen" in shown.stdout
    assert "acknowledged, A. Beck" in shown.stdout
    assert refused.returncode == 1
    assert "reason" in refused.stderr
    assert "until" in refused.stderr
    assert product.kurs("alerts", "show", "no/such").returncode == 1
