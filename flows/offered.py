"""Offered: a question about what is on offer is answered by offering it again, with who it is with."""

from __future__ import annotations

from flows.acts import offer_again
from flows.draft import Draft
from flows.guards import asks_provider_of_offers
from flows.table import SAME, Flow, Row
from flows.values import Intent


def name_provider(turn: Draft) -> None:
    """Who the offers are with; they stay as they are."""
    offer_again(turn)


FLOW = Flow(
    "offered",
    states=(),
    rows=(Row((Intent.INFO, Intent.OTHER), ("choosing", "agreeing"), SAME, name_provider, when=asks_provider_of_offers),),
)
