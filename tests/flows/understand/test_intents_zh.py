"""What texts mean in Chinese."""

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
        ("好的没问题", "confirm", Intent.AFFIRM), ("可以，到时候见", "confirm", Intent.AFFIRM),
        ("嗯，確認", "confirm", Intent.AFFIRM), ("行，我会准时到的", "confirm", Intent.AFFIRM),
        ("收到，谢谢", "confirm", Intent.AFFIRM), ("没有变动", "confirm", Intent.AFFIRM),
        ("OK啦", "confirm", Intent.AFFIRM), ("不行", "confirm", Intent.DENY),
        ("不好意思，我去不了", "confirm", Intent.DENY), ("那天我要加班", "confirm", Intent.DENY),
        ("不用了谢谢", "confirm", Intent.DENY), ("我想取消预约", None, Intent.CANCEL),
        ("麻煩幫我取消", "confirm", Intent.CANCEL), ("周五的预约取消吧", None, Intent.CANCEL),
        ("能改个时间吗", "confirm", Intent.RESCHEDULE), ("改到下周三下午", "confirm", Intent.RESCHEDULE),
        ("周一上午十点可以吗", "confirm", Intent.PROPOSE), ("最好是下午", "when", Intent.PROPOSE),
        ("有没有早一点的", "choose", Intent.EARLIER), ("越快越好", "when", Intent.EARLIER),
        ("能不能晚一点", "confirm", Intent.LATER), ("还有别的时间吗", "choose", Intent.ALTERNATIVES),
        ("都不合适", "choose", Intent.ALTERNATIVES), ("我约的是几点来着", None, Intent.WHEN),
        ("你们的地址在哪里？", None, Intent.INFO), ("停车方便吗", None, Intent.INFO), ("多少錢", None, Intent.INFO),
        ("转人工", None, Intent.HUMAN), ("请给我打个电话", None, Intent.HUMAN),
        ("堵车，我会晚到十分钟", "confirm", Intent.LATE), ("别再给我发短信了", None, Intent.STOP),
        ("退订", None, Intent.STOP), ("帮助", None, Intent.HELP), ("非常感谢", None, Intent.THANKS),
        ("你好", None, Intent.GREETING), ("再见", None, Intent.BYE), ("我想预约", None, Intent.BOOK),
        ("第二个", "choose", Intent.CHOOSE),
    ],
)  # fmt: skip
def test_each_wish_is_told_from_the_others(text: str, expecting: Expecting | None, intent: Intent) -> None:
    asked = Asked(expecting, APPOINTMENT, OFFERS if expecting == "choose" else ())

    assert intent is read(text, NOW, "zh-CN", (), asked).intent


@pytest.mark.parametrize(
    "text",
    [
        "好，但是我那天没空", "不要取消", "可以吗？", "如果下雨就不去", "我想取消机票", "取消要收费吗",
        "我已经取消了健身卡", "我妈妈替我去", "我不确定", "好的吗", "是不是取消了", "好看的电影",
    ],
)  # fmt: skip
def test_what_was_not_said_is_not_done(text: str) -> None:
    reading = read(text, NOW, "zh-CN", (), Asked("confirm", APPOINTMENT))

    assert reading.intent not in (Intent.AFFIRM, Intent.CANCEL, Intent.CHOOSE)


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("2", 2), ("选3", 3), ("第一个吧", 1), ("最早的那个", 1), ("最后一个", 3), ("不要第一个，第二个吧", 2),
        ("周三的", 3), ("下午三点半那个", 2), ("三个人", None), ("都不行", None),
    ],
)  # fmt: skip
def test_an_offer_is_picked_as_said(text: str, choice: int | None) -> None:
    assert choice == read(text, NOW, "zh-CN", (), Asked("choose", APPOINTMENT, OFFERS)).choice


ACTING = (Intent.AFFIRM, Intent.CANCEL, Intent.CHOOSE, Intent.STOP)
TRAPS = (
    "我得取消晚餐", "我们只好取消和奶奶的晚饭", "我想退掉健身房", "取消我的手机套餐", "我可以取消去罗马的航班吗？",
    "我要取消旅行", "你取消烧烤吗？", "我取消聚会", "帮我取消披萨", "你取消水管工了吗？", "酒店我已经取消了",
    "昨天我取消了牙医", "我取消了订阅", "我姐姐取消了婚礼", "我老板说可以", "我老公说好", "他说不行我说行",
    "下雨的话我就取消", "如果取消要多少钱？", "保姆来的话就可以", "车能开的话没问题", "临时取消要付钱吗", "怎么取消？",
    "感冒了要取消吗", "是第二个门吗？", "还有一件事", "最后一个问题", "我有2个孩子", "我们3个人", "你们在2楼吗",
    "是1号出口吗", "第一我需要时间", "第二太贵了", "我已经去过两次", "我二儿子生日", "一年级学认字",
    "第三个人是部好电影", "3号线今天停运", "不要第二个", "第一个或者第二个", "第一个和第二个都行", "好，但是",
    "可以，不过我不知道", "行，但可能不行", "好啊，谁来烧烤？", "你问得好", "这正是我的问题", "今天当然很热",
    "昨天吃得很好", "周三我有瑜伽", "周三我飞维也纳", "别打呼噜了", "把洗衣机停了", "在公交站下车", "火车取消了",
    "我还不能确认", "我只确认我搬家了", "我该说好吗？", "明天告诉你行不行", "电影不错", "我很乐意去吃晚饭",
    "我上周预约了", "没有没有，没关系", "好不好？", "对不起", "周五的训练取消了", "奶奶什么都说好",
    "我得给幼儿园打电话然后取消旅行", "我们五个人来可以吗？", "2个小时够吗", "3是我的幸运数字", "一二三结束",
    "左边第二个门是入口吗", "不是，第一个是我弟弟", "对对，然后狗来了", "我想去可是车坏了", "理论上可以取消吗？",
    "请删除照片", "取消我的信用卡", "我想取消火车票", "帮我取消保险",
    "最晚什么时候可以取消", "会议取消了，可以去了", "能去就去", "对了，你叫什么",
)  # fmt: skip


@pytest.mark.parametrize("expecting", ["confirm", "choose", "when", None])
def test_talk_of_other_things_never_acts(expecting: Expecting | None) -> None:
    asked = Asked(expecting, APPOINTMENT, OFFERS if expecting == "choose" else ())

    acted = [text for text in TRAPS if read(text, NOW, "zh-CN", (), asked).intent in ACTING]

    assert [] == acted
