"""How much room is left where a service keeps its files."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from prometheus_client import CollectorRegistry, Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector


class DiskMetrics(Collector):
    """Free and whole size of the file system with the data folder, as seen at each scrape."""

    def __init__(self, registry: CollectorRegistry, folder: Path) -> None:
        """Register the metrics of the file system of *folder*, which need not exist yet."""
        self._folder = folder
        registry.register(self)

    def collect(self) -> Iterator[Metric]:
        """Yield the two sizes in bytes; none while the folder cannot be reached."""
        free = GaugeMetricFamily("kurs_disk_free_bytes", "Room left on the file system of the data folder.")
        size = GaugeMetricFamily("kurs_disk_size_bytes", "Size of the file system of the data folder.")
        try:
            usage = shutil.disk_usage(self._folder if self._folder.exists() else self._folder.parent)
        except OSError:
            pass
        else:
            free.add_metric([], usage.free)
            size.add_metric([], usage.total)
        yield from (free, size)
