"""What is to be known about a report's figures: whether they may change, how complete they are, what was corrected."""

from services.monitoring.reports.figures import Figures
from services.monitoring.reports.frozen import Report
from services.monitoring.reports.sentences import Speaker
from shared.clock import day_of

_HASH_SHOWN = 16
_MONTHS_SHOWN = 3
_TOTAL = "entries"


def status_note(report: Report, speaker: Speaker) -> str:
    """Return in a sentence whether the figures may still change."""
    if closing := report.closing:
        return speaker.say("final-note", day=speaker.write.day(day_of(closing.at)), hash=report.sha256[:_HASH_SHOWN])
    return speaker.say("provisional-note" if report.figures.over else "running-note")


def quality_of(figures: Figures, speaker: Speaker) -> list[str]:
    """Return what is to be known about the data, in sentences."""
    said = speaker.say("provisional-from", day=speaker.write.day(figures.quality.provisional_from))
    return [said, *pipeline_of(figures, speaker)]


def pipeline_of(figures: Figures, speaker: Speaker) -> list[str]:
    """Return what is announced, or that planning did not say."""
    if figures.planning_away:
        return [speaker.say("planning-away")]
    if (found := figures.pipeline) is None:
        return []
    shown = (found.announced, found.overdue, found.vouchers_open, found.expiring_30d)
    announced, overdue, vouchers, expiring = (speaker.whole(one) for one in shown)
    said = {"announced": announced, "overdue": overdue, "vouchers": vouchers, "expiring": expiring}
    return [speaker.say("pipeline-said", **said)]


def corrections_of(figures: Figures, speaker: Speaker) -> str:
    """Return what changed in months that were closed before, in a sentence."""
    quality = figures.quality
    if quality.compared_with is None:
        return speaker.say("corrections-unknown")
    month = speaker.month(quality.compared_with)
    if not quality.corrections:
        return speaker.say("corrections-none", month=month)
    whole = [one for one in quality.corrections if one.series == _TOTAL]
    if not whole:
        return speaker.say("corrections-parts", n=speaker.write.whole(len(quality.corrections)))
    newest = whole[-_MONTHS_SHOWN:]
    told = [
        speaker.say(
            "correction",
            month=speaker.month(f"{figures.plan.year}-{one.month:02}"),
            before=speaker.write.whole(one.before),
            now=speaker.write.whole(one.now),
            difference=speaker.write.signed(one.now - one.before),
        )
        for one in newest
    ]
    return speaker.say("corrections-said", month=month, corrections="; ".join(told))
