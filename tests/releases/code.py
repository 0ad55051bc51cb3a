"""The code of a release, as far as the history of this copy goes back."""

import io
import subprocess
import sys
import tarfile
from pathlib import Path

from tests.releases.kept import Release
from tests.support.reference import ROOT

_WHAT = ("services", "shared", "deploy")
_FIND = (sys.executable, "-c", "import services; print(services.__path__[0])")


class NoHistory(Exception):
    """This copy of the repository does not hold the commit of a release."""


def code_of(release: Release, folder: Path) -> Path:
    """Put the code of *release* into *folder*, which is to stand in ``PYTHONPATH``. Raises :class:`NoHistory`."""
    command = ["git", "-C", str(ROOT), "archive", "--format=tar", release.commit, *_WHAT]
    archived = subprocess.run(command, capture_output=True, check=False)
    if archived.returncode:
        raise NoHistory(f"{release.folder.name} is {release.commit}, which `git fetch --unshallow` may bring")
    with tarfile.open(fileobj=io.BytesIO(archived.stdout)) as archive:
        archive.extractall(folder, filter="data")
    found = subprocess.run(_FIND, env={"PYTHONPATH": str(folder)}, cwd=folder, capture_output=True, check=True).stdout
    assert found.decode().strip() == str(folder / "services"), "other code would run"
    return folder
