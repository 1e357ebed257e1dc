"""A risk assessment on phones: refused at high, adjusted, and after its measures it goes ahead."""

import pytest

from accounts.models import Role
from areas.models import Area
from casework.models import Matter
from stability import services
from tests.browser.conftest import PHONE, somebody
from tests.browser.test_petition_pages import wrong_with
from tests.factories import UnitFactory
from tests.stability.conftest import Line

pytestmark = pytest.mark.browser
LONG = {"width": 360, "height": 4000}  # nothing lies under a sticky bar, where axe takes it for hidden


@pytest.fixture
def line(people):
    """The office, a bureau that undertakes the decision, and whoever decides."""
    county = Area.objects.get(name="海盐县")
    bureau = UnitFactory(area=county, name="海盐县自然资源局")
    made = {
        "office": people["mishu"],
        "official": somebody("zirao", role=Role.MEMBER_UNIT, unit=bureau),
        "head": somebody("zirzhang", role=Role.MEMBER_UNIT, unit=bureau, leads=True),
        "leader": somebody(
            "zuzhang", role=Role.LEADING_GROUP, unit=UnitFactory(area=county, name="海盐县领导小组")
        ),
    }
    return Line(county, [Area.objects.get(name="中钱村")], bureau, made)


def opened(page, matter, label):
    """The form of this move, by the button or the drawer on the matter's page."""
    page.goto(matter.get_absolute_url())
    more = page.get_by_text("更多办法")
    link = page.get_by_role("link", name=label, exact=True)
    if not link.first.is_visible() and more.count():
        page.locator(".actions summary").click()
    link.first.click()
    page.get_by_role("heading", name=label).wait_for()


def fill(page, answers):
    """Write into fields, or choose the chip that begins with these words."""
    for question, said in answers.items():
        group = page.get_by_role("group", name=question)
        if group.count():
            group.locator("label", has_text=said).first.click()
        else:
            page.get_by_label(question).first.fill(said)


def decided(page, line, matter, decision):
    """Choose this decision and press the button."""
    opened(page, matter, "决策")
    on = f"{matter.own.filed_on}"
    fill(page, {"决策文号": "县政府〔2026〕9号", "哪天决策的": on, "理由": "按评估结论。"})
    page.get_by_role("group", name="决策").get_by_text(decision, exact=True).click()
    page.locator("main form button.main").click()


def test_refused_at_high_it_is_adjusted_and_after_measures_it_goes(sign_in, line):
    high = line.to("file", level="high")
    leader = sign_in("zuzhang", size=PHONE)
    decided(leader, line, high, "实施")
    leader.get_by_text("高风险：不实施").first.wait_for()
    assert leader.get_by_label("决策文号").input_value() == "县政府〔2026〕9号"
    assert line.fresh(high).status == "filed"

    official = sign_in("zirao", size=PHONE)
    opened(official, high, "调整方案")
    official.locator("textarea").first.fill("补偿提高一成，分两期征。")
    official.locator("main form button.main").click()
    official.get_by_text("第 2 轮").wait_for()
    assert "第 1 轮：高风险" in official.locator("main").inner_text()

    again = line.to("file", level="medium", before=line.fresh(high))
    decided(leader, line, again, "实施")
    leader.get_by_text("中风险的暂缓实施").first.wait_for()

    head = sign_in("zirzhang", size=PHONE)
    opened(head, again, "措施后再评估")
    fill(head, {"措施以后的等级": "低风险", "再评估的意见": "措施定了责任单位和期限，余下的少。"})
    head.locator("main form button.main").click()
    head.get_by_text("措施后再评估：低风险").wait_for()

    decided(leader, line, again, "实施")
    leader.get_by_text("已决策").first.wait_for()
    assert (line.fresh(high).status, line.fresh(high).own.decision) == ("decided", "go")
    assert [one.level for one in Matter.objects.get(pk=high.pk).gradings.all()] == ["high", "medium"]


def test_the_pages_are_kind_on_a_phone(sign_in, line):
    states = {name: line.to(name) for name in ("plan", "identify", "analyse", "file", "check_up")}
    states["new"] = line.register()
    tracked = services.account(
        states["check_up"],
        unit=line.unit,
        fault="formal",
        facts="走形式。",
        document="县〔2026〕1号",
        on=line.day(1),
        by=line.people["office"],
    )
    home = {name: one.get_absolute_url() for name, one in states.items()}
    year = tracked.own.year
    paths = {
        "mishu": ["/stability/", "/stability/new/", f"/stability/catalogue/{year}/", home["check_up"]],
        "zirao": [
            f"{home['new']}plan/",
            f"{home['plan']}consult/",
            *(
                f"{home['identify']}{name}/"
                for name in ("hear", "ask_expert", "examine", "identify", "prevent")
            ),
            f"{home['analyse']}set_level/",
            f"{home['file']}papers/",
            f"{home['check_up']}signals/",
            f"{home['check_up']}print/",
        ],
        "zuzhang": [f"{home['file']}decide/"],
    }
    wrong = {}
    for username, addresses in paths.items():
        page = sign_in(username, size=LONG, bypass_csp=True)
        for path in addresses:
            assert page.goto(path).status == 200, path
            if found := wrong_with(page):
                wrong[path] = found
    assert not wrong
