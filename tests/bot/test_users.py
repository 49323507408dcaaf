"""Staff accounts: wrong tries are counted whoever makes them at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from bot import users
from bot.ports import Store

EMAIL, ADDRESS = "eve@example.com", "1.2.3.4"


def test_wrong_tries_at_once_all_count(store: Store, now: datetime) -> None:
    def fail(_: int) -> None:
        with store.write() as session:
            users.count_wrong(session, EMAIL, ADDRESS, now)

    with ThreadPoolExecutor(users.MOST_TRIES) as pool:
        list(pool.map(fail, range(users.MOST_TRIES)))

    with store.read() as session:
        assert users.wait_until(session, EMAIL, ADDRESS, now) == now + users.TRY_AGAIN_AFTER
