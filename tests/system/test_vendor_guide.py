"""A vendor follows the guide literally, in an empty folder; and the district reconciles what was sent."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.support.reference import ROOT
from tests.support.running import KURS, Running, free_ports

GUIDE = (ROOT / "docs/vendors.md").read_text(encoding="utf-8")
CLIENT = ROOT / "deploy/vendors/office_client.py"


def example(name: str) -> str:
    found = re.search(rf"<!-- runs in the tests: {name} -->\n```\w+\n(.*?)```", GUIDE, re.DOTALL)
    assert found
    return found[1]


class Vendor:
    """Somebody with an empty folder, the client, and a running Kurshalter elsewhere."""

    def __init__(self, folder: Path, product: Running) -> None:
        """Prepare *folder* as the guide says: with the client and a key."""
        self.folder = folder
        self.url = f"http://127.0.0.1:{product.settings.port('intake')}"
        self._environment = {**os.environ, **product.environment}
        folder.mkdir()
        shutil.copy(CLIENT, folder)
        self.types("key")

    def types(self, name: str) -> str:
        """Run an example of the guide as it stands there and return what it printed."""
        command = example(name).replace("http://127.0.0.1:8081", self.url).replace(".venv/bin/kurs", str(KURS))
        command = command.replace("python3", sys.executable)
        return self._done("bash", "-ec", command).stdout

    def sends(self, file: str, *options: str, url: str | None = None) -> subprocess.CompletedProcess[str]:
        """Run the client."""
        named = ("--url", url or self.url, "--key-file", "office.key")
        return self.runs(sys.executable, "office_client.py", file, *named, *options)

    def _done(self, *command: str) -> subprocess.CompletedProcess[str]:
        done = self.runs(*command)
        assert done.returncode == 0, done.stdout + done.stderr
        return done

    def runs(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the folder."""
        return subprocess.run(
            command, cwd=self.folder, env=self._environment, capture_output=True, text=True, timeout=60, check=False
        )

    def events(self) -> list[dict[str, Any]]:
        """Return the guide's events."""
        return [json.loads(line) for line in (self.folder / "events.ndjson").read_text().splitlines()]

    def writes(self, name: str, *lines: str) -> str:
        """Write a file of lines."""
        (self.folder / name).write_text("".join(line + "\n" for line in lines))
        return name


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with closing(Running(tmp_path_factory.mktemp("district"), "2026-10-15")) as running:
        running.start()
        yield running


@pytest.fixture
def vendor(tmp_path: Path, product: Running) -> Vendor:
    vendor = Vendor(tmp_path / "vendor", product)
    vendor.types("events")
    return vendor


def test_the_guide_can_be_followed_literally(vendor: Vendor, product: Running) -> None:
    dry, sent, fate = vendor.types("send").splitlines()
    product.rest()
    again = vendor.types("send").splitlines()

    assert dry == "4 accepted, 0 known already, 0 refused (nothing was taken)"
    assert sent == "4 accepted, 0 known already, 0 refused"
    assert json.loads(fate)["id"] == "T-1-2"
    assert again[1] == "0 accepted, 4 known already, 0 refused"
    assert json.loads(again[2])["state"] == "applied"
    entry = product.get("planning", "/v1/entries/T-1")
    assert entry["counting"]["counts"]

    reconciled = product.kurs("reconcile", "--month", "2026-03", "--json")
    assert json.loads(reconciled.stdout)["lines"][0]["entries"] == 1


def test_refused_lines_are_told_without_their_values(vendor: Vendor) -> None:
    entry = {**vendor.events()[3], "id": "T-9-1"}
    personal = {**entry, "data": {**entry["data"], "customer": "123A456789"}}
    foreign = {**entry, "data": {**entry["data"], "office": "JC-NOWHERE"}}
    good = {**entry, "data": {**entry["data"], "entry_id": "T-9"}}
    file = vendor.writes("mixed.ndjson", *map(json.dumps, (personal, foreign)), "", "no json", json.dumps(good))

    done = vendor.sends(file)

    assert done.returncode == 1
    assert [line[:43] for line in done.stdout.splitlines()[:3]] == [
        "line 1: personal-identifier /data/customer ",
        "line 2: unknown-office /data/office Send th",
        "line 4: malformed No JSON from line 1, colu",
    ]
    assert done.stdout.splitlines()[3] == "1 accepted, 0 known already, 3 refused"
    assert "123A456789" not in done.stdout + done.stderr


def test_an_interrupted_sending_goes_on_where_it_stopped(vendor: Vendor) -> None:
    entry = vendor.events()[3]
    lines = [
        json.dumps({**entry, "id": f"T-long-{n}", "data": {**entry["data"], "entry_id": f"T-long-{n}"}})
        for n in range(1_200)
    ]
    file = vendor.writes("long.ndjson", *lines)
    stopped = "import office_client as c, sys\nk = c.Bookmark.keep\ndef keep(self, *at): k(self, *at); sys.exit(9)\n"
    stopped += "c.Bookmark.keep = keep\nsys.argv[0] = 'office_client.py'\nc.main()"
    vendor.runs(sys.executable, "-c", stopped, file, "--url", vendor.url, "--key-file", "office.key")
    mark = vendor.folder / "long.ndjson.sent"
    assert json.loads(mark.read_text())["line"] == 500

    done = vendor.sends(file)

    assert done.stdout == "700 accepted, 0 known already, 0 refused\n"
    assert not mark.exists()


def test_a_wrong_call_is_told_apart_from_a_kurshalter_that_is_away(vendor: Vendor) -> None:
    (vendor.folder / "wrong.key").write_text("kurs_nobody")

    no_file = vendor.sends("nothing.ndjson")
    wrong_key = vendor.sends("events.ndjson", "--key-file", "wrong.key")
    no_options = vendor.runs(sys.executable, "office_client.py")

    assert (no_file.returncode, wrong_key.returncode, no_options.returncode) == (3, 3, 3)
    assert "A valid key is needed" in wrong_key.stdout
    assert "Traceback" not in no_file.stderr + wrong_key.stderr + no_options.stderr


def test_who_gets_no_answer_tries_again_and_then_says_so(vendor: Vendor) -> None:
    nobody = f"http://127.0.0.1:{free_ports(1)[0]}"
    quick = "import office_client as c, sys\nc.LONGEST_PAUSE_S = 0.0\nsys.exit(c.main())"

    done = vendor.runs(sys.executable, "-c", quick, "events.ndjson", "--url", nobody, "--key-file", "office.key")

    assert done.returncode == 2
    assert "goes on where it stopped" in done.stdout


def test_official_figures_are_imported_and_reconciled(product: Running) -> None:
    file = product.folder / "official.csv"
    file.write_text("Monat;Zählweise;Wert;Datenstand\n03.2026;payer/SGB3;61;14.06.2026\n", encoding="cp1252")
    wrong = product.folder / "wrong.csv"
    wrong.write_text("Monat;Zählweise;Wert\n03.2026;payer/SGB3;viele\n03.2026;nach Gefühl;1\n", encoding="utf-8")

    taken = product.kurs("reconcile", "import", str(file))
    refused = product.kurs("reconcile", "import", str(wrong))
    shown = product.kurs("reconcile", "--month", "2026-03")
    as_csv = product.kurs("reconcile", "--month", "2026-03", "--csv")

    assert taken.stdout == "1 official figures typed in, 0 stood there already.\n"
    assert refused.returncode == 1
    assert "line 2: entries" in refused.stderr
    assert "line 3: measure" in refused.stderr
    assert "The official figure" in shown.stdout
    assert as_csv.stdout.splitlines()[-1] == "official;The official figure;61"
