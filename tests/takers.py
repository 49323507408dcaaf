"""What other processes do in tests: take a slot, hold a customer's lock until they are killed."""

from __future__ import annotations

import sys
import time
from datetime import datetime

from bot import cells, stores
from bot.ports import SlotTaken


def take_one_slot(database_url: str, first: int, count: int, start: datetime, now: datetime) -> int:
    """So many customers try to take one slot; how many of them got it."""
    store = stores.open_store(database_url)
    won = 0
    for number in range(first, first + count):
        phone = f"+1202555{number:04}"
        try:
            with store.customer("main", phone) as session:
                cells.take_for_appointment(
                    session,
                    location="main",
                    provider="ito",
                    start=start,
                    minutes=30,
                    appointment=f"visit-{number}",
                    holder=phone,
                    now=now,
                )
            won += 1
        except SlotTaken:
            pass
    store.close()
    return won


def hold_a_lock(database_url: str, phone: str) -> None:
    """Writes within a customer's transaction, says so, and waits to be killed before it commits."""
    with stores.open_store(database_url).customer("main", phone) as session:
        session.written("forget_sender", location="main", number="+15550100002")
        print("locked", flush=True)
        time.sleep(60)


if __name__ == "__main__":
    hold_a_lock(sys.argv[1], sys.argv[2])
