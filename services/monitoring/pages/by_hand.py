"""An evaluation, computed once more step by step with its numbers in the formulas."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.monitoring.domain.deviation import PRIOR
from services.monitoring.domain.evaluation import Evaluation
from services.monitoring.domain.exposure import FORGETTING
from services.monitoring.domain.plan import Plan
from services.monitoring.words.formats import Formats

_EXACT = 6


@dataclass(frozen=True, slots=True)
class Step:
    """A step: the key of its words, the formula, and the same with numbers and its result."""

    name: str
    lines: tuple[str, ...]


def letters(evaluation: Evaluation) -> list[tuple[str, str, float]]:
    """Return the inputs: letter, key of its words, value."""
    return [
        ("T", "target", evaluation.target),
        ("n", "known", evaluation.known),
        ("Λ", "expected", evaluation.expected),
        ("E", "expected_known", evaluation.expected_known),
        ("A", "weighted_known", evaluation.weighted_known),
        ("B", "exposure", evaluation.exposure),
        ("B₂", "exposure_squared", evaluation.exposure_squared),
        ("φ", "dispersion", evaluation.dispersion),
        ("a", "prior", PRIOR),
        ("κ", "forgetting", FORGETTING),
    ]


class ByHand:
    """Writes the steps in one language."""

    def __init__(self, evaluation: Evaluation, plan: Plan, write: Formats) -> None:
        """Recompute *evaluation*."""
        self._e = evaluation
        self._plan = plan
        self._write = write

    def steps(self) -> Iterator[Step]:
        """Yield the steps in the order in which they are computed."""
        yield self._weight()
        yield self._pace_probability()
        yield self._pace()
        yield self._nowcast()
        yield self._still_to_come()
        yield self._forecast()
        yield self._chance()
        if (needed := self._needed()) is not None:
            yield needed

    def _n(self, number: float) -> str:
        return self._write.exact(number, _EXACT).rstrip("0").rstrip(",.") if number else "0"

    def _weight(self) -> Step:
        e = self._e
        return Step(
            "weight", ("w = B / B₂", f"w = {self._n(e.exposure)} / {self._n(e.exposure_squared)} = {self._n(e.weight)}")
        )

    def _pace_probability(self) -> Step:
        e, n = self._e, self._n
        alpha = PRIOR + e.weight * e.weighted_known / e.dispersion
        beta = PRIOR + e.weight * e.exposure / e.dispersion
        weight, phi = n(e.weight), n(e.dispersion)
        return Step(
            "pace_probability",
            (
                f"α = a + w·A / φ = {n(PRIOR)} + {weight} · {n(e.weighted_known)} / {phi} = {n(alpha)}",
                f"β = a + w·B / φ = {n(PRIOR)} + {weight} · {n(e.exposure)} / {phi} = {n(beta)}",
                f"p = Q(α, β) = {n(e.pace_probability)}",
            ),
        )

    def _pace(self) -> Step:
        e, n = self._e, self._n
        alpha, beta = self._shape, self._rate
        return Step(
            "pace",
            (
                f"αf = a + A / φ = {n(PRIOR)} + {n(e.weighted_known)} / {n(e.dispersion)} = {n(alpha)}",
                f"βf = a + B / φ = {n(PRIOR)} + {n(e.exposure)} / {n(e.dispersion)} = {n(beta)}",
                f"r = αf / βf = {n(e.pace)}",
            ),
        )

    @property
    def _shape(self) -> float:
        return PRIOR + self._e.weighted_known / self._e.dispersion

    @property
    def _rate(self) -> float:
        return PRIOR + self._e.exposure / self._e.dispersion

    def _nowcast(self) -> Step:
        e, n = self._e, self._n
        missing = f"({n(e.expected)} − {n(e.expected_known)})"
        return Step(
            "nowcast",
            (
                f"N = n + r · (Λ − E) = {n(e.known)} + {n(e.pace)} · {missing} = {n(e.started)}",
                f"N − Λ = {n(e.gap)}",
            ),
        )

    def _still_to_come(self) -> Step:
        e, n = self._e, self._n
        left = max(e.target - e.expected_known, 0.0)
        return Step(
            "still_to_come",
            (
                f"R = T − E = {n(e.target)} − {n(e.expected_known)} = {n(left)}",
                f"m = R · r = {n(e.to_come)}",
                f"V = φ·m + R² · αf / βf² = {n(e.variance)}",
            ),
        )

    def _forecast(self) -> Step:
        e, n = self._e, self._n
        return Step(
            "forecast",
            (
                f"n + m = {n(e.known)} + {n(e.to_come)} = {n(e.forecast)}",
                f"n + U₀,₁ … n + U₀,₉ = {self._write.interval(e)}",
            ),
        )

    def _chance(self) -> Step:
        e, n = self._e, self._n
        return Step(
            "chance",
            (
                f"P(U ≥ T − n) = P(U ≥ {self._write.whole(max(e.target - e.known, 0))}) = {n(e.chance)}",
                f"P(U ≥ {self._write.whole(max(e.nearly - e.known, 0))}) = {n(e.chance95)}",
            ),
        )

    def _needed(self) -> Step | None:
        e, n = self._e, self._n
        days = self._plan.working_days_left(e.day)
        week = e.per_week(days)
        if week is None:
            return None
        return Step(
            "needed",
            (
                f"W = {days} / 5 = {n(days / 5)}",
                f"(T − N) / W = {n(week.needed)}",
                f"r · (T − Λ) / W = {n(week.at_pace)}",
            ),
        )
