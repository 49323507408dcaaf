"""Fires prepared, signed webhook requests and says how fast the answers came."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import time
from dataclasses import dataclass
from urllib.parse import urlencode

ACCOUNT = "AC" + "0" * 32
TOKEN = "bench-token"


@dataclass(frozen=True, slots=True)
class Measured:
    """Texts a second and latencies in milliseconds."""

    rate: float
    p50: float
    p99: float
    answered: int
    failed: int


def request_bytes(origin: str, port: int, *, sid: str, phone: str, sender: str, body: str) -> bytes:
    """One POST to /sms as Twilio signs it."""
    form = {"MessageSid": sid, "SmsSid": sid, "AccountSid": ACCOUNT, "From": phone, "To": sender, "Body": body}
    form |= {"NumMedia": "0", "NumSegments": "1", "SmsStatus": "received", "ApiVersion": "2010-04-01", "FromCountry": "US"}
    signed = origin + "/sms" + "".join(name + form[name] for name in sorted(form))
    signature = base64.b64encode(hmac.new(TOKEN.encode(), signed.encode(), hashlib.sha1).digest()).decode()
    payload = urlencode(form).encode()
    head = (
        f"POST /sms HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"X-Twilio-Signature: {signature}\r\nContent-Length: {len(payload)}\r\n\r\n"
    )
    return head.encode() + payload


def fire(port: int, requests: list[list[bytes]], at_once: int, *, kept_open: bool = False) -> Measured:
    """Sends each customer's requests in order over a connection of theirs, so many customers at once.

    With `kept_open` there are as many connections as customers at once, each for one after the other. The workers share these
    by luck and for the whole round: eight as 4 and 4, as 5 and 3, or as 6 and 2, where one worker's wait three times as long.
    """
    return asyncio.run(_fire(port, requests, at_once, kept_open))


async def _fire(port: int, requests: list[list[bytes]], at_once: int, kept_open: bool) -> Measured:
    waiting = iter(requests)
    times: list[float] = []
    failed = 0

    async def one_after_the_other() -> None:
        nonlocal failed
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for customer in waiting:
            for request in customer:
                begin = time.perf_counter()
                writer.write(request)
                status = await _answer(reader)
                times.append(time.perf_counter() - begin)
                failed += status != 200
            if not kept_open:
                writer.close()
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.close()

    begin = time.perf_counter()
    await asyncio.gather(*(one_after_the_other() for _ in range(at_once)))
    seconds = time.perf_counter() - begin
    times.sort()
    return Measured(
        rate=len(times) / seconds,
        p50=1000 * times[len(times) // 2],
        p99=1000 * times[int(len(times) * 0.99)],
        answered=len(times),
        failed=failed,
    )


async def _answer(reader: asyncio.StreamReader) -> int:
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
    await reader.readexactly(length)
    return int(head[9:12])
