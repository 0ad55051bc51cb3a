"""Why an entry counts or does not, in German and in English."""

_REASONS = {
    "no-plan": (
        "für {office} gibt es keinen Plan des Jahres {year}",
        "there is no plan of {office} for {year}",
    ),
    "cancelled": ("er wurde storniert", "it was cancelled"),
    "planned": ("er ist angekündigt, nicht begonnen", "it is announced, not begun"),
    "to-come": ("er beginnt am {day}, das liegt noch vor uns", "it begins on {day}, which is still to come"),
    "filtered": ("der Filter des Plans trifft nicht zu", "it does not match the plan's filter"),
    "counts": (
        "die neueste Fassung sagt '{status}' mit Beginn am {day}",
        "its newest revision says '{status}' with a start on {day}",
    ),
    "own sector": ("von der Dienststelle angegeben", "own sector"),
    "form basic_skills": ("Maßnahmeform Grundkompetenzen", "form basic_skills"),
    "occupation prefix": ("Beruf beginnt mit {prefix}", "occupation prefix {prefix}"),
    "no rule matched": ("keine Regel trifft zu", "no rule matched"),
    "miss": ("{name} ist {value}, verlangt ist {wanted}", "{name} is {value}, wanted {wanted}"),
    "or": (" oder ", " or "),
}


def reason(key: str, language: str, **values: object) -> str:
    """Return the text *key* in *language* with *values* filled in."""
    german, english = _REASONS[key]
    return (german if language == "de" else english).format(**values)
