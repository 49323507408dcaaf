"""Our requests and the stand-in's answers, both held against Twilio's official documents."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest

from bot.channels.twilio_send import schedule_time
from bot.channels.twilio_setup import Webhooks
from bot.ports import Outgoing
from bot.trial.server import Recorded
from bot.trial.standin import StandIn
from bot.trial.state import MediaFile, Message, Number, Service
from tests.trial_fixture import CUSTOMER, NOW, OURS, PUBLIC, channel_to

MESSAGES = "/2010-04-01/Accounts/AC00000000000000000000000000000000/Messages.json"
OPENAPI = Path(__file__).parents[3] / "shared" / "twilio" / "openapi"


def use_everything(standin: StandIn) -> None:
    """Every call the channel can make, and the pages and fields that the library reaches through it."""
    standin.add_number(Number("72345"))
    standin.add_number(Number("+447400123456", country="GB", mms=False))
    service = standin.add_service(Service(pool=list(standin.account.numbers), names={"AI" + "0" * 32: "GREENST"}))
    channel = channel_to(standin)
    channel.account_state()
    hooks = Webhooks(f"{PUBLIC}/sms", "POST", f"{PUBLIC}/sms/fallback", "POST")
    for number in channel.list_numbers():
        channel.update_number(number, hooks)
    channel.list_services()
    channel.update_service(service.sid, hooks, f"{PUBLIC}/sms/status")
    text = Outgoing("r1", CUSTOMER, "Hi", OURS, media=("https://a.example/1.png", "https://a.example/2.png"))
    channel.send(text)
    channel.find(text, NOW)
    scheduled = Outgoing("r2", CUSTOMER, "Hi", None, service.sid)
    receipt = channel.send(scheduled, send_at=schedule_time(NOW + timedelta(hours=1), NOW))
    channel.cancel(receipt.sid)
    message = Message("MM" + "1" * 32, "inbound", OURS, CUSTOMER, "", "received", NOW, sent=NOW)
    message.media.append(MediaFile("image/png", b"x"))
    standin.account.messages.append(message)
    channel.list_inbound(OURS, NOW - timedelta(days=1))
    one = channel.client.messages(message.sid)
    one.media(message.media[0].sid).fetch()
    one.media(message.media[0].sid).delete()
    one.feedback.create(outcome="confirmed")
    one.fetch()
    one.delete()
    channel.client.incoming_phone_numbers.local.list()
    channel.client.incoming_phone_numbers(standin.account.numbers[0].sid).fetch()
    made = channel.client.messaging.v1.services.create(friendly_name="Other", use_inbound_webhook_on_number=True)
    channel.client.messaging.v1.services.list()
    channel.client.messaging.v1.services(service.sid).phone_numbers(standin.account.numbers[0].sid).delete()
    channel.client.messaging.v1.services(made.sid).phone_numbers.create(phone_number_sid=standin.account.numbers[0].sid)
    channel.client.messaging.v1.services(made.sid).delete()


def test_everything_the_channel_does_is_allowed(standin):
    use_everything(standin)

    assert {call.status for call in standin.recorded} == {200, 201, 204}
    assert len({call.method + call.path.partition("Accounts")[0] for call in standin.recorded}) >= 4


@pytest.mark.parametrize(
    ("method", "uri", "data", "words"),
    [
        ("POST", "Messages.json", {"To": CUSTOMER, "Bodi": "x"}, "knows no Bodi"),
        ("POST", "Messages.json", {"From": OURS}, "To is missing"),
        ("DELETE", "Messages.json", {}, "no such call"),
    ],
)
def test_a_request_twilio_would_not_know_is_a_violation(standin, method, uri, data, words):
    client = channel_to(standin).client

    client.request(method, f"https://api.twilio.com/2010-04-01/Accounts/{standin.account.sid}/{uri}", data=data)

    with pytest.raises(AssertionError, match=words):
        standin.assert_clean()
    standin.violations.clear()


@pytest.mark.shared
def test_requests_and_answers_fit_the_official_documents(standin):
    if not OPENAPI.exists():
        pytest.skip("Twilio's OpenAPI documents are not on this machine")

    use_everything(standin)

    wrong = {f"{call.method} {call.path}": problem for call in standin.recorded if (problem := official_problem(call))}
    assert wrong == {}


@pytest.mark.shared
@pytest.mark.parametrize(
    "call",
    [
        Recorded("GET", MESSAGES, (("PageSize", "many"),), (), 200, {"messages": []}),
        Recorded("POST", MESSAGES, (), (("Body", "no recipient"),), 201, {}),
        Recorded("GET", MESSAGES, (), (), 200, {"messages": [{"sid": "no SID"}]}),
        Recorded("GET", "/v1/Nothing", (), (), 200, {}),
    ],
    ids=["query", "form", "answer", "path"],
)
def test_the_official_check_can_fail(call):
    if not OPENAPI.exists():
        pytest.skip("Twilio's OpenAPI documents are not on this machine")

    assert official_problem(call) is not None


def official_problem(call: Recorded) -> str | None:
    """What openapi-core says against a recorded request or its answer; None where it is content."""
    from openapi_core import V30RequestValidator, V30ResponseValidator
    from openapi_core.exceptions import OpenAPIError
    from openapi_core.testing import MockRequest, MockResponse

    host = "https://messaging.twilio.com" if call.path.startswith("/v1") else "https://api.twilio.com"
    spec = official("messaging_v1" if call.path.startswith("/v1") else "api_v2010")
    request = MockRequest(
        host,
        call.method.lower(),
        call.path,
        args=dict(call.query),
        data=urlencode(call.form).encode(),
        content_type="application/x-www-form-urlencoded",
        headers={"Authorization": "Basic QUM6dA=="},
    )
    body = b"" if call.body is None else json.dumps(call.body).encode()
    response = MockResponse(body, status_code=call.status, content_type="application/json")
    try:
        V30RequestValidator(spec).validate(request)
        if call.body is not None:
            V30ResponseValidator(spec).validate(request, response)
    except OpenAPIError as error:
        return f"{error}: {error.__cause__}"
    return None


def official(name: str):
    """The official document, read once."""
    from jsonschema_path import SchemaPath

    if name not in DOCUMENTS:
        DOCUMENTS[name] = SchemaPath.from_dict(json.loads((OPENAPI / f"twilio_{name}.trimmed.json").read_text()))
    return DOCUMENTS[name]


DOCUMENTS: dict[str, object] = {}
