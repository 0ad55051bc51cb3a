"""Why an entry counts or does not, in German and in English."""

from services.planning.domain.judgement import Miss

_REASONS = {
    "no-plan": (
        "für {office} gibt es keinen Plan des Jahres {year}",
        "there is no plan of {office} for {year}",
    ),
    "cancelled": ("er wurde storniert", "it was cancelled"),
    "announced": ("er ist angekündigt, nicht begonnen", "it is announced, not begun"),
    "overdue": (
        "er ist angekündigt und sollte am {day} begonnen haben, gemeldet ist das nicht",
        "it is announced and should have begun on {day}, which nobody has reported",
    ),
    "to-come": ("er beginnt am {day}, das liegt noch vor uns", "it begins on {day}, which is still to come"),
    "not-counted": ("der Filter des Plans trifft nicht zu", "it does not match the plan's filter"),
    "counted": (
        "die neueste Fassung sagt '{status}' mit Beginn am {day}",
        "its newest revision says '{status}' with a start on {day}",
    ),
    "own sector": ("von der Dienststelle angegeben", "own sector"),
    "form basic_skills": ("Maßnahmeform Grundkompetenzen", "form basic_skills"),
    "occupation prefix": ("Beruf beginnt mit {prefix}", "occupation prefix {prefix}"),
    "no rule matched": ("keine Regel trifft zu", "no rule matched"),
    "miss": ("{name} ist {value}, verlangt ist {wanted}", "{name} is {value}, wanted {wanted}"),
    "or": (" oder ", " or "),
    "true": ("ja", "yes"),
    "false": ("nein", "no"),
    "none": ("nicht angegeben", "not given"),
    "set-aside": (
        "widerspricht der Fassung {revision}, die früher bekannt war, und wurde beiseitegelegt",
        "contradicts revision {revision}, which was known earlier, and was set aside",
    ),
    "repeat": ("wiederholt die Fassung {revision} und ändert nichts", "repeats revision {revision}, changes nothing"),
    "superseded": (
        "wurde abgelöst durch Fassung {by}, bekannt seit {known}",
        "was superseded by revision {by}, known since {known}",
    ),
    "never-newest": (
        "galt nie: Fassung {by} war schon bekannt",
        "never stood: revision {by} was known already",
    ),
    "newest": ("gilt", "stands"),
    "revision": (
        "Fassung {revision}, bekannt seit {known}: {status}, Beginn {day}, {where}; sie {end}.",
        "Revision {revision}, known since {known}: {status}, start on {day}, {where}; it {end}.",
    ),
    "where": ("{month}/{year}, Branche {sector} ({rule})", "month {month}/{year}, sector {sector} ({rule})"),
    "verdict-yes": (
        "Der Eintritt {entry} der Dienststelle {office} zählt, denn {reason}.",
        "The entry {entry} of the office {office} counts, for {reason}.",
    ),
    "verdict-no": (
        "Der Eintritt {entry} der Dienststelle {office} zählt nicht, denn {reason}.",
        "The entry {entry} of the office {office} does not count: {reason}.",
    ),
    "sector": (
        "Er gehört zur Branche {sector}: {rule}.",
        "It belongs to the sector {sector}: {rule}.",
    ),
    "series-yes": ("Er zählt zu: {series}.", "It counts to: {series}."),
    "series-no": ("Er zählt nicht zu {series}: {why}.", "It does not count to {series}: {why}."),
}

_ATTRIBUTES = {
    "funding": "Kostenträger",
    "regime": "Rechtskreis",
    "employed": "Beschäftigtenqualifizierung",
    "office": "Dienststelle",
    "sector": "Branche",
    "form": "Maßnahmeform",
    "delivery": "Durchführung",
    "hours": "Zeitumfang",
    "occupation": "Beruf",
}


def reason(key: str, language: str, **values: object) -> str:
    """Return the text *key* in *language* with *values* filled in."""
    german, english = _REASONS[key]
    return (german if language == "de" else english).format(**values)


def why_missed(miss: Miss, language: str) -> str:
    """Return in words which attribute of an entry differs from what a target asks for."""
    name = _ATTRIBUTES.get(miss.name, miss.name) if language == "de" else miss.name
    wanted = reason("or", language).join(_value(value, language) for value in miss.wanted)
    return reason("miss", language, name=name, value=_value(miss.value, language), wanted=wanted)


def _value(value: str | bool | None, language: str) -> str:  # noqa: FBT001 - an attribute's value
    if value is None or isinstance(value, bool):
        return reason({None: "none", True: "true", False: "false"}[value], language)
    return value
