"""The lines of the bridge and its assumptions, in German and in English."""

_TEXTS = {
    "ours": (
        "Unsere Zahl: Beginn {own}, bekannt bis {known}",
        "Our figure: start {own}, known by {known}",
    ),
    "other-official-month": (
        "beginnt im Monat, zählt amtlich zu einem anderen (amtlich: {official})",
        "starts in the month, but officially in another one (official: {official})",
    ),
    "other-calendar-month": (
        "beginnt in einem anderen Monat, zählt amtlich zu diesem",
        "starts in another month, but officially in this one",
    ),
    "unknown-at-cut-off": (
        "war am {cut_off} noch nicht als begonnen bekannt",
        "was not yet known to have begun on {cut_off}",
    ),
    "cancelled-since": (
        "nach dem {cut_off} storniert oder zurückgenommen",
        "cancelled or taken back after {cut_off}",
    ),
    "corrected-into": (
        "erst nach dem {cut_off} hierher berichtigt",
        "corrected into this count only after {cut_off}",
    ),
    "corrected-out-of": (
        "erst nach dem {cut_off} von hier weg berichtigt",
        "corrected out of this count only after {cut_off}",
    ),
    "outside-measure": (
        "gehört zu unserer Zeile {series}, aber nicht zur amtlichen Zählweise {measure}",
        "belongs to our series {series}, but not to the official measure {measure}",
    ),
    "outside-series": (
        "gehört zur amtlichen Zählweise {measure}, aber nicht zu unserer Zeile {series}",
        "belongs to the official measure {measure}, but not to our series {series}",
    ),
    "by-our-data": (
        "Amtliche Zählweise mit unseren Daten",
        "The official way of counting with our data",
    ),
    "unexplained": ("nicht erklärter Rest", "unexplained rest"),
    "official": ("Amtliche Zahl", "The official figure"),
    "assumed-day": (
        "[A] Der amtliche Monat endet am {last}: Der Plan nennt für ihn keinen Stichtag (statistic.reporting_days).",
        "[A] The official month ends on {last}: the plan names no day for it (statistic.reporting_days).",
    ),
    "assumed-cut-off": (
        "[A] Endgültig mit dem Wissen vom {cut_off}: statistic.final_after_months, solange as_of nichts anderes sagt.",
        "[A] Final with the knowledge of {cut_off}: statistic.final_after_months, unless as_of says otherwise.",
    ),
    "assumed-residence": (
        "[A] Wohnort: Gezählt wird nach der betreuenden Dienststelle, weil der Wohnort nicht gemeldet wird.",
        "[A] Residence: counted by the office that looks after the person, as no residence is reported.",
    ),
    "not-final": (
        "Der Monat ist nicht endgültig: Bis {cut_off} kann noch Wissen dazukommen.",
        "The month is not final: more may become known until {cut_off}.",
    ),
    "no-official-figure": (
        "Es ist noch keine amtliche Zahl eingetragen: kurs reconcile import DATEI.csv",
        "No official figure has been typed in yet: kurs reconcile import FILE.csv",
    ),
}


def phrase(key: str, language: str, **values: object) -> str:
    """Return the text *key* in *language* with *values* filled in."""
    german, english = _TEXTS[key]
    return (german if language == "de" else english).format(**values)
