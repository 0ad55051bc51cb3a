"""The deployed rules as if time ran sixty times as fast: a minute is a second, also in windows and in limits."""

import re

from tests.support.prometheus import Rule
from tests.support.sooner import sooner

TIMES = 60
_WINDOW = re.compile(r"(?<=\[)\w+(?=\])")
_LIMIT = re.compile(r"(?<=_seconds > )\d+")


def hurried(rule: Rule) -> Rule:
    """Return *rule* with everything that lasts sixty times as short; numbers of messages stay what they are."""
    shorter = _WINDOW.sub(lambda window: sooner(window[0], TIMES), rule["expr"])
    shorter = _LIMIT.sub(lambda limit: str(int(limit[0]) // TIMES), shorter)
    return rule | {"expr": shorter} | ({"for": sooner(rule["for"], TIMES)} if "for" in rule else {})
