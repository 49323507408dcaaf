"""Pictures are fetched outside the webhook, kept within limits, and refused with a reason."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from bot import media_fetch
from bot.inbox import answer
from bot.ports import NotSent, Row, Store
from flows.values import Media
from tests.bot.provider import Provider, host_of
from tests.bot.sending import House, house_of
from tests.bot.texting import text

Business = Callable[[Store], None]
SID = "MM" + "1" * 32
PICTURE = b"\x89PNG\r\n\x1a\n picture"


@dataclass
class WithPictures(Provider):
    """A provider that also serves files."""

    files: dict[str, tuple[str, bytes] | NotSent] = field(default_factory=dict)

    def fetch_media(self, url: str) -> tuple[str, bytes]:
        found = self.files[url]
        if isinstance(found, NotSent):
            raise found
        return found


@pytest.fixture
def house(store: Store, business: Business) -> House:
    """Ana has sent one picture, on each engine."""
    business(store)
    plain = house_of(store)
    provider = WithPictures(plain.clock)
    house = House(host_of(store, provider), provider, plain.clock)
    answer(store, replace(text("look", sid=SID), media=(Media("https://files/1", "image/jpeg"),)), house.clock.now)
    return house


def serve(house: House, found: tuple[str, bytes] | NotSent) -> None:
    assert isinstance(house.provider, WithPictures)
    house.provider.files["https://files/1"] = found


def picture(house: House) -> Row:
    with house.store.read() as session:
        row = session.one("media_kept", turn=SID, position=0)
    assert row is not None
    return row


def test_a_picture_is_kept_as_what_it_turned_out_to_be(house: House) -> None:
    serve(house, ("image/png", PICTURE))

    done = [media_fetch.fetch_once(house.host) for _ in range(2)]

    kept = picture(house)
    assert [1, 0] == done
    assert ("fetched", "image/png", len(PICTURE)) == (kept["status"], kept["content_type"], kept["size"])
    assert b64encode(PICTURE).decode() == kept["content"]


def test_what_will_never_be_taken_is_refused_with_its_reason(house: House) -> None:
    serve(house, NotSent("a file of type text/html is not kept", trouble="bug"))

    media_fetch.fetch_once(house.host)

    assert ("refused", "a file of type text/html is not kept") == (picture(house)["status"], picture(house)["reason"])


def test_a_provider_that_does_not_answer_is_asked_again_for_two_days(house: House) -> None:
    serve(house, NotSent("the picture did not come", trouble="retry"))

    media_fetch.fetch_once(house.host)
    waiting = picture(house)["status"]
    house.clock.forward(days=2, minutes=1)
    media_fetch.fetch_once(house.host)

    assert ("referenced", "refused") == (waiting, picture(house)["status"])
    assert timedelta(days=2) == media_fetch.GIVE_UP_AFTER


def test_pictures_that_do_not_come_keep_back_no_others(house: House) -> None:
    serve(house, NotSent("the picture did not come", trouble="retry"))
    media_fetch.fetch_once(house.host, most=1)
    later = "MM" + "2" * 32
    assert isinstance(house.provider, WithPictures)
    house.provider.files["https://files/2"] = ("image/png", PICTURE)
    answer(house.store, replace(text("and this", sid=later), media=(Media("https://files/2", "image/png"),)), house.clock.now)
    house.clock.forward(minutes=3)

    done = media_fetch.fetch_once(house.host, most=1)

    with house.store.read() as session:
        row = session.one("media_kept", turn=later, position=0)
    assert row is not None
    assert (1, "fetched") == (done, row["status"])


def test_a_picture_that_did_not_come_is_let_be_for_a_while(house: House) -> None:
    serve(house, NotSent("the picture did not come", trouble="retry"))
    media_fetch.fetch_once(house.host)
    serve(house, ("image/png", PICTURE))

    at_once = media_fetch.fetch_once(house.host)
    house.clock.forward(minutes=3)
    later = media_fetch.fetch_once(house.host)

    assert [0, 1] == [at_once, later]
