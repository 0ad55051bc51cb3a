"""The catalogue of all metrics, made from what the services register."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from prometheus_client import CollectorRegistry
from prometheus_client.metrics import MetricWrapperBase
from prometheus_client.registry import Collector

_FOREIGN = ("process_", "python_", "faststream_")
"""Metrics of the libraries; their own documentation describes them."""


@dataclass(frozen=True, slots=True)
class Described:
    """One metric as it stands in the text that is scraped."""

    name: str
    type: str
    labels: tuple[str, ...]
    text: str


def described(registry: CollectorRegistry) -> list[Described]:
    """Return every metric of *registry* by name, whether or not it has a value yet."""
    collectors: Iterable[Collector] = set(registry._collector_to_names)  # noqa: SLF001 - nothing public lists them
    return sorted((one for collector in collectors for one in _of(collector)), key=lambda one: one.name)


def _of(collector: Collector) -> Iterator[Described]:
    labels = collector._labelnames if isinstance(collector, MetricWrapperBase) else ()  # noqa: SLF001 - the same
    describe = getattr(collector, "describe", collector.collect)
    for family in describe() or collector.collect():
        name = f"{family.name}_total" if family.type == "counter" else family.name
        own = labels or tuple(getattr(family, "_labelnames", ()))
        yield Described(name, family.type, own, family.documentation)


def catalogue(registries: dict[str, CollectorRegistry]) -> str:
    """Return the page of all metrics; *registries* by service."""
    services: dict[Described, list[str]] = {}
    for service, registry in registries.items():
        for one in described(registry):
            services.setdefault(one, []).append(service)
    ours = {one: of for one, of in services.items() if not one.name.startswith(_FOREIGN)}
    rows = [
        f"| `{one.name}` | {one.type} | {', '.join(one.labels) or '-'} | {', '.join(of)} | {one.text} |"
        for one, of in sorted(ours.items(), key=lambda pair: pair[0].name)
    ]
    head = [
        "# Metrics",
        "",
        "Made by `kurs docs` from what the services register. Each serves them at `/metrics`; besides these there are",
        "`process_*` and `python_*` of the process and `faststream_*` of the consumers.",
        "",
        "| metric | type | labels | served by | meaning |",
        "|---|---|---|---|---|",
    ]
    return "\n".join([*head, *rows, ""])
