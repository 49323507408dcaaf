"""A service is known by its name however people write it, and by no part of another word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flows.names import service_said
from flows.values import Service
from tests.flows.made import draft, text

SERVICES = (
    Service("checkup", (("en", "check-up"), ("es", "revisión"), ("ja", "検診")), 30),
    Service("cleaning", (("en", "cleaning"), ("fr", "détartrage"), ("ja", "クリーニング")), 45),
    Service("cut", (("en", "cut"),), 20),
)

SAID = (
    ("move my check up to friday", "checkup"),
    ("ok checkup then", "checkup"),
    ("CHECK-UP", "checkup"),
    ("quiero cambiar la revision", "checkup"),
    ("検診を変更したい", "checkup"),
    ("クリーニングの予約", "cleaning"),
    ("two cleanings a year", "cleaning"),
    ("le detartrage", "cleaning"),
    ("i have to check, up to friday is fine", None),
    ("a shortcut", None),
    ("what a cute dog", None),
    ("check-up or cleaning?", None),
    ("", None),
)


@pytest.mark.parametrize(("body", "service"), SAID)
def test_a_service_is_heard_by_its_name(body: str, service: str | None) -> None:
    turn = replace(draft(), inbound=text(body))

    assert service == service_said(turn, SERVICES)


def test_a_name_without_letters_is_never_heard() -> None:
    turn = replace(draft(), inbound=text("anything - at all"))

    assert service_said(turn, (Service("odd", (("en", "-"),), 30),)) is None
