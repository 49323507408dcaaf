"""Cancelling that is talked about and no order, and courtesy that is no yes, in Japanese, Korean and Chinese: none acts."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows.understand import read
from flows.values import Asked, Expecting, Intent

NOW = datetime(2026, 3, 4, 10, 0)  # a Wednesday
APPOINTMENT = datetime(2026, 3, 6, 14, 30)
OFFERS = (datetime(2026, 3, 5, 9, 0), datetime(2026, 3, 6, 11, 30), datetime(2026, 3, 9, 15, 0))
ACTING = (Intent.AFFIRM, Intent.CANCEL, Intent.CHOOSE)

TEXTS = {
    "ja": (
        "キャンセルしたいと言った覚えはないです", "キャンセルは嫌です", "キャンセルするのはもったいない",
        "キャンセルするほどではないです", "キャンセルはやめておきます", "キャンセルを取り消したいです",
        "キャンセルしてまた予約できますか", "キャンセルは待ってください", "キャンセルの件どうなりました",
        "取り消したくありません", "予約を取り消すつもりはない", "予約をキャンセルするのは嫌",
        "予約キャンセルはしたくないんですけど", "予約やめるかも", "予約をやめようか迷う", "それもいいですね",
        "カットだけお願いします", "2時間コースでお願いします", "コース2でお願いします", "ご検討お願いします",
        "木曜日に他に空きはありますか", "月曜がよかったのに", "大丈夫じゃなさそう", "じゃあいいです", "それならいいです",
        "またお願いします", "もう一人お願いします", "2人分お願いします", "急ぎでお願いします", "田中先生でお願いします",
        "先に行きます", "気にしないでください", "月曜はたぶん大丈夫ですが確認します", "1番の日の午後", "全部平日なんですね",
        "木曜でなければ大丈夫です",
    ),
    "ko": (
        "취소하고 싶지 않아요", "취소하고 싶은 건 아니고요", "취소하고 싶다고 한 적 없는데요", "취소는 원하지 않아요",
        "취소하기는 싫어요", "취소하기엔 아까워요", "취소할 정도는 아니에요", "취소할 필요는 없을 것 같아요",
        "취소는 안 돼요", "취소는 아직이요", "취소 잠깐만요", "취소는 됐어요", "취소를 취소할게요",
        "취소한 거 취소해주세요", "취소 철회해주세요", "취소해야 되나요", "취소가 잘 됐어요 감사합니다",
        "예약을 취소하고 싶지 않습니다", "예약 취소할 생각은 없어요", "예약 취소해야 할지도 몰라요",
        "예약을 취소하려던 게 아니에요", "예약 취소는 아니고 변경이요", "네 질문 있어요", "그것도 좋네요", "날씨 좋네요",
        "커트만 부탁드려요", "세 번째 선생님이 좋아요", "한번 더 부탁드려요", "다음에 또 뵐게요", "네 아직이요",
        "이제 괜찮아요 감사합니다", "또 갈게요", "아 그래요", "그럼 괜찮아요", "다음에 부탁드려요", "한 명 더 부탁드려요",
        "예약 두 개 부탁드려요", "목요일만 아니면 돼요", "9시보다 늦은 시간 있나요", "한 시간만 생각할게요",
        "1번 날짜 오후요", "다 평일이네요", "그게 이번 주 목요일인가요?",
    ),
    "zh": (
        "取消了就麻烦了", "取消了怎么办", "取消有点可惜", "取消不太好吧", "取消就算了", "取消就不用了", "取消先等等",
        "晚点再取消", "取消了再约可以吗", "取消后能再约吗", "他说取消了", "我并不想取消", "暂时不取消", "我没打算取消预约",
        "撤销取消", "取消预约怎么弄", "取消预约可以退款吗", "回头见", "没事了，谢谢", "那个也不错", "可以是可以",
        "行吧再看", "收到两次", "其实周一最好", "要三号医生", "预约时间忘了", "希望可以", "想去啊", "是这样啊", "没事吧",
        "要两个预约", "十一", "二十", "周一应该可以我确认下", "都是工作日啊", "只要不是周四就行",
    ),
}  # fmt: skip


@pytest.mark.parametrize("expecting", ["confirm", "choose", "when", None])
@pytest.mark.parametrize("language", TEXTS)
def test_talk_is_no_order(language: str, expecting: Expecting | None) -> None:
    asked = Asked(expecting, APPOINTMENT, OFFERS if expecting == "choose" else ())

    acted = [text for text in TEXTS[language] if read(text, NOW, language, (), asked).intent in ACTING]

    assert [] == acted


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ja", "キャンセルしていただけますか"), ("ja", "キャンセルの方向でお願いします"),
        ("ja", "金曜日の予約なんですがキャンセルできますか"), ("ja", "予約をキャンセルしたいと思います"),
        ("ko", "취소하려고요"), ("ko", "취소하려는데요"), ("ko", "취소해야 돼요"), ("ko", "취소하기로 했어요"),
        ("ko", "예약 취소할 생각이에요"), ("zh", "帮我把预约取消了"), ("zh", "取消就行"), ("zh", "取消 不好意思"),
    ],
)  # fmt: skip
def test_a_cancelling_is_still_one(language: str, text: str) -> None:
    assert Intent.CANCEL is read(text, NOW, language, (), Asked(None, APPOINTMENT)).intent
