"""Webhooks that a plan's author could write to reach what only monitoring reaches; used by the suite and in a netns."""

PUBLIC = "93.184.215.14"

NAMES: dict[str, list[list[str]]] = {
    "good.example.org": [[PUBLIC]],
    "loop.example.org": [["127.0.0.1"]],
    "meta.example.org": [["169.254.169.254"]],
    "ten.example.org": [["10.0.0.1"]],
    "private.example.org": [["172.16.0.1"]],
    "home.example.org": [["192.168.1.1"]],
    "carrier.example.org": [["100.64.0.1"]],
    "zero.example.org": [["0.0.0.0"]],  # noqa: S104 - to be refused
    "multi.example.org": [["224.0.0.1"]],
    "two.example.org": [[PUBLIC, "10.0.0.1"]],
    "rebinding.example.org": [[PUBLIC], ["127.0.0.1"]],
    "rebinds-back.example.org": [["127.0.0.1"], [PUBLIC]],
}
"""What names lead to, one answer after the other: the last one stays."""

CALLED = ("https://good.example.org/", "https://good.example.org:8443/x", "https://rebinding.example.org/")
"""What may be called; the rebinding one at the address that was looked at, and nowhere else."""

HOSTILE = (
    "https://loop.example.org/",
    "https://meta.example.org/latest/meta-data/",
    "https://ten.example.org/",
    "https://private.example.org/",
    "https://home.example.org/",
    "https://carrier.example.org/",
    "https://zero.example.org/",
    "https://multi.example.org/",
    "https://two.example.org/",
    "https://rebinds-back.example.org/",
    "https://good.example.org:22/",
    "https://good.example.org:6379/",
    "https://good.example.org:8081/",
    "https://good.example.org:80/",
    "http://good.example.org/",
    "ftp://good.example.org/",
    "gopher://good.example.org:443/_x",
    "file:///etc/passwd",
    "https://user@good.example.org/",
    "https://good.example.org@127.0.0.1/",
    "https://127.0.0.1\\@good.example.org/",
    "https://good.example.org:99999/",
    "https:///nowhere",
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0177.0.0.1/",
    "https://0/",
    "https://localhost/",
    "https://LOCALHOST./",
    "https://10.0.0.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://100.64.0.1:8443/",
    "https://[::1]/",
    "https://[::]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:a9fe:a9fe]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[2002:7f00:1::]/",
    "https://[fe80::1%25lo]/",
    "https://[::1/",
    "https://unknown.example.org/",
)


class NameServer:
    """Answers as :data:`NAMES` says."""

    def __init__(self) -> None:
        """Begin with the first answers."""
        self._answers = {name: list(answers) for name, answers in NAMES.items()}
        self.asked: list[str] = []

    def addresses(self, name: str) -> list[str]:
        """Return what *name* leads to now, nothing for a name that is unknown."""
        self.asked.append(name)
        answers = self._answers.get(name.lower().rstrip("."), [[]])
        return answers.pop(0) if len(answers) > 1 else answers[0]
