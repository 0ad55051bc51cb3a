"""What the embedded run sets up once: keys, and the first plan."""

import os
from pathlib import Path

import shared
from services.kurs.client import Client
from services.kurs.plan_file import read_plan_file
from shared.keys import RIGHTS, Right, create_key
from shared.settings import Settings

PLANS = Path(shared.__path__[0]).parent / "deploy" / "plans"
"""The plans that come with the program."""

_OFFICE_RIGHTS: list[Right] = ["emit", "read"]


def ensure_district_key(settings: Settings) -> None:
    """Create the district's key, with all rights, unless its file is there."""
    _ensure(settings, "district", None, list(RIGHTS))


def ensure_office_keys(settings: Settings, client: Client) -> None:
    """Create a key for each office of the published plans that has none."""
    offices = {office for plan in client.get("planning", "/v1/plans") for office in plan["offices"]}
    for office in sorted(offices):
        _ensure(settings, office, office, _OFFICE_RIGHTS)


def publish_first_plans(client: Client) -> None:
    """Publish the plans that come with the program when none is published yet."""
    if not client.get("planning", "/v1/plans"):
        for file in sorted(PLANS.glob("*.yaml")):
            client.post("planning", "/v1/plans", read_plan_file(file), "application/yaml")


def _ensure(settings: Settings, name: str, office: str | None, rights: list[Right]) -> None:
    folder = settings.data_dir / "keys"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / f"{name}.key"
    if file.exists():
        return
    token = create_key(settings.keys, office=office, rights=rights)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
        stream.write(token + "\n")
