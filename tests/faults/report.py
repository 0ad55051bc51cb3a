"""The table at the end of a long run."""

from collections import Counter
from collections.abc import Sequence
from statistics import median

from tests.faults.gauges import Gauges
from tests.faults.outcome import Outcome

_MB = 1_000_000


def print_report(seed: int, seconds: float, outcome: Outcome, kills: Counter[str], gauges: Gauges) -> None:
    """Print what became of every event, and what it took."""
    lines = [
        *outcome.lines(),
        "",
        f"{kills.total()} kills at {len(kills)} places",
        *(f"{number:>6}  {place}" for place, number in sorted(kills.items())),
        "",
        f"{'':14}{'recoveries':>12}{'median s':>10}{'max s':>8}{'peak MB':>10}",
        *(_line(name, gauges.recoveries_s.get(name, ()), peak) for name, peak in sorted(gauges.peak_bytes.items())),
        "",
        f"{seconds:.0f} s, seed {seed}: {'in order' if outcome.in_order else 'NOT IN ORDER'}",
    ]
    print("\n".join(lines))  # noqa: T201 - this is a command


def _line(name: str, recoveries: Sequence[float], peak: int) -> str:
    times = f"{median(recoveries):>10.1f}{max(recoveries):>8.1f}" if recoveries else f"{'':18}"
    return f"{name:14}{len(recoveries):>12}{times}{peak / _MB:>10.0f}"
