"""Where a webhook may lead: a name is looked up once, and only the public internet is called."""

from collections.abc import Sequence

import pytest

from services.monitoring.notify.addresses import is_public, resolve, target_of
from services.monitoring.notify.message import NeverTaken, NotTaken
from tests.support.hostile_urls import CALLED, HOSTILE, PUBLIC, NameServer


class Names:
    """A name server that answers with one list after the other, as one that rebinds does."""

    def __init__(self, *answers: Sequence[str]) -> None:
        """Answer with each of *answers* in turn."""
        self._answers = list(answers)
        self.asked: list[str] = []

    async def __call__(self, name: str, _: int) -> Sequence[str]:
        self.asked.append(name)
        return self._answers.pop(0)


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",  # noqa: S104 - to be refused
        "0.1.2.3",
        "10.0.0.1",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.8.8.8",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "::ffff:a00:1",
        "::127.0.0.1",
        "64:ff9b::a00:1",
        "64:ff9b::8.8.8.8",
        "64:ff9b:1::1",
        "100::1",
        "2001:0:53aa:64c:0:fbff:f5ff:fffe",
        "2001:db8::1",
        "2002:7f00:1::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fe80::1%lo",
        "fec0::1",
        "ff02::1",
        "localhost",
        "",
    ],
)
def test_an_address_that_is_not_of_the_public_internet_is_refused(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", [PUBLIC, "1.1.1.1", "2606:4700::1111"])
def test_an_address_of_the_public_internet_is_allowed(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example.org/",
        "ftp://hooks.example.org/",
        "file:///etc/passwd",
        "gopher://hooks.example.org/",
        "https://",
        "https:///path",
        "https://user@hooks.example.org/",
        "https://user:secret@hooks.example.org/",
        "https://hooks.example.org@127.0.0.1/",
        "https://hooks.example.org\\@127.0.0.1/",
        "https://hooks.example.org:22/",
        "https://hooks.example.org:6379/",
        "https://hooks.example.org:99999/",
        "https://[::1/",
    ],
)
async def test_a_url_that_is_made_to_mislead_is_never_looked_up(url: str) -> None:
    names = Names()

    with pytest.raises(NeverTaken):
        await target_of(url, names, on_premises=False)
    assert names.asked == []


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0177.0.0.1/",
        "https://0/",
        "https://localhost/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://169.254.169.254/latest/meta-data/",
    ],
)
async def test_what_the_machine_itself_takes_for_an_inner_address_is_refused(url: str) -> None:
    with pytest.raises((NeverTaken, NotTaken)):
        await target_of(url, resolve, on_premises=False)


async def test_a_name_is_looked_up_once_and_its_address_is_the_one_that_is_called() -> None:
    rebinding = Names([PUBLIC], ["127.0.0.1"])

    target = await target_of("https://hooks.example.org:8443/a?b=c", rebinding, on_premises=False)

    assert target.pinned == f"https://{PUBLIC}:8443/a?b=c"
    assert (target.name, target.host) == ("hooks.example.org", "hooks.example.org:8443")
    assert rebinding.asked == ["hooks.example.org"]


async def test_one_inner_address_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(NeverTaken, match="address-forbidden"):
        await target_of("https://hooks.example.org/", Names([PUBLIC, "10.0.0.1"]), on_premises=False)


async def test_the_operator_may_allow_an_inner_address_and_any_port() -> None:
    target = await target_of("https://tickets.intern:4711/", Names(["fd12::1"]), on_premises=True)

    assert target.pinned == "https://[fd12::1]:4711/"


async def test_a_name_that_nobody_knows_now_may_be_known_later() -> None:
    with pytest.raises(NotTaken, match="name-unknown"):
        await target_of("https://hooks.example.org/", Names([]), on_premises=False)


@pytest.mark.parametrize("url", HOSTILE)
async def test_no_hostile_url_of_the_table_leads_anywhere(url: str) -> None:
    server = NameServer()

    async def resolved(name: str, _: int) -> Sequence[str]:
        return [name] if is_literal(name) else server.addresses(name)

    with pytest.raises((NeverTaken, NotTaken)):
        await target_of(url, resolved, on_premises=False)
    assert len(server.asked) <= 1


def is_literal(name: str) -> bool:
    """Say whether a look-up gives back what it was asked: an address, or what the machine reads as one."""
    return name[0].isdigit() or ":" in name


@pytest.mark.parametrize("url", CALLED)
async def test_what_may_be_called_leads_to_the_address_that_was_looked_at(url: str) -> None:
    server = NameServer()

    async def resolved(name: str, _: int) -> Sequence[str]:
        return server.addresses(name)

    target = await target_of(url, resolved, on_premises=False)
    assert (target.address, len(server.asked)) == (PUBLIC, 1)
