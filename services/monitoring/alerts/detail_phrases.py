"""The words for what stands behind a gap, in German and English."""

from dataclasses import dataclass

from services.monitoring.domain.alerts import Cause, Kind
from services.monitoring.domain.makeup import Dimension
from services.monitoring.words.formats import Language


@dataclass(frozen=True, slots=True)
class DetailPhrases:
    """The phrases of one language."""

    missing_by: dict[Dimension, str]
    reported_by: dict[Dimension, str]
    more_parts: str
    without_target: str
    unnamed: str
    together: str
    announced: str
    announced_few: str
    announced_nothing: str
    soon: str
    soon_needed: str
    overdue: str
    overdue_few: str
    not_announced: str
    still_missing: str
    enough: str
    first: str
    first_overdue: str
    first_part: str
    first_announce: str
    then: str
    worst: str
    ends: dict[tuple[Kind, Cause | None], str]
    forecast_of: str


DETAILS: dict[Language, DetailPhrases] = {
    "de": DetailPhrases(
        missing_by={"sector": "Abweichung nach Branchen:", "office": "Abweichung nach Dienststellen:"},
        reported_by={
            "sector": "Gemeldet nach Branchen (Ziele hat der Plan dafür nicht):",
            "office": "Gemeldet nach Dienststellen (Ziele hat der Plan dafür nicht):",
        },
        more_parts="{n} weitere",
        without_target="ohne eigenes Ziel",
        unnamed="nicht zugeordnet",
        together="zusammen",
        announced="Angekündigt sind {n} Eintritte bis Jahresende",
        announced_few="Angekündigt sind weniger als 3 Eintritte bis Jahresende",
        announced_nothing="Bis Jahresende ist kein Eintritt angekündigt",
        soon=", {n} davon in den nächsten 4 Wochen",
        soon_needed=" (nötig: {n})",
        overdue="; {n} sind überfällig",
        overdue_few="; weniger als 3 sind überfällig",
        not_announced=" Bis zum Ziel fehlen {missing}: {n} davon sind noch nicht angekündigt.",
        still_missing=" Bis zum Ziel fehlen {missing}.",
        enough=" Das reicht für die {missing}, die bis zum Ziel fehlen, wenn alle beginnen.",
        first="Zuerst: ",
        first_overdue="die {n} überfälligen Eintritte klären (ihr Beginn ist verstrichen und nicht gemeldet)",
        first_part="{title} ansehen, dort fehlt am meisten ({n})",
        first_announce="weitere Eintritte vereinbaren, angekündigt ist zu wenig",
        then="; dann ",
        worst="Am größten war der Rückstand am {day}: {n} zu wenig.",
        ends={
            (Kind.PACE, Cause.RECOVERED): "Das Tempo liegt seit 10 Arbeitstagen wieder im Plan.",
            (Kind.TARGET_AT_RISK, Cause.RECOVERED): "Das Ziel ist wieder erreichbar.",
            (Kind.PACE, Cause.REACHED): "Das Ziel ist erreicht.",
            (Kind.TARGET_AT_RISK, Cause.REACHED): "Das Ziel ist erreicht.",
            (Kind.PACE, None): "Was inzwischen bekannt wurde, hebt sie auf.",
            (Kind.TARGET_AT_RISK, None): "Was inzwischen bekannt wurde, hebt sie auf.",
        },
        forecast_of="Prognose {forecast} von {target}",
    ),
    "en": DetailPhrases(
        missing_by={"sector": "Deviation by sector:", "office": "Deviation by office:"},
        reported_by={
            "sector": "Reported by sector (the plan has no targets for that):",
            "office": "Reported by office (the plan has no targets for that):",
        },
        more_parts="{n} more",
        without_target="without a target of their own",
        unnamed="not assigned",
        together="together",
        announced="{n} entries are announced until the year's end",
        announced_few="Fewer than 3 entries are announced until the year's end",
        announced_nothing="No entry is announced until the year's end",
        soon=", {n} of them within the next 4 weeks",
        soon_needed=" (needed: {n})",
        overdue="; {n} are overdue",
        overdue_few="; fewer than 3 are overdue",
        not_announced=" {missing} are missing to the target: {n} of them are not announced yet.",
        still_missing=" {missing} are missing to the target.",
        enough=" That is enough for the {missing} that are missing to the target, if all of them begin.",
        first="First: ",
        first_overdue="settle the {n} overdue entries (they should have begun, and nobody has reported it)",
        first_part="look at {title}, where most is missing ({n})",
        first_announce="agree on further entries, too few are announced",
        then="; then ",
        worst="The widest gap was on {day}: {n} too few.",
        ends={
            (Kind.PACE, Cause.RECOVERED): "The pace has been on plan again for 10 working days.",
            (Kind.TARGET_AT_RISK, Cause.RECOVERED): "The target is within reach again.",
            (Kind.PACE, Cause.REACHED): "The target is reached.",
            (Kind.TARGET_AT_RISK, Cause.REACHED): "The target is reached.",
            (Kind.PACE, None): "What has become known since then revokes it.",
            (Kind.TARGET_AT_RISK, None): "What has become known since then revokes it.",
        },
        forecast_of="forecast {forecast} of {target}",
    ),
}
