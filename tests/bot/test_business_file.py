"""`business.toml`: read, loaded, loaded again, and every mistake told at once with its line."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot import cells
from bot.business.load import load_business
from bot.business.mistakes import BadFile
from bot.business.parse import Business, country_of, parse_business
from bot.inbox import answer
from bot.ports import Store
from flows.values import Inbound

GOOD = (Path(__file__).parents[1] / "business.toml").read_text("utf-8")
BAD = """\
[locations.main]
name = ""
numbers = ["+15550100001", "12x",
  "+1555"]
timezone = "America/New_Yrk"
langages = ["en"]
phone = 5
hours = { mon = ["09:00-12:00", "11:00-17:00"], tuesday = ["09:00"], wed = ["17:00-09:00"] }
closed = ["2026-13-01", 2026-12-24]
quiet_hours = ["late"]
settings = { daily_cap = 5 }

[services.checkup]
name = { en = "check-up", xx = "control" }
minutes = "30"
buffer_minutes = -5
reminders_hours = [48, 48]

[providers.ito]
name = "Dr Ito"
location = "mian"
services = ["chekup"]
away = ["2026-03-13/2026-03-09"]

[providers.Bad Id]
name = "X"

[rooms]
"""


def parsed() -> Business:
    return parse_business(GOOD)


def changed(before: str, after: str) -> Business:
    assert before in GOOD
    return parse_business(GOOD.replace(before, after))


def told(text: str) -> list[str]:
    with pytest.raises(BadFile) as bad:
        parse_business(text, "b.toml")
    return [f"{mistake.line} {mistake.field}: {mistake.problem}" for mistake in bad.value.mistakes]


def test_a_good_file_is_read() -> None:
    business = parsed()

    main, madrid = business.locations
    assert ("Green Street Dental", ["+15550100001", "+15550100002"], "US") == (main.name, main.numbers, main.country)
    assert ("ES", ["21:00-08:00"]) == (madrid.country, madrid.quiet_hours)
    assert ["checkup", "cleaning"] == [service.id for service in business.services_at("main")]
    assert ["checkup"] == [service.id for service in business.services_at("madrid")]


def test_every_mistake_is_told_at_once_with_its_line() -> None:
    text = BAD.replace("[providers.Bad Id]", "[providers.Bad_Id]")

    found = told(text)

    wanted = [
        "1 locations.main.address: is missing",
        "2 locations.main.name: must be a text in quotes, not empty",
        "3 locations.main.numbers: must be a number such as +12025550143",
        "4 locations.main.numbers: must be a number such as +12025550143",
        "5 locations.main.timezone: 'America/New_Yrk' is not a time zone",
        "6 locations.main.langages: is not a field here; known: address, closed,",
        "7 locations.main.phone: must be a number such as +12025550143",
        "8 locations.main.hours: mon: '11:00-17:00' overlaps the span before it",
        "8 locations.main.hours: 'tuesday' is not known; known: fri, mon, sat, sun, thu, tue, wed; did you mean tue?",
        "8 locations.main.hours: wed: '17:00-09:00' must end after it starts, within one day",
        "9 locations.main.closed: '2026-13-01' is not a day such as 2026-03-09",
        "10 locations.main.quiet_hours: 'late' is not a span such as 21:00-08:00",
        "11 locations.main.settings: 'daily_cap' is not known; known: daily_spend_cap, segment_price, texts_per_phone_hour",
        "14 services.checkup.name: 'xx' is not known; known: ",
        "15 services.checkup.minutes: must be a whole number from 5 to 1440, not '30'",
        "16 services.checkup.buffer_minutes: must be a whole number from 0 to 1440, not -5",
        "17 services.checkup.reminders_hours: 48 is there twice",
        "21 providers.ito.location: 'mian' is not known; known: main; did you mean main?",
        "22 providers.ito.services: 'chekup' is not known; known: checkup; did you mean checkup?",
        "23 providers.ito.away: '2026-03-13/2026-03-09' must end on or after the day it starts",
        "25 providers.Bad_Id: 'Bad_Id' can't be an id",
        "25 providers.Bad_Id.location: is missing",
        "25 providers.Bad_Id.services: is missing",
        "28 rooms: is not a table here; known: locations, services, providers",
    ]
    assert len(wanted) == len(found)
    assert [] == [(want, got) for want, got in zip(wanted, found, strict=True) if not got.startswith(want)]


ODD = """\
[locations.main]
name = "X"
numbers = [["+15550100001"]]
timezone = "UTC"
languages = [["en"]]
address = "1"
phone = "+15550100099"
country = ["US"]
hours = {}
closed = [2026-12-24T10:00:00, "1999-01-01/9999-12-31"]
settings = { daily_spend_cap = nan, texts_per_phone_hour = [1] }

[services.checkup]
name = { xx = "a", en = ["b"] }
minutes = 30

[providers.ito]
name = "Dr Ito"
location = ["main"]
services = [["checkup"]]
"""


def test_a_value_of_another_kind_is_a_mistake_like_any_other() -> None:
    wanted = [
        "3 locations.main.numbers: must be a number such as",
        "5 locations.main.languages: ['en'] is not known; known: ",
        "8 locations.main.country: ['US'] is not a country's two letters",
        "10 locations.main.closed: must be a day such as 2026-03-09, without a time, not 2026-12-24T10:00:00",
        "10 locations.main.closed: '1999-01-01/9999-12-31' is longer than ten years",
        "11 locations.main.settings: must be a number from 0 on, not nan",
        "11 locations.main.settings: must be a whole number from 1 to 10000, not [1]",
        "14 services.checkup.name: 'xx' is not known; known: ",
        "14 services.checkup.name: must be a text in quotes, not empty",
        "19 providers.ito.location: ['main'] is not known; known: main",
        "20 providers.ito.services: ['checkup'] is not known; known: checkup",
    ]

    found = told(ODD)

    assert [] == [(want, got) for want, got in zip(wanted, found, strict=True) if not got.startswith(want)]


def test_a_syntax_error_names_its_line() -> None:
    assert ["25 TOML"] == [line.split(":")[0] for line in told(BAD)]


def test_a_number_belongs_to_one_location() -> None:
    text = GOOD.replace('["+34910000001"]', '["+15550100001"]')

    line = text.splitlines().index('numbers = ["+15550100001"]') + 1
    assert [f"{line} locations.madrid.numbers: +15550100001 already belongs to main"] == told(text)


def test_a_service_that_nobody_offers_is_named() -> None:
    text = GOOD.replace('["checkup", "cleaning"]', '["checkup"]')

    assert ["services.cleaning: no provider offers this: name it in a provider's services"] == [
        line.split(" ", 1)[1] for line in told(text)
    ]


def test_a_file_without_locations_is_refused() -> None:
    assert ["1 locations: is missing: a business has at least one [locations.some_name]"] == told("")


@pytest.mark.parametrize(
    ("timezone", "phone", "country"),
    [
        ("America/New_York", "+34910000001", "US"),
        ("Europe/Madrid", "", "ES"),
        ("America/Toronto", "+12025550143", "CA"),
        ("UTC", "+34910000001", "ES"),
        ("UTC", "", "US"),
    ],
)
def test_the_country_comes_from_the_zone_else_from_the_number(timezone: str, phone: str, country: str) -> None:
    assert country == country_of(timezone, phone)


def test_loading_again_updates(store: Store, business: Callable[[Store], None]) -> None:
    business(store)

    with store.write() as session:
        load_business(session, changed('name = "Dr Ito"', 'name = "Dr Ito-Lang"'))

    with store.read() as session:
        names = {row["id"]: row["name"] for row in session.all("providers_of_location", location="main")}
    assert {"ito": "Dr Ito-Lang", "maya": "Maya Stone"} == names


def test_a_number_that_moves_to_another_location_takes_its_texts_along(store: Store, business: Callable[[Store], None]) -> None:
    business(store)
    text = GOOD.replace(', "+15550100002"', "").replace('["+34910000001"]', '["+34910000001", "+15550100002"]')

    with store.write() as session:
        load_business(session, parse_business(text))

    with store.read() as session:
        row = session.one("texting", sender="+15550100002", phone="+12025550143")
        assert ["+15550100001"] == [row["number"] for row in session.all("senders_of_location", location="main")]
    assert row is not None
    assert "madrid" == row["location"]


def test_a_number_taken_over_by_a_file_of_another_location_alone_is_answered_there(
    store: Store, business: Callable[[Store], None], now: datetime
) -> None:
    business(store)
    here = parse_business(
        GOOD.replace('["+34910000001"]', '["+34910000001", "+15550100002"]').replace(', "+15550100002"', "", 1)
    )
    alone = replace(here, locations=here.locations[1:], providers=here.providers[2:])
    text = Inbound("SM1", "+12025550199", "+15550100002", "hello")

    before = answer(store, text, now)
    with store.write() as session:
        load_business(session, alone)
    after = answer(store, replace(text, sid="SM2"), now)

    with store.read() as session:
        rows = [session.one("turn_story", sid=sid) or {} for sid in ("SM1", "SM2")]
    assert ["main", "madrid"] == [row["location"] for row in rows]
    assert before.reply != after.reply


def test_a_vanished_provider_goes_or_stays_as_inactive(store: Store, business: Callable[[Store], None]) -> None:
    business(store)
    without = GOOD[: GOOD.index("[providers.ito]")] + GOOD[GOOD.index("[providers.maya]") :]
    with store.customer("main", "+12025550143") as session:
        session.run(
            "book_appointment",
            id="a",
            location="main",
            provider="ito",
            service="checkup",
            starts_at="2026-03-05T15:00:00Z",
            minutes=30,
            phone="+12025550143",
            name="Ana",
            language=None,
            now="2026-03-01T00:00:00Z",
        )

    with store.write() as session:
        first = load_business(session, parse_business(without))
        second = load_business(session, parse_business(without.replace("providers.maya", "providers.mia")))

    with store.read() as session:
        active = {row["id"]: row["active"] for row in session.all("providers_of_location", location="main")}
    assert ((), ("ito",)) == (first.removed, first.retired)
    assert (("maya",), ()) == (second.removed, second.retired)
    assert {"ito": 0, "mia": 1} == active


def test_a_provider_who_is_on_offer_stays_known(store: Store, business: Callable[[Store], None], now: datetime) -> None:
    business(store)
    without = GOOD[: GOOD.index("[providers.maya]")] + GOOD[GOOD.index("[providers.sol]") :]

    with store.write() as session:
        who = {"location": "main", "provider": "maya", "holder": "+12025550143"}
        cells.hold(session, **who, start=now, minutes=30, until=now + timedelta(minutes=15), now=now)

        assert ("maya",) == load_business(session, parse_business(without)).retired


def test_a_service_no_longer_offered_goes_unless_it_is_booked(store: Store, business: Callable[[Store], None]) -> None:
    business(store)
    text = GOOD[: GOOD.index("[services.cleaning]")] + GOOD[GOOD.index("[providers.ito]") :].replace(', "cleaning"', "")

    with store.write() as session:
        load_business(session, parse_business(text))

        assert ["checkup"] == [row["id"] for row in session.all("services_of_location", location="main")]


def test_toml_dates_are_dates(sqlite_store: Store) -> None:
    with sqlite_store.write() as session:
        load_business(session, changed('["2026-12-25"]', '[2026-12-25, "2026-12-31/2027-01-02"]'))
        row = session.one("location", location="main")

    assert row is not None
    assert ["2026-12-25", "2026-12-31/2027-01-02"] == json.loads(row["closed"])
