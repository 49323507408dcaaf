"""Texts as customers write them, put together from parts by chance: as many different ones as are asked for."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

# Made up for this bench, mostly English, as short as the texts that people answer a reminder with.
_WHOLE = (
    "{yes}", "{yes}{end}", "{yes}, {thanks}", "{yes} {seeyou}", "{hi} {yes}{end}", "{no}", "{no}, {reason}",
    "{no} sorry {reason}",
    "{yes} but can we do {time} instead", "can we do {time} instead?", "{no}, {time} {works}", "{time} {works}{end}", "{time}?",
    "how about {time}", "{time} or {time}", "any {part} but {day}", "i'm {free} {time}", "{day} {clock}", "{clock}", "{day}",
    "{reason}, could we move it to {time}?", "{ask} {time}", "please move my appointment to {time}", "{cancel}{end}",
    "{cancel}, {reason}", "{cancel} on {day}", "running {number} min late", "be there in {number} minutes",
    "{info}", "{info} {thanks}",
    "{hi} {info}", "the {nth} one", "number {digit} please", "{digit}", "{nth}{end}", "{person}", "{thanks}", "{seeyou}",
    "{chat}",
    "{hi} {name} here, {chat}", "{yes} {chat}", "{chat} {reason}", "{name} can't make {day}, {reason}", "{emoji}",
    "{yes} {emoji}",
    "is there anything {cmp}{end}", "do you have something {cmp} on {day}", "{no} {time} i {have}, {time} {works}",
    "{si}", "{si}, {gracias}", "{dia} {hora} {puedo}", "¿me la puede cambiar para {dia}?", "{oui}", "{jour} {heure} {merci}",
    "{ja}", "{tag} um {digit} {geht}", "{no}. {ask} {time}. {thanks}", "{hi} is the {time} slot still open, {reason}",
)  # fmt: skip
_PARTS = {
    "yes": "yes|yep|yeah|ok|okay|sure|yes please|that works|works for me|perfect|sounds good|confirmed|i'll be there"
    "|see u then|👍",
    "no": "no|nope|no thanks|sorry no|can't|i can't make it|that doesn't work|not good for me|nah|won't work",
    "thanks": "thanks|thank you|thx|thanks so much|ty|many thanks|cheers",
    "end": "|!|.| :)|!!| please",
    "hi": "hi|hello|hey|good morning|hi there|good afternoon",
    "seeyou": "see you then|see you {day}|bye|talk soon|see you at {clock}",
    "reason": "i have to work|my kid is sick|something came up|car trouble|i'm out of town|the sitter cancelled"
    "|i have a {business}",
    "business": "meeting|class|flight|dentist visit|doctor's appointment|family thing",
    "time": "{day}|{day} {clock}|{day} {part}|{clock} on {day}|{day} after {digit}|{clock}|{week} {day}"
    "|the {date}|{month} {dnum}|{day} at {clock}|between {digit} and {digit} {day}|tomorrow {part}|in {small} days"
    "|{day} before noon|{part}|any time {day}",
    "day": "monday|tuesday|wed|thursday|friday|sat|sunday|tmrw|tomorrow|today|next monday|this friday|next week|Tues|Thu",
    "part": "morning|afternoon|evening|lunchtime|early morning|late afternoon|day",
    "clock": "{digit}pm|{digit}:30|{digit} am|half past {digit}|noon|quarter to {digit}|{digit}:15pm|{digit} o'clock"
    "|10.30|{digit}ish",
    "week": "next|this|the following|not this but next",
    "date": "{dnum}th|3rd|1st of {month}|22nd|2nd",
    "month": "march|april|May|June|july|Sept|October|dec",
    "dnum": "4|5|9|11|12|16|18|24|25|27",
    "digit": "1|2|3|4|5|8|9",
    "small": "two|3|4|a couple of|10",
    "number": "5|10|15|20|ten",
    "nth": "first|second|third|last|1st|2nd|later|earlier",
    "works": "works|is better|would be great|is fine|suits me|is no good|works best|is ok too",
    "free": "free|available|off work|around|busy",
    "have": "have work|am away|can't|am travelling",
    "ask": "could you do|is it possible to come|can i book|what about|do you have|i need|i'd like|would it be possible to get",
    "cancel": "cancel|please cancel|i need to cancel|cancel my appointment|can you cancel it|i want to cancel my visit",
    "info": "what's your address|how long does it take|how much is it|where do i park|do you take cards|what time was it again"
    "|who is this|is it still on|do i need to bring anything",
    "person": "can someone call me|i'd like to talk to a person|please call|call me back",
    "cmp": "earlier|later|sooner|a bit later|in the {part}",
    "chat": "traffic is terrible|it was great last time|my back still hurts|we just moved house|the weather is awful"
    "|i'm on my way|my phone died|got your message|sorry for the late reply|i lost the letter you sent"
    "|is your wifi working again",
    "name": "Karen|Tom|Mrs Hill|my husband|Leo|our daughter|my mom",
    "emoji": "👍|🙏|😀|👌🏽|❤️",
    "si": "sí|si|claro|sí, perfecto|vale|de acuerdo", "gracias": "gracias|muchas gracias|hasta luego",
    "dia": "el lunes|el martes|mañana|el viernes|el jueves", "hora": "a las {digit}|por la tarde|por la mañana",
    "puedo": "puedo|no puedo|me va bien|mejor", "oui": "oui|d'accord|non merci|oui merci",
    "jour": "lundi|mardi|demain|vendredi", "heure": "à {digit}h|le matin|l'après-midi", "merci": "merci|c'est bon|impossible",
    "ja": "ja|passt|nein|ja gerne",
    "tag": "Montag|morgen|am Freitag|Dienstag", "geht": "geht|passt mir|leider nicht|wäre gut",
}  # fmt: skip
_SLOT = re.compile(r"\{(\w+)\}")
_TYPOS = 12  # one word of so many has two letters swapped


def different_texts(count: int, seed: int) -> list[str]:
    """So many texts, no two the same; the same ones for the same seed."""
    chance = random.Random(seed)
    found: dict[str, None] = {}
    for text in _texts(chance):
        found[text] = None
        if len(found) == count:
            break
    return list(found)


def _texts(chance: random.Random) -> Iterator[str]:
    while True:
        text = chance.choice(_WHOLE)
        while "{" in text:
            text = _SLOT.sub(lambda slot: chance.choice(_PARTS[slot[1]].split("|")), text)
        yield _cased(" ".join(_typed(word, chance) for word in text.split()), chance)


def _typed(word: str, chance: random.Random) -> str:
    if len(word) < 5 or not word.isalpha() or chance.randrange(_TYPOS):
        return word
    at = chance.randrange(1, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _cased(text: str, chance: random.Random) -> str:
    way = chance.randrange(12)
    return text.upper() if way == 0 else text[:1].upper() + text[1:] if way < 6 else text
