"""What texts mean in Korean."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows.understand import read
from flows.values import Asked, Expecting, Intent

NOW = datetime(2026, 3, 4, 10, 0)
APPOINTMENT = datetime(2026, 3, 6, 14, 30)
OFFERS = (datetime(2026, 3, 9, 9, 0), datetime(2026, 3, 9, 15, 30), datetime(2026, 3, 11, 11, 0))


@pytest.mark.parametrize(
    ("text", "expecting", "intent"),
    [
        ("네 좋아요", "confirm", Intent.AFFIRM), ("넵 알겠습니다", "confirm", Intent.AFFIRM),
        ("네 그때 뵙겠습니다", "confirm", Intent.AFFIRM), ("확인했습니다 감사합니다", "confirm", Intent.AFFIRM),
        ("예정대로 방문하겠습니다", "confirm", Intent.AFFIRM), ("변동 없습니다", "confirm", Intent.AFFIRM),
        ("ㅇㅋ", "confirm", Intent.AFFIRM), ("아니요", "confirm", Intent.DENY),
        ("죄송하지만 그날은 어려울 것 같아요", "confirm", Intent.DENY),
        ("갑자기 회의가 잡혀서 못 가요", "confirm", Intent.DENY), ("예약 취소하고 싶어요", None, Intent.CANCEL),
        ("내일 예약 취소해 주세요", None, Intent.CANCEL), ("일이 생겨서 취소할게요", "confirm", Intent.CANCEL),
        ("날짜 좀 변경할 수 있을까요", "confirm", Intent.RESCHEDULE),
        ("다음 주 월요일로 옮겨주세요", "confirm", Intent.RESCHEDULE),
        ("금요일 오전은 어떠세요?", "confirm", Intent.PROPOSE), ("오후가 좋아요", "when", Intent.PROPOSE),
        ("더 빠른 시간 있나요", "choose", Intent.EARLIER), ("좀 더 늦은 시간은 없나요", "choose", Intent.LATER),
        ("최대한 빨리 부탁드려요", "when", Intent.EARLIER), ("다른 시간은 없나요", "choose", Intent.ALTERNATIVES),
        ("셋 다 안돼요", "choose", Intent.ALTERNATIVES), ("제 예약이 언제죠?", None, Intent.WHEN),
        ("주차 가능한가요?", None, Intent.INFO), ("위치가 어디예요", None, Intent.INFO),
        ("직원분과 통화하고 싶습니다", None, Intent.HUMAN),
        ("차가 막혀서 10분 정도 늦을 것 같아요", "confirm", Intent.LATE), ("문자 보내지 마세요", None, Intent.STOP),
        ("수신거부", None, Intent.STOP), ("도움말", None, Intent.HELP), ("정말 감사합니다", None, Intent.THANKS),
        ("안녕하세요", None, Intent.GREETING), ("안녕히 계세요", None, Intent.BYE),
        ("예약하고 싶어요", None, Intent.BOOK), ("두 번째요", "choose", Intent.CHOOSE),
    ],
)  # fmt: skip
def test_each_wish_is_told_from_the_others(text: str, expecting: Expecting | None, intent: Intent) -> None:
    asked = Asked(expecting, APPOINTMENT, OFFERS if expecting == "choose" else ())

    assert intent is read(text, NOW, "ko-KR", (), asked).intent


@pytest.mark.parametrize(
    "text",
    [
        "네 근데 그날은 안돼요", "취소하지 마세요", "괜찮나요?", "비행기 표 취소하고 싶어요",
        "취소하면 위약금 있나요", "헬스장 등록을 취소했어요", "남편이 대신 갈게요", "잘 모르겠어요", "네?",
        "취소됐나요", "맞나요", "비가 오네요",
    ],
)  # fmt: skip
def test_what_was_not_said_is_not_done(text: str) -> None:
    reading = read(text, NOW, "ko-KR", (), Asked("confirm", APPOINTMENT))

    assert reading.intent not in (Intent.AFFIRM, Intent.CANCEL, Intent.CHOOSE)


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("2번이요", 2), ("세 번째 걸로 할게요", 3), ("제일 빠른 걸로요", 1), ("마지막 거요", 3),
        ("1번 말고 2번이요", 2), ("수요일이요", 3), ("3시 반", 2), ("3명이에요", None), ("다 안돼요", None),
    ],
)  # fmt: skip
def test_an_offer_is_picked_as_said(text: str, choice: int | None) -> None:
    assert choice == read(text, NOW, "ko-KR", (), Asked("choose", APPOINTMENT, OFFERS)).choice
