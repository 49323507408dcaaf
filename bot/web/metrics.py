"""What Prometheus may ask: texts by rule, seconds a text, refusals, failures, and what waits in the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from flask import Blueprint, Flask, Response, current_app
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from bot.records import from_text, to_text
from bot.web.house import house

BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15)
# The library's class is untyped; it raises ValueError where workers share no folder.
COLLECT_ALL = cast(Callable[[CollectorRegistry], object], MultiProcessCollector)
metrics = Blueprint("metrics", __name__)


@dataclass(frozen=True, slots=True, eq=False)
class Meters:
    """One app's counters: two apps in one process (tests, the demo) must not add up."""

    registry: CollectorRegistry
    turns: Counter
    seconds: Histogram
    refused: Counter
    failures: Counter


def install(app: Flask) -> None:
    """Gives an app its counters and the page that shows them."""
    registry = CollectorRegistry()
    app.extensions["reslot.meters"] = Meters(
        registry,
        Counter("reslot_turns", "Texts answered", ["rule", "repeated"], registry=registry),
        Histogram("reslot_turn_seconds", "Seconds from request to reply", buckets=BUCKETS, registry=registry),
        Counter("reslot_refused", "Webhook requests refused", ["view"], registry=registry),
        Counter("reslot_failures", "Webhook requests that failed on our side", ["view"], registry=registry),
    )
    app.register_blueprint(metrics)


@lru_cache(maxsize=1024)
def turns_of(counted: Meters, rule: str, repeated: str) -> Counter:
    """The counter of these labels: the library checks and looks them up anew for every text."""
    return counted.turns.labels(rule, repeated)


def meters() -> Meters:
    """The counters of the app at work."""
    return meters_of(current_app)


def meters_of(app: Flask) -> Meters:
    """The counters of an app."""
    found: Meters = app.extensions["reslot.meters"]
    return found


@metrics.get("/metrics")
def show() -> Response:
    """Counters of this worker, or of all workers where PROMETHEUS_MULTIPROC_DIR names a folder they share."""
    registry = CollectorRegistry()
    try:
        COLLECT_ALL(registry)
    except ValueError:
        registry = meters().registry
    waiting = CollectorRegistry()
    waiting.register(Waiting())
    return Response(generate_latest(registry) + generate_latest(waiting), content_type=CONTENT_TYPE_LATEST)


class Waiting:
    """Gauges read from the database at each scrape: the same from every worker."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The families, one value each."""
        now = house().clock()
        with house().store.read() as session:
            row = session.one("web_waiting", now=to_text(now)) or {}
        oldest = row.get("oldest")
        late = (now - from_text(oldest)).total_seconds() if oldest else 0.0
        yield GaugeMetricFamily("reslot_tasks_open", "Tasks that wait for staff", value=row.get("tasks", 0))
        yield GaugeMetricFamily("reslot_outbox_due", "Texts that are due and not sent", value=row.get("texts", 0))
        yield GaugeMetricFamily("reslot_outbox_late_seconds", "How late the oldest due text is", value=late)

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Nothing at registration: the database is asked at a scrape only."""
        return iter(())
