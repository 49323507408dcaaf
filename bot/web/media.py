"""Customers' pictures: shown from our own database, never from where they came."""

from __future__ import annotations

import base64

from flask import Blueprint, Response, abort

from bot.web.house import house
from bot.web.login import needs
from bot.web.staff import private

media = private(Blueprint("media", __name__))
# What a browser may show in the page; everything else is a download.
PICTURES = ("image/jpeg", "image/png", "image/gif", "image/webp")


@media.get("/media/<turn>/<int(max=99):position>")
@needs("viewer")
def show(turn: str, position: int) -> Response:
    """A file as it was fetched; 404 while it is not."""
    with house().store.read() as session:
        row = session.one("media_kept", turn=turn, position=position)
    if row is None or not row["content"]:
        abort(404, "No such picture, or it is not fetched yet.")
    content = base64.b64decode(row["content"])
    if row["content_type"] in PICTURES:
        return Response(content, content_type=row["content_type"])
    name = {"Content-Disposition": f'attachment; filename="file-{position + 1}"'}
    return Response(content, headers=name, content_type="application/octet-stream")
