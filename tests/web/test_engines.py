"""Every page and action of staff on both engines."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.ports import Store
from tests.bot.texting import ANA, book
from tests.web.conftest import NOW, SID, VISIT, Twilio, create_app, settings_for, text_fields
from tests.web.desk import Desk, at_desk
from tests.web.test_schedule import PAGES


def test_pages_and_actions_work_on_this_engine(database_url: str, business: Callable[[Store], None]):
    app = create_app(settings_for(database_url), clock=lambda: NOW)
    store = app.extensions["reslot"].store
    business(store)
    book(store, VISIT, NOW)
    twilio = Twilio(app)
    twilio.post(text_fields("can I talk to a person please"))
    twilio.post([*text_fields("x", sid="SM" + "2" * 32), ("ErrorCode", "11200")], "/sms/fallback")
    twilio.post([("MessageSid", "SM9"), ("MessageStatus", "sent"), *text_fields(MessageSid=None)], f"/sms/status?id={SID}")
    desk = at_desk(app)
    thread = f"/conversations/main/{ANA}"

    for path in PAGES:
        desk.page(path)
    tasks = re.findall(r'action="(/tasks/[^"]+/done)"', desk.page("/schedule"))
    done = [desk.post(task, on="/schedule").status_code for task in tasks]
    move = {"act": "move", "slot": "maya@2026-03-05T19:00:00Z", "tell": "1"}
    changed = [desk.post(f"/appointments/visit/{step}", move, on="/schedule").status_code for step in ("review", "do")]
    sent = [desk.post(f"{thread}/{what}", {"body": "hi", "key": "k"}, on=thread).status_code for what in ("text", "hand-back")]

    odd = [desk.get(path).status_code for path in ("/turns/%00", "/appointments/a%00", f"{thread}?draft=%00")]
    far = [desk.get(path).status_code for path in (f"/conversations?page={2**64}", f"/media/x/{2**64}")]

    assert 404 == Desk(app).post("/login", {"email": "\0", "password": "x"}).status_code
    assert ([404, 404, 404], [200, 404]) == (odd, far)
    assert [302, 302] == done
    assert [200, 302] == changed
    assert [302, 302] == sent
    assert "hi" in desk.page(thread)
    assert app.test_client().get("/readyz").status_code == 200
    assert "reslot_tasks_open 0.0" in app.test_client().get("/metrics").get_data(as_text=True)
    store.close()
