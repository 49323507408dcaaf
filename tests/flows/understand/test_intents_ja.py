"""What texts mean in Japanese."""

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
        ("はい、大丈夫です", "confirm", Intent.AFFIRM), ("その時間で問題ありません", "confirm", Intent.AFFIRM),
        ("了解しました、よろしくお願いします", "confirm", Intent.AFFIRM),
        ("承知いたしました。伺います", "confirm", Intent.AFFIRM), ("りょうかいです！", "confirm", Intent.AFFIRM),
        ("予定通り行きます", "confirm", Intent.AFFIRM), ("鈴木です。はい、お願いします", "confirm", Intent.AFFIRM),
        ("特に変更ありません", "confirm", Intent.AFFIRM), ("👍", "confirm", Intent.AFFIRM),
        ("いいえ、結構です", "confirm", Intent.DENY),
        ("すみません、その日は都合がつきません", "confirm", Intent.DENY),
        ("熱が出てしまいました", "confirm", Intent.DENY), ("金曜は仕事なので行けないです", "confirm", Intent.DENY),
        ("予約をキャンセルしたいのですが", "confirm", Intent.CANCEL),
        ("明日の予約を取り消してもらえますか", None, Intent.CANCEL),
        ("やっぱりキャンセルさせてください", "confirm", Intent.CANCEL),
        ("別の日に変えてほしいです", "confirm", Intent.RESCHEDULE), ("日程を変更したいです", None, Intent.RESCHEDULE),
        ("来週の月曜にずらせますか", "confirm", Intent.RESCHEDULE),
        ("月曜の10時はどうですか", "confirm", Intent.PROPOSE), ("できれば午後がいいです", "when", Intent.PROPOSE),
        ("もっと早い時間はありますか", "choose", Intent.EARLIER), ("もう少し遅くできますか", "confirm", Intent.LATER),
        ("なるべく早めでお願いします", "when", Intent.EARLIER),
        ("他に空いている日はありますか", "choose", Intent.ALTERNATIVES),
        ("どれも都合が合いません", "choose", Intent.ALTERNATIVES), ("私の予約は何時でしたっけ", None, Intent.WHEN),
        ("駐車場はありますか？", None, Intent.INFO), ("料金はいくらになりますか", None, Intent.INFO),
        ("スタッフ", None, Intent.HUMAN), ("お電話をいただけますか", None, Intent.HUMAN),
        ("電車が遅れていて15分ほど遅れます", "confirm", Intent.LATE), ("もう送らないでください", None, Intent.STOP),
        ("停止", None, Intent.STOP), ("使い方を教えてください", None, Intent.HELP),
        ("ありがとうございました！", None, Intent.THANKS), ("おはようございます", None, Intent.GREETING),
        ("それでは失礼します", None, Intent.BYE), ("新規で予約をお願いします", None, Intent.BOOK),
        ("二つ目でお願いします", "choose", Intent.CHOOSE),
    ],
)  # fmt: skip
def test_each_wish_is_told_from_the_others(text: str, expecting: Expecting | None, intent: Intent) -> None:
    asked = Asked(expecting, APPOINTMENT, OFFERS if expecting == "choose" else ())

    assert intent is read(text, NOW, "ja-JP", (), asked).intent


@pytest.mark.parametrize(
    "text",
    [
        "はい、でもその時間は無理です", "キャンセルはしません", "大丈夫ですか", "もし行けたら行きます",
        "飛行機をキャンセルしたい", "キャンセル料はいくらですか", "携帯の契約をキャンセルしました",
        "妻が代わりに伺います", "まだ分かりません", "はい？", "キャンセルになるのでしょうか",
        "先週はい、と言いました", "猫は大丈夫です",
    ],
)  # fmt: skip
def test_what_was_not_said_is_not_done(text: str) -> None:
    reading = read(text, NOW, "ja-JP", (), Asked("confirm", APPOINTMENT))

    assert reading.intent not in (Intent.AFFIRM, Intent.CANCEL, Intent.CHOOSE)


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("2番", 2), ("②でお願いします", 2), ("最後のがいいです", 3), ("一番早いのでお願いします", 1),
        ("1番は無理なので3番で", 3), ("2番じゃなくて1番", 1), ("3人で行きます", None), ("水曜の", 3),
        ("15時半のほう", 2), ("どれも無理です", None),
    ],
)  # fmt: skip
def test_an_offer_is_picked_as_said(text: str, choice: int | None) -> None:
    assert choice == read(text, NOW, "ja-JP", (), Asked("choose", APPOINTMENT, OFFERS)).choice


ACTING = (Intent.AFFIRM, Intent.CANCEL, Intent.CHOOSE, Intent.STOP)
TRAPS = (
    "夕食をキャンセルしないといけません", "おばあちゃんとの食事会を断らないと", "ジムを解約したいです",
    "携帯プランを解約したい", "ローマ行きの飛行機をキャンセルできますか", "旅行をキャンセルするつもりです",
    "バーベキューをキャンセルする？", "パーティーは中止します", "ピザをキャンセルして", "水道屋さんはキャンセルした？",
    "ホテルはもうキャンセルしました", "昨日歯医者をキャンセルしました", "サブスクを解約しました",
    "姉が結婚式をキャンセルした", "上司ははいと言っています", "夫はいいと言っています",
    "彼はいいえと言い、私ははいと言った", "雨ならキャンセルします", "キャンセルしたらいくらですか",
    "ベビーシッターが来ればはい", "車が動けば大丈夫です", "当日キャンセルは無料ですか", "どうやってキャンセルしますか",
    "風邪ならキャンセルすべきですか", "2番目のドアですか", "もう一つだけ", "最後に一つ", "子供が2人います",
    "3人家族です", "2階ですか", "1番の出口ですか", "まず時間が必要です", "二つ目に値段が高い", "もう2回行きました",
    "次男の誕生日です", "一年生で読み方を習う", "第三の男はいい映画だ", "3号線は今日動いていません", "2番ではない",
    "1番か2番", "1番も2番も大丈夫", "はい、でも", "はい、でもわかりません", "OKだけどやっぱりやめるかも",
    "いいね、誰がバーベキューに来る？", "聞いてくれてよかった", "それが問題なんです", "今日はもちろん暑い",
    "昨日は美味しかったです", "水曜はヨガです", "水曜にウィーンへ飛びます", "いびきをやめて", "洗濯機を止めて",
    "バス停で降ります", "電車が運休になりました", "まだ確認できません", "引っ越したことだけ確認します",
    "はいと言うべきですか", "明日はいかいいえか伝えます", "映画はいいですね", "夕食に喜んで行きます",
    "先週予約しました", "はい？", "金曜の練習は中止になりました", "祖母は何でもはいと言う",
    "保育園に電話して旅行をキャンセルしないと", "5人で行きますがいいですか", "2時間で終わりますか",
    "3は私のラッキーナンバーです", "いち、に、さん、終わり", "左の2番目のドアが入口ですか", "いいえ、最初は弟でした",
    "はいはい、それで犬が来たんです", "行きたいけど車が壊れた", "理論上キャンセルできますか", "写真を消してください",
    "クレジットカードを解約したい", "電車の切符をキャンセルしたい", "保険を解約してください",
    "前回キャンセルしてすみません", "今確認中です",
)  # fmt: skip


@pytest.mark.parametrize("expecting", ["confirm", "choose", "when", None])
def test_talk_of_other_things_never_acts(expecting: Expecting | None) -> None:
    asked = Asked(expecting, APPOINTMENT, OFFERS if expecting == "choose" else ())

    acted = [text for text in TRAPS if read(text, NOW, "ja-JP", (), asked).intent in ACTING]

    assert [] == acted
