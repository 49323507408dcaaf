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
        ("급하게 죄송한데 취소해야 할 것 같습니다", "confirm", Intent.CANCEL),
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


ACTING = (Intent.AFFIRM, Intent.CANCEL, Intent.CHOOSE, Intent.STOP)
TRAPS = (
    "저녁 식사를 취소해야 해요", "할머니와 저녁을 취소해야 해서요", "헬스장 해지하고 싶어요",
    "휴대폰 요금제 해지해 주세요", "로마행 비행기 취소할 수 있나요?", "여행을 취소할 거예요", "바비큐 취소할래?",
    "파티를 취소해요", "피자 취소해 줘", "배관공 취소했어?", "호텔은 이미 취소했어요", "어제 치과 취소했어요",
    "구독을 해지했어요", "언니가 결혼식을 취소했어요", "사장님은 된다고 하세요", "남편은 좋다고 해요",
    "그는 아니라고 했고 나는 네라고 했어요", "비가 오면 취소할게요", "취소하면 얼마예요?", "베이비시터가 오면 네",
    "차가 움직이면 괜찮아요", "당일 취소도 무료인가요?", "어떻게 취소해요?", "감기면 취소해야 하나요?",
    "두 번째 문인가요?", "한 가지 더요", "마지막으로 하나만", "아이가 2명 있어요", "3명이에요", "2층인가요?",
    "1번 출구예요?", "첫째 시간이 필요해요", "둘째로 비싸요", "벌써 두 번 갔어요", "둘째 아들 생일이에요",
    "1학년 때 읽기를 배워요", "제3의 사나이는 좋은 영화예요", "3호선이 오늘 안 다녀요", "두 번째 말고",
    "첫 번째나 두 번째", "첫 번째도 두 번째도 괜찮아요", "네 그런데", "네, 근데 모르겠어요",
    "오케이 하지만 아닐 수도 있어요", "좋네, 누가 바비큐에 와?", "물어봐 줘서 좋아요", "바로 그게 문제예요",
    "오늘 당연히 덥지", "어제 맛있게 먹었어요", "수요일은 요가예요", "수요일에 빈으로 날아가요", "코 좀 그만 골아",
    "세탁기 멈춰 줘", "버스 정류장에서 내려요", "기차가 취소됐어요", "아직 확인할 수 없어요", "이사한 것만 확인해요",
    "네라고 해야 하나요?", "내일 네인지 아닌지 말해 줄게요", "영화 좋네요", "저녁 먹으러 기꺼이 갈게요",
    "지난주에 예약했어요", "아니에요, 문제없어요", "네?", "금요일 훈련이 취소됐어요", "할머니는 뭐든지 네라고 해요",
    "어린이집에 전화하고 여행을 취소해야 해요", "다섯 명이 가는데 괜찮아요?", "2시간이면 될까요?",
    "3은 제 행운의 숫자예요", "하나 둘 셋 끝", "왼쪽 두 번째 문이 입구예요?", "아니요 첫 번째는 제 동생이었어요",
    "네 맞아요 그리고 개가 왔어요", "가고 싶은데 차가 고장났어요", "이론상 취소할 수 있나요?", "사진 지워 주세요",
    "신용카드 해지해 주세요", "기차표를 취소하고 싶어요", "보험 취소해 주세요",
    "취소할지도 몰라요", "약속이 취소됐어요", "몇 시간 전까지 취소가 되나요",
)  # fmt: skip


@pytest.mark.parametrize("expecting", ["confirm", "choose", "when", None])
def test_talk_of_other_things_never_acts(expecting: Expecting | None) -> None:
    asked = Asked(expecting, APPOINTMENT, OFFERS if expecting == "choose" else ())

    acted = [text for text in TRAPS if read(text, NOW, "ko-KR", (), asked).intent in ACTING]

    assert [] == acted
