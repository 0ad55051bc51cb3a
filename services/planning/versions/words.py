"""What changes between two plans, and what is proposed, in German and in English."""

from datetime import date

from babel.dates import format_date
from babel.numbers import format_decimal

_TEXTS = {
    "nothing": ("Es ändert sich nichts.", "Nothing changes."),
    "target": (
        (
            "{title}: Ziel {before} → {after}; bis {on} erwartet {owed_before} → {owed_after}, "
            "Abweichung {gap_before} → {gap_after}."
        ),
        (
            "{title}: target {before} → {after}; expected by {on} {owed_before} → {owed_after}, "
            "deviation {gap_before} → {gap_after}."
        ),
    ),
    "actual": ("{title}: gezählt {before} → {after}.", "{title}: counted {before} → {after}."),
    "months": (
        "{title}: andere Verteilung über die Monate ({before} → {after}).",
        "{title}: spread over the months in another way ({before} → {after}).",
    ),
    "filter": ("{title}: Es zählt anderes ({before} → {after}).", "{title}: it counts others ({before} → {after})."),
    "everything": ("alles", "everything"),
    "added": ("Neu: {title}, Ziel {after}, gezählt {actual}.", "New: {title}, target {after}, counted {actual}."),
    "removed": ("Entfällt: {title}, Ziel {before}.", "Removed: {title}, target {before}."),
    "moving": (
        "{counted} begonnene und {announced} angekündigte Eintritte wechseln von {before} nach {after}.",
        "{counted} begun and {announced} announced entries move from {before} to {after}.",
    ),
    "nowhere": ("keinem Platz im Plan", "no place in the plan"),
    "office-added": ("Die Dienststelle {name} kommt hinzu.", "The office {name} is added."),
    "office-removed": ("Die Dienststelle {name} entfällt.", "The office {name} is removed."),
    "managers": ("Wer was erfährt, ändert sich.", "Who is told what changes."),
    "preset": ("Gewarnt wird {after} statt {before}.", "Warnings are {after} instead of {before}."),
    "preset-quiet": ("zurückhaltend", "quiet"),
    "preset-standard": ("wie üblich", "standard"),
    "preset-sensitive": ("empfindlich", "sensitive"),
    "rule": (
        (
            "Vorschlag nach fester Regel, niemals von selbst angewandt. Erreichbar ist, was begonnen hat und "
            "angekündigt ist, oder mehr, wenn das Tempo bis zum Jahresende hält (Ziel mal Gezähltes durch "
            "Erwartetes, gemessen bis zum letzten Tag mit vollständigen Meldungen). Wer mehr erreicht als sein "
            "Ziel, bekommt höchstens diesen Vorsprung: zuerst aus dem Unverteilten, dann aus dem, was andere "
            "nicht erreichen; aufgeteilt nach größten Resten, und die Summe bleibt."
        ),
        (
            "A proposal by a fixed rule, never applied by itself. Reachable is what has begun and is announced, "
            "or more if the pace holds until the year's end (target times counted by expected, measured up to "
            "the last day whose reporting is complete). Who reaches more than the target gets that lead at "
            "most: first of what is unallocated, then of what others will not reach; split by largest "
            "remainder, and the sum stays."
        ),
    ),
    "quota": (
        "{title}: {before} → {after} (erreichbar {reachable}).",
        "{title}: {before} → {after} (reachable {reachable}).",
    ),
    "no-quota": ("Nach dieser Regel ist nichts zu verschieben.", "By this rule there is nothing to move."),
}


def words(key: str, language: str, **values: object) -> str:
    """Return the text *key* in *language* with *values* filled in; numbers and days are written as people do."""
    german, english = _TEXTS[key]
    written = {name: _written(value, language) for name, value in values.items()}
    return (german if language == "de" else english).format(**written)


def _written(value: object, language: str) -> str:
    if isinstance(value, date):
        return format_date(value, "dd.MM.yyyy" if language == "de" else "d MMM yyyy", locale=language)
    if isinstance(value, int | float):
        return format_decimal(value, "#,##0.#;−#,##0.#", locale=language)
    return "–" if value is None else str(value)
