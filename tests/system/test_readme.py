"""The README's examples run as they stand there."""

import json
import os
import re
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tests.support.reference import ROOT
from tests.support.running import Running

README = (ROOT / "README.md").read_text(encoding="utf-8")


def example(name: str) -> str:
    found = re.search(rf"<!-- runs in the tests: {name} -->\n```\w+\n(.*?)```", README, re.DOTALL)
    assert found
    return found[1]


def test_the_examples_send_what_they_show(tmp_path: Path) -> None:
    with closing(Running(tmp_path, "2026-10-15", KURS_DATA_DIR=str(tmp_path / ".kurs"))) as product:
        product.start()
        port = f"127.0.0.1:{product.settings.port('intake')}"

        for command in (["bash", "-c", example("curl")], [sys.executable, "-c", example("python")]):
            here = [part.replace("127.0.0.1:8081", port) for part in command]
            done = subprocess.run(here, cwd=tmp_path, env=os.environ, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stderr
            assert json.loads(done.stdout)["accepted"] > 0

        product.rest()
        assert product.kurs("board", "--json").returncode == 0


def test_every_file_that_the_readme_links_to_is_there() -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)\)", README)

    assert links
    assert not [link for link in links if not (ROOT / link).exists()]


def test_every_command_that_the_readme_names_exists() -> None:
    named = set(re.findall(r"\.venv/bin/kurs (\w+)", README))
    told = subprocess.run(
        [sys.executable, "-m", "services.kurs", "--help"], capture_output=True, text=True, check=True
    ).stdout

    assert named
    assert not [command for command in named if command not in told]
