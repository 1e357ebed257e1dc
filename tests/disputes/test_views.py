"""The pages of disputes, as a browser asks for them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from casework.models import Matter, Person
from disputes import services
from disputes.models import Agreement
from security import clock

GIVEN = {
    "facts": "两家为通道吵了半年。",
    "justice_type": "neighbour",
    "party1_name": "演示张三",
    "party1_id_number": "11010519491231002X",
    "party2_name": "演示李四",
    "party2_phone": "13900002222",
}


ASKED = {"applicant_says": "satisfied", "respondent_says": "unasked"}


def page(response):
    return response.content.decode()


def post_new(client, **given):
    return client.post(reverse("disputes:new"), {**GIVEN, **given})


def test_a_dispute_needs_what_happened_its_type_and_two_names(inside, town, body):
    response = post_new(inside)
    dispute = Matter.objects.get()
    assert (response.status_code, response.url) == (302, f"/disputes/{dispute.number}/")
    assert (dispute.area, dispute.unit, dispute.title) == (town, body.unit, "邻里纠纷：两家为通道吵了半年")
    own = dispute.own
    assert (own.heads, own.scale, own.source, own.risk) == (2, "01", "applied", "none")
    assert [one.party.side for one in dispute.people.all()] == ["applicant", "respondent"]


def test_the_second_press_finds_the_first_dispute(inside):
    key = str(uuid4())
    assert post_new(inside, submission=key).url == post_new(inside, submission=key).url
    assert Matter.objects.count() == 1


LATER = f"{timezone.now() + timedelta(days=2):%Y-%m-%dT%H:%M}"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"facts": ""}, "写一写纠纷是怎么回事，几句话就行"),
        ({"facts": "长" * 3000}, "写了 3000 个字，最多 2000 个字"),
        ({"justice_type": ""}, "选一类纠纷"),
        ({"justice_type": "evil"}, "没有这一类，重新选一个"),
        ({"party2_name": "", "party2_phone": ""}, "双方都要写上姓名或单位名称"),
        ({"party2_id_number": "11010519491231002x"}, "和当事人 1 的证件号码一样"),
        ({"party1_id_number": "110105194912310021"}, "最后一位和前面的对不上"),
        ({"party1_nature": "legal"}, "统一社会信用代码的最后一位和前面的对不上"),
        ({"party2_phone": "1390000222"}, "手机号应是 11 位，现在是 10 位"),
        ({"party2_side": "applicant"}, "双方都要有"),
        ({"party3_phone": "13900003333"}, "写上这一位的姓名，或者都不填"),
        ({"risk": "acute"}, "先报告公安机关，再写上报告的时间"),
        ({"risk": "acute", "police_at": LATER}, "这个时间还没到"),
        ({"police_at": "昨天"}, "时间像 2026-04-15 09:30 这样写"),
        ({"amount": "-1"}, "金额不能是负数"),
        ({"amount": "很多"}, "金额写数字"),
        ({"heads": "1"}, "纠纷至少涉及 2 人"),
        ({"heads": "2", "party3_name": "演示王五"}, "当事人已经写了 3 个"),
        ({"area": "110101"}, "这个地方不归您管"),
        ({"grown_from": "202501-999999"}, "没有找到由来的那件事"),
    ],
)
def test_bad_input_is_told_in_words_keeps_what_was_typed_and_writes_nothing(inside, given, words):
    response = post_new(inside, request="让出通道", **given)
    assert response.status_code == 400
    assert words in page(response)
    assert "让出通道" in page(response)
    assert not Matter.objects.exists()
    assert not Person.objects.exists()


def test_a_body_is_a_party_by_its_own_number(inside):
    post_new(inside, party2_nature="legal", party2_id_number="91350100M000100Y43")
    assert [one.party.nature for one in Matter.objects.get().people.all()] == ["natural", "legal"]


def test_words_that_give_somebody_away_are_asked_about_first(inside):
    response = post_new(inside, facts="张三的电话 13900001111")
    assert (response.status_code, Matter.objects.count()) == (200, 0)
    assert post_new(inside, facts="张三的电话 13900001111", as_written="1").status_code == 302


def test_who_has_no_part_in_it_registers_none(client, handler, stranger):
    for user in (handler, stranger):
        client.force_login(user)
        assert post_new(client).url == reverse("disputes:list")
    assert not Matter.objects.exists()


def test_what_grows_from_a_case_has_its_code(inside, register):
    case = register()
    post_new(inside, grown_from=case.number)
    grown = Matter.objects.exclude(pk=case.pk).get()
    assert grown.chain == case.chain


def test_the_page_shows_the_file_and_no_name_in_full(inside, line):
    dispute = line.to("sign")
    shown = page(inside.get(dispute.get_absolute_url()))
    assert "必备的都有了" in shown
    assert "演**三" in shown
    assert "张三" not in shown
    assert "（叁仟元整）" in shown
    assert "签字生效" in shown


def test_the_page_says_what_the_file_lacks(inside, line):
    shown = page(inside.get(line.to("meet").get_absolute_url()))
    assert "必备的都有了" in shown
    type(line.to("meet").own).objects.update(identified=False)
    assert "必备的还缺 1 样" in page(inside.get(Matter.objects.latest("pk").get_absolute_url()))


def test_md_30_the_last_day_for_confirmation_stands_on_the_page(inside, line):
    dispute = line.to("take_effect")
    until = dispute.deadlines.get(limit="dispute.confirm").legal_on
    assert f"{until:%Y-%m-%d} 以前（协议生效之日起 30 日内）" in page(inside.get(dispute.get_absolute_url()))


def test_md_33_what_no_court_confirms_is_said(inside, line):
    dispute = line.to("take_effect", justice_type="marriage")
    assert "法院不受理司法确认" in page(inside.get(dispute.get_absolute_url()))


@pytest.mark.parametrize("step", ["accept", "meet", "agree", "take_effect", "file"])
def test_every_page_of_a_dispute_answers(inside, line, step):
    dispute = line.to(step)
    for move in [*dispute.flow.open_to(line.by, dispute)]:
        response = inside.get(reverse(f"disputes:{move.name}", args=[dispute.number]))
        assert response.status_code == 200, move.name
    assert inside.get(reverse("disputes:print", args=[dispute.number])).status_code == 200


def move(client, dispute, name, **given):
    return client.post(reverse(f"disputes:{name}", args=[dispute.number]), given)


def test_a_dispute_is_mediated_by_its_pages(inside, register, chair):
    dispute, today = register(), f"{clock.today()}"
    days = {"parties_signed_on": today, "mediator_signed_on": today, "sealed_on": today}
    steps = [
        ("accept", {"mediator": chair.pk, "selection": "chosen", "declared": "on"}),
        ("notify", {"told": "on", "identified": "on"}),
        ("meet", {"held_at": f"{timezone.localtime():%Y-%m-%dT%H:%M}", "place": "村委会", "notes": "谈了。"}),
        (
            "agree",
            {
                "form": "written",
                "reached_on": today,
                "facts": "通道",
                "duties": "李四",
                "content": "让出",
                "item1_text": "付补偿",
                "item1_amount": "300",
                "item1_due_on": today,
            },
        ),
        ("sign", days),
        ("take_effect", {}),
    ]
    for name, given in steps:
        response = move(inside, dispute, name, **given)
        assert response.status_code == 302, (name, page(response))
    item = Agreement.objects.get().items.get()
    after = [
        ("pay", {"item": item.pk, "amount": "300", "on": today}),
        ("perform", {}),
        ("visit", {"visited_on": today, "performance": "whole", "notes": "都好", **ASKED}),
        ("file", {}),
    ]
    for name, given in after:
        assert move(inside, dispute, name, **given).status_code == 302, name
    assert Matter.objects.get().status == "filed"


PICKED = {
    "form": "written",
    "facts": "通道",
    "duties": "李四",
    "item1_text": "李四付给张三补偿",
    "item1_manner": "transfer",
    "item1_amount": "1005.2",
}


def test_m3_clauses_are_made_of_what_was_picked(inside, line):
    dispute, today = line.to("meet"), clock.today()
    days = {"reached_on": f"{today}", "item1_due_on": f"{today}"}
    assert move(inside, dispute, "agree", **PICKED, **days).status_code == 302
    day = f"{today.year}年{today.month}月{today.day}日"
    assert Agreement.objects.get().content == (
        f"1. 李四付给张三补偿，于 {day} 以前履行，方式：银行转账付清，"
        "金额 1,005.20 元（大写：壹仟零伍元贰角）。"
    )


def folded(response):
    """Which items of the form are folded away."""
    parts = BeautifulSoup(page(response), "html.parser").select("main details.more-fields")
    return [part.summary.get_text(strip=True)[:6] for part in parts if not part.has_attr("open")]


def test_one_item_is_open_the_others_fold_out_and_stay_open_where_something_is_in_them(inside, line):
    dispute, others = line.to("meet"), [f"履行事项 {place}" for place in range(2, 7)]
    assert folded(inside.get(f"{dispute.get_absolute_url()}agree/")) == others
    answer = move(inside, dispute, "agree", **PICKED, item3_amount="5", item5_due_on="明天")
    assert folded(answer) == ["履行事项 2", "履行事项 4", "履行事项 6"]
    assert "写一写谁做什么" in page(answer)
    line.agree(dispute)
    services.unsign(Matter.objects.get(pk=dispute.pk), note="改了主意。", by=line.by)
    assert folded(inside.get(f"{dispute.get_absolute_url()}agree/")) == others[1:]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"item1_amount": ""}, "付钱的要写金额"),
        ({"facts": "欠 300 元（大写：叁仟元整）"}, "数字和大写对不上"),
        ({"item1_manner": "bitcoin"}, "履行事项 1：怎样履行"),
    ],
)
def test_m3_what_is_picked_wrongly_is_said_at_its_field(inside, line, changed, words):
    days = {"reached_on": f"{clock.today()}", "item1_due_on": f"{clock.today()}"}
    answer = move(inside, line.to("meet"), "agree", **PICKED | days | changed)
    assert words in page(answer)
    assert not Agreement.objects.exists()


@pytest.mark.parametrize(
    ("step", "name", "given", "words"),
    [
        ("register", "accept", {"selection": "chosen"}, "选一位调解员"),
        ("register", "accept", {"mediator": "999", "declared": "on"}, "这位调解员现在不能调解这件"),
        ("register", "decline", {"note": "不归这里"}, "选一个理由"),
        ("accept", "notify", {"told": "on"}, "卷宗里要有双方的身份证明"),
        ("accept", "replace", {"reason": "asked"}, "选一位调解员"),
        (
            "notify",
            "meet",
            {"place": "村委会", "notes": "谈", "held_at": "2020-01-01T09:00"},
            "以后，检查时间",
        ),
        ("notify", "meet", {"guests": "李四的叔叔"}, "请人参加要双方都同意"),
        ("meet", "fail", {"note": "谈不拢"}, "选一个原因"),
        ("meet", "agree", {"form": "oral", "reached_on": "2020-01-01"}, "第一次调解"),
        ("meet", "agree", {"item1_amount": "5"}, "写一写谁做什么，或者这一项都不填"),
        ("meet", "agree", {"item1_text": "付钱"}, "写上哪天以前履行"),
        ("meet", "agree", {"item1_text": "付钱", "item1_amount": "0"}, "金额要大于 0"),
        ("agree", "sign", {}, "至少写一个签字的日期"),
        ("agree", "sign", {"sealed_on": "2999-01-01"}, "签字的日期要在"),
        ("take_effect", "pay", {"amount": "5", "on": "2026-01-01"}, "选一项"),
        ("perform", "visit", {"performance": "part", "notes": "差一半"}, "点“未按期履行”"),
        ("perform", "visit", {"visited_on": "2020-01-01", "notes": "好"}, "回访的日期要在"),
        ("perform", "visit", {"performance": "whole", "notes": "好"}, "没有问到就选"),
    ],
)
def test_a_step_with_bad_input_says_how_to_mend_it(inside, line, step, name, given, words):
    dispute = line.register() if step == "register" else line.to(step)
    response = move(inside, dispute, name, **given)
    assert response.status_code == 200
    assert words in page(response)
    assert Matter.objects.get().version == dispute.version


def test_md_21_the_form_refuses_an_oral_agreement(inside, line):
    dispute = line.to("meet", justice_type="medical")
    assert "法律要求书面" in page(move(inside, dispute, "agree", form="oral"))


def test_what_is_missing_is_said_before_the_form(inside, line):
    dispute = line.to("take_effect")
    response = inside.get(reverse("disputes:perform", args=[dispute.number]), follow=True)
    assert "还有 2 项没有履行" in page(response)
