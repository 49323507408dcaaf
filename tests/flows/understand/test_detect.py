"""Which language a text is in."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows.understand import understand
from flows.understand.detect import detect, primary
from flows.understand.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("could we move it to thursday please", "en"), ("¿puedo cambiar la cita al jueves?", "es"),
        ("est-ce que je peux décaler mon rendez-vous", "fr"), ("kann ich den Termin verschieben", "de"),
        ("posso spostare l'appuntamento a giovedì", "it"), ("posso remarcar a consulta para quinta-feira", "pt"),
        ("kan ik mijn afspraak verzetten naar donderdag", "nl"), ("予約を木曜日に変更できますか", "ja"),
        ("예약을 목요일로 바꿀 수 있나요", "ko"), ("我想把预约改到周四", "zh"),
    ],
)  # fmt: skip
def test_a_sentence_shows_its_language(text: str, language: str) -> None:
    assert (language, language) == detect(tokenize(text), None, ())


def test_nothing_is_claimed_of_a_text_without_words() -> None:
    assert (None, None) == detect(tokenize("2"), None, ())


def test_the_places_language_is_read_where_the_text_tells_nothing() -> None:
    assert (None, "es") == detect(tokenize("2"), None, ("es-MX", "en-US"))


def test_the_places_language_breaks_a_tie() -> None:
    assert detect(tokenize("no"), None, ("it-IT",))[1] == "it"


def test_the_customers_language_stands_against_a_single_word() -> None:
    assert detect(tokenize("ok merci"), "en-US", ())[1] == "en"


def test_a_whole_sentence_overrules_the_customers_language() -> None:
    assert detect(tokenize("no puedo ir el jueves, lo siento mucho"), "en-US", ())[1] == "es"


def test_chinese_characters_alone_are_japanese_where_japanese_is_spoken() -> None:
    assert detect(tokenize("木曜日"), "ja-JP", ())[0] == "ja"


@pytest.mark.parametrize(("tag", "code"), [("es-MX", "es"), ("zh_Hant_TW", "zh"), ("en", "en"), (None, None), ("", None)])
def test_the_primary_language_of_a_tag(tag: str | None, code: str | None) -> None:
    assert code == primary(tag)


@pytest.mark.parametrize(
    ("text", "shown"), [("ab", None), ("op", None), ("danke", "de"), ("oui", "fr"), ("sí", "es"), ("ok", "en")]
)
def test_a_lone_word_without_a_meaning_changes_nobodys_language(text: str, shown: str | None) -> None:
    assert shown == understand(text, datetime(2026, 3, 4, 10), None, ("en", "es")).lang
