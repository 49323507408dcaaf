"""Texts that only mention a yes, a number or a cancelling, in German, Dutch and East Asian languages: none of them acts."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows.understand import read
from flows.values import Asked, Expecting, Intent

NOW = datetime(2026, 3, 4, 10, 0)  # a Wednesday
APPOINTMENT = datetime(2026, 3, 6, 15, 0)
OFFERS = (datetime(2026, 3, 5, 10, 0), datetime(2026, 3, 6, 14, 30), datetime(2026, 3, 9, 9, 0))
ACTING = (Intent.AFFIRM, Intent.CANCEL, Intent.CHOOSE)

MENTIONED: tuple[tuple[str, Expecting | None, tuple[str, ...]], ...] = (
    (
        "de",
        "confirm",
        (
            "beide gehen", "Beide passen mir gut", "geht beides", "ja oder nein?", "Muss ich jetzt mit JA antworten?",
            "Was passiert wenn ich ja sage", "Mein Mann sagt ja, ich weiß nicht", "Ja das habe ich mich auch gefragt",
            "Ja klar, und morgen kommt der Weihnachtsmann", "Ja wenn mein Chef mir frei gibt",
            "ja, falls die Kita offen hat", "Ja aber nur wenn Frau Müller da ist",
            "Wenn ich zusage, kann ich dann noch absagen?", "Ich würde ja gern kommen",
            "Ich hatte schon ja gesagt zu einem anderen Arzt", "Ja?", "ok?", "Das Ja-Wort geben wir uns am 6. Juni",
            "Haben Sie meine Absage bekommen?", "wird der Termin von Ihnen abgesagt?",
            "Die Schule hat den Ausflug abgesagt", "Wo müsste ich absagen?", "ohne Absage kostet es 50 Euro, richtig?",
            "Ja, das ist so eine Sache", "ja bitte was?", "Sicher dass das Dienstag ist?", "Stimmt das?",
            "Ich bestätige gar nichts", "nicht dass ich wüsste", "ok, dann eben nicht", "gerne ein andermal",
            "alles gut bei euch?", "wenn das Wetter passt gerne", "Ja zum Termin, nein zur Uhrzeit", "ja, vielleicht",
            "bin dabei, wenn die Schulter bis dahin wieder ok ist", "soll ich absagen oder Sie?",
            "nicht dass ihr mir wieder absagt", "ist absagen kostenlos", "Ihr hattet mir ja schon mal abgesagt",
            "Klar ist gar nichts", "Passt auf euch auf", "Gut dass Sie schreiben, ich habe eine Frage",
            "Ja zu früh bitte nicht", "ich bin mir nicht sicher ob ich kommen kann", "kommt drauf an ob ich ja sage",
            "Jawohl Herr General, aber Dienstag kann ich nicht", "ich komme nicht klar mit der Uhrzeit",
            "Bestätigen Sie mir das bitte nochmal schriftlich", "Muss ich bestätigen?", "Alles klar?",
            "Ja, aber erst nach 16 Uhr", "perfekt wäre Mittwoch", "Ich freu mich wenn das endlich vorbei ist",
            "Wer sagt denn dass ich absagen will?", "ich möchte wissen ob man absagen kann", "Storno?",
            "kostet storno was", "eine Absage wäre schade",
        ),
    ),
    (
        "de",
        "choose",
        (
            "Wir sind 2", "komme mit 2 Kindern", "zu zweit", "2 Fragen hätte ich noch", "Ich wohne im 2. Stock",
            "hab noch 1 frage", "3 mal habe ich schon angerufen", "Mein erster Besuch bei Ihnen",
            "der erste geht nicht", "Montag arbeite ich", "am Montag bin ich nicht da",
            "Freitag ist mein freier Tag, aber da fahre ich weg", "Ist der zweite bei Dr. Weber?",
            "Kostet der 1. mehr?", "2026 wird alles besser", "1 Kind und 2 Erwachsene", "3 sind mir zu wenig Auswahl",
            "haben Sie nur 3?", "der zweite Termin wurde mir damals abgesagt",
            "Kann der erste auch eine Stunde später?", "2. Stock oder 3.?", "nummer 2 ist mir zu früh",
            "welcher ist länger, 1 oder 2?", "Sie haben 3 Termine geschickt", "die 2 Stunden Anfahrt sind zu viel",
            "1000 Dank", "ich rufe in 2 min an", "der letzte Termin war super", "am Freitag war ich schon bei Ihnen",
            "ab Montag bin ich im Urlaub",
        ),
    ),
    (
        "de",
        None,
        (
            "Gestern um 20 Uhr lief ein Film", "Am Freitag kommt meine Schwester aus Berlin",
            "Ich habe heute um 3 Uhr morgens noch Fußball geschaut", "Absage für das Grillfest am Samstag",
            "streich das von der Einkaufsliste", "Kannst du den Tisch im Restaurant stornieren",
            "Ich sag den Urlaub ab", "Bitte mein Paket stornieren", "Kannst du die 2 auf 3 stellen",
            "Ja ist denn heut schon Weihnachten", "bestätige meine Teilnahme am Kurs der VHS",
        ),
    ),
    (
        "ja",
        "confirm",
        (
            "はいと言えばいいですか", "はい？", "「はい」と返信すればいいの？", "どちらでもいいです",
            "行きたいのはやまやまですが", "行けたら行きます", "主人ははいと言ってますが私は無理かも",
            "キャンセルになったんですか？", "キャンセル待ちはできますか", "飛行機がキャンセルになりました",
            "キャンセルする場合はどうすれば", "もし雨ならキャンセルします", "大丈夫じゃないです", "大丈夫ですか？",
            "多分行けると思うけど、まだわからない", "子供の熱が下がれば行けます", "いいですね、羨ましい",
            "はい、でも行けないかもしれません", "いいですか？", "いいですけど、遅れるかも", "行くかどうかわかりません",
            "行かなくてもいいですか", "またキャンセルですか", "キャンセルは無料ですか",
            "はい？キャンセルしてませんけど", "OKかどうか確認します", "大丈夫かわかりません", "了解してません",
            "お願いしてないです", "よろしければ午後に", "水曜なら大丈夫です", "16時以降なら行けます",
            "行けない日はキャンセル料かかりますか", "キャンセルと言われました", "キャンセルの場合連絡します",
        ),
    ),
    (
        "ja",
        "choose",
        (
            "2人です", "2名でお願いします", "1つ質問があります", "3回電話しました", "1番はダメ", "月曜は仕事です",
            "2階ですか", "一番いいのはどれですか", "1番は先生は誰ですか", "金曜日は子供の運動会なので",
            "3つしかないんですか", "大人1人子供2人です", "2番は早すぎます", "1番と2番どっちが長いですか",
            "一番近い駅はどこですか", "2時間かかりますか", "3日前に電話しました", "最後に質問です",
            "最初は緊張しました", "月曜日に行ったことがあります", "月曜から出張です", "1番良いと思います？",
        ),
    ),
    (
        "ja",
        None,
        (
            "会社の飲み会をキャンセルした", "ホテルをキャンセルして", "レストランの予約を取り消して",
            "新幹線の予約を変更したい", "昨日の3時に地震があった", "金曜日に妹が来ます", "旅行をキャンセルします",
            "飲み会キャンセルで", "予約した映画をキャンセル",
        ),
    ),
    (
        "nl",
        "confirm",
        (
            "beide kunnen", "ja?", "moet ik ja antwoorden?", "ja als mijn baas het goed vindt", "ja dat dacht ik ook",
            "mijn man zegt ja maar ik weet het niet", "ik zou ja graag komen maar het kan niet",
            "mijn vlucht is geannuleerd", "hebben jullie mijn annulering gekregen?", "hoe kan ik annuleren?",
            "ja, dat is zo'n ding", "ja of nee weet ik nog niet", "klopt dat?", "moet ik afzeggen of doen jullie dat?",
            "jullie hebben vorige keer ook al afgezegd", "klaar is kees", "ja maar pas na 16 uur",
            "perfect zou woensdag zijn", "weet niet of ik kan komen", "wie zegt dat ik wil annuleren?", "annuleren?",
            "ik kom er niet uit", "oké?",
        ),
    ),
    (
        "nl",
        "choose",
        (
            "we komen met z'n tweeën", "ik heb 2 vragen", "mijn eerste keer bij jullie", "ik woon op nummer 3",
            "met 3 kinderen", "maandag werk ik", "de eerste kan niet", "ik kom met 2", "3 is wel erg weinig keuze",
            "nummer 2 is te vroeg", "1 kind en 2 volwassenen", "vanaf maandag ben ik op vakantie",
            "de laatste keer was super", "2 uur rijden is te ver", "ik bel over 2 min",
        ),
    ),
    (
        "nl",
        None,
        (
            "zeg mijn tandartsverzekering op", "annuleer het hotel", "gisteren om 3 uur regende het",
            "bevestig mijn inschrijving voor yoga",
        ),
    ),
    (
        "ko",
        "confirm",
        (
            "네?", "네라고 답하면 되나요?", "남편은 된다는데 저는 모르겠어요", "둘 다 괜찮아요", "괜찮을까요?",
            "비행기가 취소됐어요", "취소되었나요?", "비 오면 취소할게요", "애가 나으면 갈게요",
            "네 근데 못 갈 수도 있어요", "가도 되나요?", "또 취소예요?", "네 그런데 수요일이면 좋겠어요",
            "갈 수 있을지 모르겠어요", "알겠는데 시간이 안 돼요", "4시 이후면 가능해요", "취소라고요?",
            "취소할까 말까 고민이에요", "누가 취소한대요?",
        ),
    ),
    (
        "ko",
        "choose",
        (
            "2명 갈게요", "질문 1개 있어요", "3번 전화했어요", "1번은 안돼요", "월요일은 출근해요", "2층인가요?",
            "어른 1명 아이 2명이요", "2번은 너무 일러요", "3개밖에 없어요?", "3일 전에 전화했어요",
            "월요일부터 출장이에요", "2시간 걸려요?", "지난번 두 번째 시술 좋았어요",
        ),
    ),
    (
        "ko",
        None,
        (
            "호텔 취소해줘", "식당 예약 취소하고 싶어", "어제 3시에 비가 왔어요",
        ),
    ),
    (
        "zh",
        "confirm",
        (
            "好吗？", "是吗？", "回复\"是\"就可以了吗", "两个都可以", "我老公说可以但我不确定", "如果不下雨就去",
            "航班取消了", "取消了吗？", "好想去啊", "好久不见", "好贵啊", "好是好，就是太远了", "可以不去吗",
            "又取消了？", "好的吧，那我周三来", "行不行啊", "四点以后可以", "不知道能不能去", "知道了但是去不了",
            "要不要取消呢", "谁说我要取消", "好的，不过有点贵",
        ),
    ),
    (
        "zh",
        "choose",
        (
            "两个人", "我有1个问题", "打了3次电话", "第一个不行", "周一我要上班", "在2楼吗", "第一次来", "只有3个吗",
            "2号太早了", "1个大人2个小孩", "第二个是谁看", "三天前打过电话", "周一开始出差", "要2个小时吗",
            "上次第二个医生不错",
        ),
    ),
    (
        "zh",
        None,
        (
            "取消酒店", "帮我取消餐厅的预订", "昨天三点下雨了",
        ),
    ),
)  # fmt: skip


@pytest.mark.parametrize(("language", "expecting", "texts"), MENTIONED)
def test_what_is_only_mentioned_acts_on_nothing(language: str, expecting: Expecting | None, texts: tuple[str, ...]) -> None:
    asked = Asked(expecting, APPOINTMENT if expecting else None, OFFERS if expecting == "choose" else ())

    acted = [text for text in texts if read(text, NOW, language, (), asked).intent in ACTING]

    assert [] == acted


@pytest.mark.parametrize(
    ("text", "language"),
    [("beide gehen", "de"), ("beide zijn goed", "nl"), ("両方大丈夫です", "ja"), ("네 둘 다요", "ko")],
)  # fmt: skip
def test_both_is_a_yes_only_where_several_visits_were_asked_about(text: str, language: str) -> None:
    one, several = Asked("confirm", APPOINTMENT), Asked("confirm", APPOINTMENT, several=True)

    intents = [read(text, NOW, language, (), asked).intent for asked in (one, several)]

    assert [Intent.OTHER, Intent.AFFIRM] == intents


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ja", "おわり"),
        ("ja", "あいだ"),
        ("ko", "넷"),
        ("zh", "成都"),
        ("zh", "六成"),
        ("zh", "或是"),
        ("pt", "dez"),
        ("pt", "e"),
    ],
)
def test_a_word_that_only_holds_a_yes_is_none(language: str, text: str) -> None:
    asked = Asked("confirm", datetime(2026, 12, 1, 14, 7))

    assert read(text, datetime(2026, 11, 27, 9), language, (), asked).intent is Intent.OTHER


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I'll be there if possible"),
        ("en", "coming if at all possible"),
        ("es", "si es posible voy"),
        ("fr", "si possible je viens"),
        ("de", "wenn möglich komme ich"),
        ("it", "se possibile vengo"),
        ("pt", "se for possível vou"),
        ("nl", "ik kom als het kan"),
    ],
)
def test_coming_if_possible_is_no_yes(language: str, text: str) -> None:
    assert read(text, NOW, language, (), Asked("confirm", APPOINTMENT)).intent is Intent.OTHER


@pytest.mark.parametrize("text", ["tuesday at 3 if possible", "if possible tuesday at 3"])
def test_if_possible_beside_a_wish_is_courtesy(text: str) -> None:
    reading = read(text, NOW, "en", (), Asked("when"))

    assert (Intent.PROPOSE, datetime(2026, 3, 10, 15)) == (reading.intent, reading.windows[0].start)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Donnerstag? Da bin ich weg", "de-DE"), ("Freitag? Nein.", "de-DE"), ("vrijdag? nee.", "nl-NL"),
        ("Freitag früh nicht, aber nachmittags", "de-DE"), ("vrijdagochtend niet, wel in de middag", "nl-NL"),
        ("Thursday? I can't then.", "en-US"), ("Moin, Freitag muss ich absagen", "de-DE"), ("de 5de ben ik jarig", "nl-NL"),
    ],
)  # fmt: skip
def test_a_day_that_is_refused_or_told_picks_no_offer(text: str, language: str) -> None:
    heard = read(text, NOW, language, (), Asked("choose", None, OFFERS))

    assert heard.choice is None


@pytest.mark.parametrize("text", ["please dont give my spot away", "pls do not cancel", "please don't cancel it"])
@pytest.mark.parametrize("expecting", ["confirm", "when", None])
def test_a_plea_not_to_cancel_cancels_nothing(text: str, expecting: Expecting | None) -> None:
    assert read(text, NOW, "en-US", (), Asked(expecting, APPOINTMENT)).intent is not Intent.CANCEL


def test_many_days_are_no_yes_to_the_one_asked_about() -> None:
    asked = Asked("confirm", APPOINTMENT)

    assert read("tot de 20e zou goed zijn", NOW, "nl-NL", (), asked).intent is Intent.PROPOSE
    assert read("ja diese Woche passt", NOW, "de-DE", (), asked).intent is Intent.AFFIRM


@pytest.mark.parametrize(
    ("text", "language"),
    [("peut-être ok je note", "fr-FR"), ("peut-être d'accord", "fr-FR"), ("ik kom al 2 jaar bij jullie", "nl-NL")],
)
def test_a_perhaps_and_what_has_long_been_are_no_yes(text: str, language: str) -> None:
    assert read(text, NOW, language, (), Asked("confirm", APPOINTMENT)).intent not in ACTING
