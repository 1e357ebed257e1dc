"""Seven mediations as villages and townships have them, each pressed through to its end in a browser.

What happens in them is the everyday of mediation; the people, the places and the words are invented.
"""

import pytest

from casework.models import Matter
from disputes.court import NEEDED, Material
from disputes.models import Agreement, Confirmation, Item
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.mediating import IDENTIFIED, TOLD, UNTIED, Desk, day
from tests.browser.test_kindness import finish, tab_to

pytestmark = pytest.mark.browser
EACH_TOLD = "每一位当事人都告诉了：去哪里、最晚哪天、带什么"
APPLICANT, RESPONDENT = "申请人", "被申请人"
PEOPLE = {
    "lane": (("演示巷东", APPLICANT), ("演示巷西", RESPONDENT)),
    "path": (("演示坡上", APPLICANT), ("演示坡下", RESPONDENT)),
    "shed": (("演示菜园甲", APPLICANT), ("演示菜园乙", RESPONDENT)),
    "ditch": (("演示上沟", APPLICANT), ("演示下沟", RESPONDENT)),
    "terrace": (("演示茶户", APPLICANT), ("演示挖土户", RESPONDENT)),
    "walls": (("演示左邻", APPLICANT), ("演示建房户", RESPONDENT), ("演示右邻", APPLICANT)),
    "stones": (("演示骑车人", APPLICANT), ("演示摆石人", RESPONDENT)),
}


@pytest.fixture
def desk(sign_in, mediators):
    """Opens the window of this mediator."""
    return lambda username="zhentiao", size=DESKTOP: Desk(sign_in(username, size=size))


def ended(status="filed"):
    """The one dispute, with its steps in the order in which they were made."""
    dispute = Matter.objects.get()
    assert dispute.status == status
    return dispute, [event.move for event in dispute.events.order_by("pk")]


def test_what_the_village_cannot_settle_goes_up_and_both_stop(desk):
    village = desk("cuntiao")
    village.register("一家在窄巷里堆柴，另一家就往巷里泼水。", "邻里", *PEOPLE["lane"])
    village.begin("谈了一个晚上，谁也不肯先让。")
    village.step("报上一级", {"原因": "谈了几回都谈不拢，请镇里接着调。"}, to="**/todo/")
    town = desk()
    town.take_up("一家在窄巷里堆柴")
    town.begin("镇里、村里一起到巷口看过，双方都松了口。")
    stop = ("停止或不再做", "", 0)
    town.agree("两家都有责任。", ("西家不再往巷里排水", *stop), ("东家不再在巷里堆东西", *stop))
    town.sign()
    for _ in range(2):
        town.step("记履行")
    town.put_away("两家都说巷子通了，没有再吵。")
    dispute, moves = ended()
    assert dispute.unit.name == "沈荡镇人民调解委员会"
    assert moves.count("accept") == 2
    assert "escalate" in moves


def test_what_was_promised_and_taken_back_is_mediated_anew(desk):
    town = desk()
    police = {"来源": "公安机关委托移送"}
    town.register("一家在小路上砌了墙，另一家堵了他家的水沟。", "邻里", *PEOPLE["path"], more=police)
    town.begin("派出所送来，双方口头答应各自拆掉。")
    town.step("终止调解", {"为什么没有调成": "无法达成一致", "说明": "过了几天反悔，又把路堵上了。"})
    town.step("告知其他途径", {EACH_TOLD: True, "怎么告诉的": "当面说的。"})
    town.step("立卷")
    dispatcher = desk("fenpai")
    dispatcher.home = town.home
    dispatcher.page.goto(town.home)
    dispatcher.step("重新调解", {"原因": "双方又都愿意谈了。"})
    town.page.reload()
    town.begin("把上一次没有写下来的，一条一条写清楚。")
    mend, paid = ("双方各自恢复路和水沟", "做工或修复", "", 0), ("砌墙一方赔砖和水管", "现金付清", "200", 1)
    town.agree("砌墙的一方责任大些。", mend, paid)
    town.sign()
    town.step("记履行")
    town.step("记履行", {"这次付了多少（元）": "200"})
    town.put_away("路走得通，水也流得走。")
    _, moves = ended()
    assert [name for name in moves if name in {"fail", "reopen", "take_effect", "file"}] == [
        *("fail", "file", "reopen", "take_effect", "file")
    ]
    assert Item.objects.get(amount=200).paid == 200


def test_who_was_hurt_is_paid_and_what_disturbed_is_gone_within_the_week(desk):
    town = desk()
    town.register("菜地边搭了茅房，邻居嫌脏，推搡中有人受了伤。", "邻里", *PEOPLE["shed"])
    town.step("报告公安", {"激化风险": "可能激化", "报告公安的时间": f"{day()}T00:00"})
    town.step("受理", {UNTIED: True})
    town.step("权利义务告知", {TOLD: True, IDENTIFIED: True})
    guests = {"还请了谁": "派出所民警、村干部、法律顾问", "请的人双方都同意": True}
    town.step("记一次调解", {"笔录": "看了医院的单据，说好数目。", **guests})
    pay = ("乙方赔甲方医疗费", "银行转账付清", "9000", 0)
    town.agree("先动手的一方责任大。", pay, ("乙方拆掉茅房", "做工或修复", "", 7))
    town.says("9,000.00", "玖仟元整")
    town.sign()
    town.step("记履行", {"这次付了多少（元）": "9000"})
    town.step("记履行")
    town.put_away("伤好了，茅房拆了，写了谅解书。")
    ended()
    assert [item.paid for item in Item.objects.order_by("pk")] == [9000, 0]


def test_a_village_mediator_settles_it_by_word_on_a_phone(desk):
    """The notes go into a plain text area, as a phone's voice key writes into it, and outlive a reload."""
    village = desk("cuntiao", PHONE)
    village.register("上沟一家改了水沟，下雨水就进下沟一家的院子。", "邻里", *PEOPLE["ditch"])
    village.step("受理", {UNTIED: True})
    village.step("权利义务告知", {TOLD: True, IDENTIFIED: True})
    village.open("记一次调解")
    notes = village.page.get_by_label("笔录", exact=True)
    assert notes.evaluate("e => [e.tagName, e.readOnly, e.inputMode, e.autocomplete]") == [
        *("TEXTAREA", False, "", "")
    ]
    notes.click()
    said = "在沟边看了。上沟愿意把水引到东边去，先赔个不是。"
    village.page.keyboard.insert_text(said)
    village.page.get_by_text("已自动保存").wait_for()
    village.page.reload()
    assert village.page.get_by_label("笔录", exact=True).input_value() == said
    village.press("记一次调解")
    village.page.wait_for_url(village.home)
    mend, sorry = ("上沟改水沟，引到东边", "做工或修复", "", 3), ("上沟当面赔不是", "当面赔礼道歉", "", 0)
    village.agree("上沟一家有责任。", mend, sorry, form="口头协议")
    village.step("签字生效")
    for _ in range(2):
        village.step("记履行")
    village.put_away("下过一场雨，院子是干的。")
    ended()
    assert Agreement.objects.get().form == "oral"
    assert Matter.objects.get().sessions.get().notes == said


def test_what_a_court_sent_is_confirmed_by_it_and_reported_back(desk):
    town = desk()
    court = "演示县人民法院"
    facts = "一家挖坡取土，上面的茶地塌了；另一家搬石头堵了他的路。"
    town.register(facts, "邻里", *PEOPLE["terrace"], more={"来源": "法院委托移送"})
    town.step("记委托移送", {"哪个单位委托的": court, "哪天以前回报": day(20)})
    town.begin("法官、司法所的人都来了，先到坡上看。")
    town.agree("各有一半责任。", ("茶户当天搬走石头", "做工或修复", "", 0))
    town.sign()
    brought = tuple(Material(code).label for code in Material if code in NEEDED)
    asked = {"哪个法院": court, "带了什么": brought, "双方当事人一起申请": True}
    town.step("申请司法确认", asked)
    town.step("记法院答复", {"法院受理了吗": "受理了"})
    town.step("记法院裁定", {"结果": "裁定有效", "文号": "（演示）民特1号"})
    town.says("对方不履行的，可以直接申请法院强制执行。")
    town.step("记履行")
    town.step("回报委托单位", {"怎么回报的": "把协议和裁定送给了法官。"})
    town.put_away("石头搬了，坡脚砌好了。")
    ended()
    assert Confirmation.objects.get().result == "valid"


def test_three_households_sign_the_second_draft(desk):
    town = desk()
    facts = "中间一家拆旧房盖新房，左右两家的墙裂了。"
    town.register(facts, "损害赔偿", *PEOPLE["walls"], more={"涉及金额（元）": "40000"})
    town.begin("三家和社区的人一起看了裂缝。")
    kept = ("建房户交维修保证金，由社区保管", "银行转账付清", "30000", 5)
    town.agree("建房的一方负责修好。", kept)
    town.says("30,000.00", "叁万元整")
    town.step("没有签成", {"原因": "左右两家要先补一笔，另写一条。"})
    town.step("记一次调解", {"笔录": "说好在保证金以外再补一笔。"})
    town.agree("建房的一方负责修好。", kept, ("建房户一次补偿左右两家", "现金付清", "10000", 5))
    town.sign()
    town.says("一式 4 份")
    town.step("记履行", {"这次付了多少（元）": "30000"})
    town.step("记履行", {"这次付了多少（元）": "10000"})
    town.put_away("保证金在社区，墙补好了。")
    dispute, _ = ended()
    assert dispute.people.filter(part="party").count() == 3
    assert Item.objects.count() == 2


def test_what_was_seen_on_the_net_is_settled_without_a_mouse(desk):
    page = desk().page
    page.goto("/disputes/")
    follow(page, "登记纠纷")
    write(page, "纠纷事实", "网上看到有人在村口摆石头，三轮车过不去。")
    choose(page, "纠纷类型", "邻里")
    for name, _ in PEOPLE["stones"]:
        write(page, "姓名或单位名称", name)
    tab_to(page, "更多")
    page.keyboard.press("Enter")
    choose(page, "来源", "主动调解")
    finish(page, "登记")
    page.home = page.url
    by_keys(page, "受理", tick(UNTIED))
    by_keys(page, "权利义务告知", tick(TOLD), tick(IDENTIFIED))
    by_keys(page, "记一次调解", said("笔录", "摆石头的人认了错。"))
    by_keys(page, "达成协议", oral, said("各方责任", "摆石头的一方有责任。"), item)
    by_keys(page, "签字生效")
    by_keys(page, "记履行")
    by_keys(page, "已履行")
    asked = (tick("已履行"), tick("满意"), tick("满意"), said("回访记录", "路通了。"))
    by_keys(page, "回访", *asked)
    by_keys(page, "立卷")
    dispute, _ = ended()
    assert (dispute.own.source, dispute.agreement.form) == ("initiative", "oral")


def follow(page, name):
    """A link, by its key."""
    before = page.url
    tab_to(page, name)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != before)


def by_keys(page, label, *acts):
    """A step from the dispute's page and back, by keys alone."""
    if label not in page.locator(".actions > a").all_inner_texts():
        tab_to(page, "更多办法")
        page.keyboard.press("Enter")
    follow(page, label)
    for act in acts:
        act(page)
    finish(page, label)
    assert page.url == page.home


def write(page, question, words):
    tab_to(page, question)
    page.keyboard.type(words)


def said(question, words):
    return lambda page: write(page, question, words)


def tick(name):
    """A box, or one of a few."""

    def press(page):
        tab_to(page, name)
        page.keyboard.press("Space")

    return press


def choose(page, question, wanted):
    tab_to(page, question)
    while page.evaluate("document.activeElement.selectedOptions[0].text") != wanted:
        page.keyboard.press("ArrowDown")


def oral(page):
    tab_to(page, "书面调解协议书")
    page.keyboard.press("ArrowRight")


def item(page):
    """What is owed, how, and by today."""
    write(page, "履行事项 1", "摆石头的一方搬走石头，当面认错")
    choose(page, "履行事项 1：怎样履行", "当面赔礼道歉")
    tab_to(page, "履行事项 1：哪天以前")
    year, month, date = day().split("-")
    page.keyboard.type(f"{month}{date}{year}")
    if page.evaluate("document.activeElement.value") != day():  # a browser that puts the year first
        for key in ("Backspace", "ArrowLeft", "Backspace", "ArrowLeft", "Backspace"):
            page.keyboard.press(key)
        page.keyboard.type(year)
        page.keyboard.press("ArrowRight")
        page.keyboard.type(f"{month}{date}")
    assert page.evaluate("document.activeElement.value") == day()
