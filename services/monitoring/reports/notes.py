"""What is to be known about a report's figures: whether they may change, how complete they are, what was corrected."""

from services.monitoring.reports.figures import FeedFigures, Figures
from services.monitoring.reports.frozen import Report
from services.monitoring.reports.sentences import Speaker, shortened
from shared.clock import day_of

_HASH_SHOWN = 16
_MONTHS_SHOWN = 3
_OFFICES_SHOWN = 2
_TOTAL = "entries"


def status_note(report: Report, speaker: Speaker) -> str:
    """Return in a sentence whether the figures may still change."""
    if closing := report.closing:
        return speaker.say("final-note", day=speaker.write.day(day_of(closing.at)), hash=report.sha256[:_HASH_SHOWN])
    return speaker.say("provisional-note" if report.figures.over else "running-note")


def quality_of(figures: Figures, speaker: Speaker) -> list[str]:
    """Return what is to be known about the data, in sentences."""
    said = speaker.say("provisional-from", day=speaker.write.day(figures.quality.provisional_from))
    return [said, *silence_of(figures, speaker), *pipeline_of(figures, speaker)]


def silence_of(figures: Figures, speaker: Speaker) -> list[str]:
    """Return from which offices nothing comes, and that this is not "behind"."""
    if figures.silent:
        silent = [_silent(one, speaker) for one in figures.silent]
        return [speaker.say("silent-said", offices=speaker.named(silent, _OFFICES_SHOWN))]
    return [speaker.say("silent-others")] if figures.incomplete else []


def _silent(feed: FeedFigures, speaker: Speaker) -> str:
    title, found = shortened(feed.title), feed.silence
    if found is None:
        return title
    if found.due:
        return speaker.say("silent-file", title=title, due=speaker.write.day(found.due))
    since = speaker.say("silent-since", heard=speaker.write.day(found.heard)) if found.heard else speaker.say("never")
    return speaker.say("silent-one", title=title, since=since, n=speaker.write.whole(found.expected))


def pipeline_of(figures: Figures, speaker: Speaker) -> list[str]:
    """Return what is announced, and what planning says of vouchers, or that it did not."""
    away = [speaker.say("planning-away")] if figures.planning_away else []
    if (found := figures.pipeline) is None:
        return away
    said = [
        speaker.say("pipeline-said", announced=speaker.whole(found.announced), overdue=speaker.whole(found.overdue))
    ]
    if found.vouchers_open is not None:
        vouchers = {"vouchers": speaker.whole(found.vouchers_open), "expiring": speaker.whole(found.expiring_30d)}
        said.append(speaker.say("vouchers-said", **vouchers))
    return said + away


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
