"""Numbers with a letter or another sign for what was meant, as thumbs and dictation make them: `1O am`, `l0:30`, `10;30`."""

from __future__ import annotations

import re

# A digit before one of these letters, a digit or a colon behind one.
_HINT = re.compile(r"[oOlI;](?:(?<=\d[oOlI;])|(?<=[oOlI])[\d:])")
_HOURS = r"[AaPp]\.?[Mm]|[Uu]hr|UHR|[Uu]ur|h|heures?|[Hh]oras?|o['’]?clock"
# A clock time, an hour before what only hours have, a capital O behind a digit, an l before one. `1o` may be an ordinal.
_FIGURE = re.compile(
    r"(?<![^\W_])(?:"
    r"[\doOlI]{1,2}:[0-5oO][\doOlI](?![^\W_])|(?=[oOlI]?\d)[\doOlI]{2}[.h][0-5oO][\doO](?![^\W_])|\dh[0-5oO][\doO](?![^\W_])"
    rf"|[\doOlI]{{1,2}}(?=\s?(?:{_HOURS})(?!\w))|\d+O+(?![^\W_])|l\d(?![^\W_])|\d\d?;[0-5]\d(?![^\W_])"
    r")"
)
_MEANT = str.maketrans("oOlI;", "0011:")


def in_figures(text: str) -> str:
    """The text, as long as before, with the digits that were meant."""
    return _FIGURE.sub(_meant, text) if _HINT.search(text) else text


def _meant(found: re.Match[str]) -> str:
    number = found.group()
    return number.translate(_MEANT) if any(map(str.isdigit, number)) else number  # "I am" has none
