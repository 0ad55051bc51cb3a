"""The words of the page, in German and English."""

from dataclasses import dataclass

from services.monitoring.domain.alerts import Level
from services.monitoring.formats import Language


@dataclass(frozen=True, slots=True)
class Texts:
    """Everything on the page that is no figure and no title."""

    language: Language
    title: str
    plan_year: str
    as_of: str
    as_of_note: str
    fixed_day: str
    mails_are_files: str
    other_language: str
    other_plans: str
    state_of_data: str
    last_known: str
    version: str
    unsettled: str
    actual: str
    expected: str
    deviation: str
    target: str
    still_coming: str
    forecast_tile: str
    interval: str
    chance_of: str
    too_early: str
    alerts_tile: str
    none_open: str
    alerts: str
    since: str
    series: str
    series_head: str
    bar_note: str
    series_caption: str
    forecast: str
    level: str
    assumed: str
    assumption_note: str
    without_target: str
    without_target_caption: str
    provisional_note: str
    method: str
    method_text: str
    nothing_yet: str
    missing: str
    next: str
    no_plan: str
    no_plan_next: str
    no_counts: str
    no_counts_next: str
    no_target: str
    no_target_next: str
    no_day: str
    no_day_next: str
    computing: str
    computing_next: str
    levels: dict[Level, str]


TEXTS: dict[Language, Texts] = {
    "de": Texts(
        language="de",
        title="Soll/Ist",
        plan_year="Planjahr {year}",
        as_of="Stand: {day}",
        as_of_note="Ende des letzten abgeschlossenen Arbeitstags",
        fixed_day="Der Tag ist festgelegt: Als heute gilt der {day} (KURS_TODAY), nicht der Kalender.",
        mails_are_files="Mails werden nicht verschickt, sondern als Dateien in outbox/ des Datenordners abgelegt: "
        "KURS_SMTP_URL ist nicht gesetzt.",
        other_language="English",
        other_plans="Weitere Pläne",
        state_of_data="Bewertet mit allem, was am {day} bekannt war.",
        last_known="Letzte Änderung eines Zählstands: {day}.",
        version="Plan {plan}, Version {version}.",
        unsettled="Neue Meldungen werden gerade eingerechnet; die Zahlen ändern sich in Kürze.",
        actual="Ist",
        expected="Soll bis heute",
        deviation="Abweichung",
        target="Ziel",
        still_coming="rund {n} noch nicht gemeldet",
        forecast_tile="Prognose Jahresende",
        interval="80\xa0%: {interval}",
        chance_of="Chance auf {target}: {chance}",
        too_early="zu früh",
        alerts_tile="Offene Meldungen",
        none_open="Keine offene Meldung: Kein Rückstand, der nicht auch Zufall sein kann.",
        alerts="Offene Meldungen",
        since="seit {day}",
        series="Alle Zeilen mit Ziel",
        series_head="Zeile",
        bar_note="Balken: Ist im Verhältnis zum Ziel; der Strich ist das Soll bis heute.",
        series_caption="Soll und Ist am {day}, größter Rückstand zuerst",
        forecast="Prognose",
        level="Stufe",
        assumed="Annahme",
        assumption_note="* Annahme: Dieses Ziel steht nicht in der Strategie, es wurde für den Plan angenommen.",
        without_target="Ohne Zielwert",
        without_target_caption="Wird gezählt und nie gemeldet; zählt zum Gesamtziel",
        provisional_note="Das Ist wächst nach: Ein Teil der Eintritte der letzten Wochen ist noch nicht gemeldet. "
        "Prognose und Stufe berücksichtigen das.",
        method="Wie wird bewertet?",
        method_text="Wir vergleichen, was laut Plan bis heute gemeldet sein müsste, mit dem, was gemeldet ist – "
        "jüngere Wochen zählen mehr – und warnen, wenn das Tempo nur noch mit 1\xa0% "
        "(Gesamt und Beschäftigte 2,5\xa0%) "
        "Wahrscheinlichkeit im Plan liegt.",
        nothing_yet="Noch keine Bewertung",
        missing="Was fehlt",
        next="Wie es weitergeht",
        no_plan="Es ist noch kein Plan veröffentlicht.",
        no_plan_next="Sobald die Planung einen Plan veröffentlicht, steht er hier – ohne weiteres Zutun.",
        no_counts="Es ist noch kein Eintritt gezählt. Ohne Daten wird nicht bewertet: Keine Daten sind kein Rückstand.",
        no_counts_next="Mit der ersten Meldung eines Eintritts werden alle abgeschlossenen Arbeitstage bewertet.",
        no_target="Keine Zeile des Plans hat ein Ziel.",
        no_target_next="Bewertet wird, sobald eine Version des Plans ein Ziel nennt.",
        no_day="Noch ist kein Arbeitstag des Planjahres vorbei.",
        no_day_next="Bewertet wird am Ende jedes Arbeitstags, zum ersten Mal nach dem {day}.",
        computing="Die abgeschlossenen Arbeitstage werden gerade bewertet.",
        computing_next="Laden Sie die Seite in einigen Sekunden neu.",
        levels={
            Level.NONE: "unauffällig",
            Level.WATCH: "Beobachten",
            Level.WARNING: "Warnung",
            Level.CRITICAL: "Kritisch",
        },
    ),
    "en": Texts(
        language="en",
        title="Planned and actual",
        plan_year="Plan year {year}",
        as_of="As of {day}",
        as_of_note="end of the last completed working day",
        fixed_day="The day is fixed: today is taken to be {day} (KURS_TODAY), whatever the calendar says.",
        mails_are_files="Mails are not sent but written as files to outbox/ of the data folder: "
        "KURS_SMTP_URL is not set.",
        other_language="Deutsch",
        other_plans="Other plans",
        state_of_data="Evaluated with everything known on {day}.",
        last_known="Last change of a count: {day}.",
        version="Plan {plan}, version {version}.",
        unsettled="New reports are being taken in; the figures will change in a moment.",
        actual="Actual",
        expected="Expected by now",
        deviation="Deviation",
        target="Target",
        still_coming="some {n} not reported yet",
        forecast_tile="Forecast for the year's end",
        interval="80%: {interval}",
        chance_of="Chance of {target}: {chance}",
        too_early="too early",
        alerts_tile="Open alerts",
        none_open="No open alert: nothing is behind that could not be chance.",
        alerts="Open alerts",
        since="since {day}",
        series="All series with a target",
        series_head="Series",
        bar_note="Bars: actual against the target; the stroke is what is expected by now.",
        series_caption="Expected and actual on {day}, the largest gap first",
        forecast="Forecast",
        level="Level",
        assumed="assumption",
        assumption_note="* Assumption: this target is not in the strategy, it was assumed for the plan.",
        without_target="Without a target",
        without_target_caption="Counted and never alerted; counts to the total",
        provisional_note="The actual figures still grow: some entries of the last weeks are not reported yet. "
        "Forecast and level allow for that.",
        method="How is this judged?",
        method_text="We compare what should have been reported by now with what has been reported – recent weeks count "
        "more – and warn when the pace is on plan with a probability of 1% only (total and employees 2.5%).",
        nothing_yet="Nothing evaluated yet",
        missing="What is missing",
        next="What happens next",
        no_plan="No plan is published yet.",
        no_plan_next="As soon as planning publishes a plan it stands here, without anybody doing anything.",
        no_counts="No entry is counted yet. Without data nothing is judged: no data does not mean behind.",
        no_counts_next="With the first report of an entry all completed working days are evaluated.",
        no_target="No series of the plan has a target.",
        no_target_next="Series are judged as soon as a version of the plan names a target.",
        no_day="No working day of the plan year is over yet.",
        no_day_next="Every working day is evaluated at its end, for the first time after {day}.",
        computing="The completed working days are being evaluated.",
        computing_next="Load the page again in a few seconds.",
        levels={
            Level.NONE: "no signal",
            Level.WATCH: "Watch",
            Level.WARNING: "Warning",
            Level.CRITICAL: "Critical",
        },
    ),
}
