"""Each runbook is tried: its condition is caused, its alert fires, its commands are run, and the alert goes.

A minute of the rules is a second here, and canaries come every second. The office that is silent has its story in
tests/system/test_watching.py, the disk in test_runbook_disk.py.
"""

import itertools
import json
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tests.faults.conftest import Stage
from tests.faults.downfall import downfall
from tests.faults.operations import Operations
from tests.faults.poison import poison
from tests.support.alertmanager import DEAD_MAN
from tests.support.running import free_ports
from tests.support.smtp_server import Mailbox


@pytest.fixture(scope="module")
def operations(
    stage: Stage, tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> Iterator[Operations]:
    """Hold what operations has around a product that all stories share."""
    mailbox = Mailbox()
    [mailbox.port] = free_ports(1)
    smtp = f"smtp://127.0.0.1:{mailbox.port}"
    with stage.empty_scene("sqlite", "tests.faults.hasty", KURS_SMTP_URL=smtp) as scene:
        found = Operations(scene, tmp_path_factory.mktemp("operations"), mailbox)
        try:
            found.open()
            yield found
        finally:
            found.close()
            with pytestconfig.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
                print("\n" + "\n".join(found.figures))  # noqa: T201 - figures


@pytest.fixture
def calm(operations: Operations) -> Operations:
    """Wait until the story before is over."""
    operations.calm()
    return operations


def test_a_service_that_is_down_is_started(calm: Operations) -> None:
    page = calm.page("down")
    calm.scene.service("planning").stop()
    calm.fires("KurshalterDown", job="planning")

    page.run("docker compose up --detach SERVICE", SERVICE="planning")

    calm.goes("KurshalterDown")
    assert not any(json.loads(page.run("curl http://127.0.0.1:8082/health/ready"))["backlog"].values())


def test_a_service_that_hangs_is_down(calm: Operations) -> None:
    process = calm.scene.service("planning")
    process.freeze()
    calm.fires("KurshalterDown", job="planning")
    process.kill()
    calm.goes("KurshalterDown")


def test_a_service_whose_database_is_held_goes_on_when_it_is_free(calm: Operations) -> None:
    page = calm.page("not-ready")
    with calm.scene.store.held("planning"):
        calm.fires("KurshalterNotReady", job="planning")
        said = json.loads(page.run("curl http://127.0.0.1:8082/health/ready"))["checks"]
        page.says(f"`{said['database']}`")

    calm.goes("KurshalterNotReady")
    assert json.loads(page.run("curl http://127.0.0.1:8082/health/ready"))["ready"]


def test_a_full_disk_is_answered_with_a_fault_until_there_is_room(calm: Operations) -> None:
    page, events = calm.page("http-errors"), itertools.cycle(downfall())
    query = page.says('sum by (route, status) (rate(kurs_http_requests_total{status=~"5.."}[5m]))')
    answers = set()

    def knock() -> None:
        answers.add(calm.scene.world.doors.post_event(next(events)).status_code)

    with calm.scene.full_disk(calm.scene.service("intake").pid):
        calm.fires("KurshalterHttpErrors", knock, job="intake")
        assert answers == {503}
        found = [one["metric"] for one in calm.prometheus.ask(query) if one["value"][1] != "0"]
        assert {"route": "/v1/events", "status": "503"} in found

    calm.goes("KurshalterHttpErrors", knock)
    assert answers == {503, 202}


def test_a_backlog_that_is_held_up_drains_when_the_cause_is_away(calm: Operations) -> None:
    page = calm.page("stream-lag")
    with calm.scene.store.held("planning"):
        calm.scene.sender.tell(many_entries())
        calm.fires("KurshalterStreamLag", stream="kurs.entries")

    calm.goes("KurshalterStreamLag")
    page.says("`kurs_stream_lag` is 0")
    calm.until(lambda: not calm.prometheus.ask("kurs_stream_lag > 0"))


def many_entries() -> Iterator[dict[str, Any]]:
    """Yield more entries than a consumer may be behind; most of them are repeats."""
    for number in range(9):
        yield from ({**event, "id": f"{event['id']}-{number}"} for event in downfall())


def test_a_consumer_that_hangs_is_started_again_and_takes_its_messages_over(calm: Operations) -> None:
    page, planning = calm.page("pending-old"), calm.scene.service("planning")
    planning.arm(lambda: "planning.consumer-ends,watchdog-off")
    planning.kill()
    calm.fires("KurshalterPendingOld", stream="kurs.entries")
    pending = page.run("redis-cli XPENDING STREAM GROUP", STREAM="kurs.entries", GROUP="planning")
    assert int(pending.split()[0]) > 0

    planning.arm(str)
    planning.kill()

    calm.goes("KurshalterPendingOld")
    page.says("`kurs_stream_oldest_pending_seconds` is 0")
    calm.until(lambda: not calm.prometheus.ask("kurs_stream_oldest_pending_seconds > 0"))


def test_a_message_in_quarantine_is_looked_at_and_discarded(calm: Operations) -> None:
    page = calm.page("dead-letters")
    poison(calm.scene.world.redis, "kurs.entries", b"no event at all")
    calm.fires("KurshalterDeadLetters", stream="kurs.entries")
    listed = page.run("kurs dead-letters list --state waiting")
    assert "no event at all" not in listed
    [letter] = calm.scene.world.doors.get("planning", "/v1/dead-letters", {"state": "waiting"})
    assert letter["content_sha256"][:12] in listed

    page.run("kurs dead-letters discard HASH", HASH=letter["content_sha256"])

    assert letter["content_sha256"][:12] not in page.run("kurs dead-letters list --state waiting")
    calm.goes("KurshalterDeadLetters")


def test_what_is_kept_while_redis_is_away_is_published_when_it_is_back(calm: Operations) -> None:
    page = calm.page("outbox")
    calm.scene.world.redis.stop()
    assert "connect" in page.run("redis-cli ping")
    calm.scene.sender.send(1_200)
    calm.fires("KurshalterOutboxDeep", job="intake")

    calm.scene.world.redis.start()

    assert page.run("redis-cli ping").strip() == "PONG"
    calm.goes("KurshalterOutboxDeep")
    page.says("`kurs_outbox_depth` falls to 0")
    calm.until(lambda: not calm.prometheus.ask("kurs_outbox_depth > 0"))


def test_events_that_nobody_settles_are_settled_when_planning_is_back(calm: Operations) -> None:
    page = calm.page("journal-unsettled")
    calm.scene.service("planning").stop()
    calm.scene.sender.send(20)
    calm.fires("KurshalterJournalUnsettled", job="intake")
    told = int(page.run("redis-cli XLEN kurs.settled"))

    calm.scene.service("planning").wanted = True

    calm.goes("KurshalterJournalUnsettled")
    assert int(page.run("redis-cli XLEN kurs.settled")) != told
    calm.until(lambda: not calm.prometheus.ask("kurs_journal_unsettled > 0"))


def test_a_canary_that_is_not_sent_is_missed_until_intake_is_back(calm: Operations) -> None:
    page = calm.page("canary-late")
    calm.scene.service("intake").stop()
    calm.fires("KurshalterCanaryLate")
    assert not calm.prometheus.ask("kurs_stream_lag > 0")

    calm.scene.service("intake").wanted = True

    calm.goes("KurshalterCanaryLate")
    page.says("operations get the message that the chain works again")
    calm.until(lambda: any("chain works again" in mail["Subject"] for mail in calm.mailbox.read()))


def test_a_board_that_is_late_is_told_and_calms_by_itself(calm: Operations) -> None:
    def stumble() -> None:
        with calm.scene.store.held("planning"):
            calm.scene.lasts(1.5)

    with calm.scene.sender.at_work():
        calm.fires("KurshalterFreshnessBurning", stumble, severity="critical")
        calm.goes("KurshalterFreshnessBurning")


def test_days_that_cannot_be_evaluated_are_caught_up(calm: Operations) -> None:
    page, scene = calm.page("not-evaluated"), calm.scene
    with ExitStack() as held:
        with scene.sender.at_work():
            calm.until(lambda: scene.world.doors.health("monitoring")["backlog"].get("unsettled", 0) > 0)
            held.enter_context(scene.store.held("monitoring"))
        # One that fails from its start on must be told of, too.
        scene.service("monitoring").kill()
        calm.fires("KurshalterNotEvaluated", plan="st-ost-2026")
        said = json.loads(page.run("curl http://127.0.0.1:8083/health/ready"))["checks"]
        known = {page.says("evaluation-failing"), page.says("database-stuck")}
        assert known & {said["evaluation"], said["database"]}

    scene.service("monitoring").kill()

    calm.goes("KurshalterNotEvaluated")


def test_what_a_mail_server_did_not_take_is_sent_when_it_does(calm: Operations) -> None:
    page, intake = calm.page("notifications"), calm.scene.service("intake")
    calm.alarms.close()  # it mails all the time
    calm.mail_server.close()
    intake.stop()
    calm.until(lambda: "betrieb" in page.run("kurs notifications list --state waiting").lower())
    intake.wanted = True
    calm.fires("KurshalterNotificationsStuck")
    assert "SMTPConnectError" in page.run("kurs notifications list --state waiting")

    calm.mailbox.answers["RCPT"] = "550 nobody of that name"
    calm.serve_mail()
    page.run("kurs notifications replay --failed")
    calm.fires("KurshalterNotificationsFailed", channel="mail")
    calm.goes("KurshalterNotificationsStuck")
    assert "smtp-550" in page.run("kurs notifications list --state failed")

    calm.mailbox.answers.clear()
    page.run("kurs notifications replay --failed")
    calm.goes("KurshalterNotificationsFailed")
    assert "smtp-550" not in page.run("kurs notifications list --state failed")
    calm.start_alarms()


def test_the_dead_man_hears_nothing_while_alertmanager_is_away(calm: Operations) -> None:
    page = calm.page("watchdog")
    calm.until(lambda: heard(calm) > 0)
    calm.alarms.close()
    before = heard(calm)
    assert page.run("curl http://127.0.0.1:9093/-/ready") == "ConnectError"
    assert page.run("curl http://127.0.0.1:9090/-/ready").startswith("Prometheus Server is Ready")
    assert heard(calm) == before

    calm.start_alarms()

    calm.until(lambda: heard(calm) > before)
    assert page.run("curl http://127.0.0.1:9093/-/ready") == "OK"


def heard(operations: Operations) -> int:
    """Return how many mails the dead man's switch has got."""
    return sum(mail["To"] == DEAD_MAN for mail in operations.mailbox.read())
