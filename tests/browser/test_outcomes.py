"""A unit is held to something and answers on a phone; the pages are kind on a phone and on a desk."""

import pytest

from accounts.models import Role
from areas.models import Area
from outcomes.models import Measure
from outcomes.services import awarding, honouring, scheming
from security import clock
from tests.browser.conftest import DESKTOP, PHONE, somebody
from tests.browser.test_petition_pages import wrong_with
from tests.factories import UnitFactory
from tests.outcomes.way import Way

pytestmark = pytest.mark.browser
LONG = {"width": 360, "height": 8000}  # nothing lies under a sticky bar, where axe takes it for hidden
WIDE = {"width": 1440, "height": 8000}
SAID = {"sort": "collective", "name": "", "responsible": False, "reasons": "化解欠薪纠纷。"}


@pytest.fixture
def way(people):
    """The office, the group and a bureau of the county, all able to sign in."""
    county = Area.objects.get(name="海盐县")
    bureau = UnitFactory(area=county, name="海盐县住建局")
    chief = somebody("zhujian", role=Role.MEMBER_UNIT, unit=bureau, leads=True)
    leader = somebody(
        "zuzhang", role=Role.LEADING_GROUP, unit=UnitFactory(area=county, name="海盐县领导小组")
    )
    office = people["mishu"].held[0].unit
    head = somebody("zhuren", role=Role.OFFICE, unit=office, leads=True)
    return Way(head, people["mishu"], leader, chief, chief, bureau)


@pytest.fixture
def shown(way):
    """Everything with something in it."""
    said = {"year": clock.today().year, "name": "任务补助", "basis": "测财〔2026〕1号", "scaled": True}
    scheme = scheming.draft(by=way.clerk, budget=900, finance=way.unit, **said)
    scheming.add_item(scheme, by=way.clerk, figure="cases.reported", reach="unit", rate=1, cap=None)
    scheming.add_units(scheme, by=way.clerk, units=[way.unit])
    draft = scheming.draft(by=way.clerk, budget=900, finance=way.unit, **said | {"name": "草稿"})
    scheme = scheming.adopt(scheme, by=way.colleague, document="测办〔2026〕2号")
    first = clock.today().replace(month=1, day=1)
    award = awarding.compute(scheme, by=way.clerk, begins_on=first, ends_on=first)
    for step, by in (("check", way.colleague), ("finance", way.chief), ("publish", way.clerk)):
        award = awarding.perform(award, step, by=by)
    roll = honouring.open_roll(by=way.colleague, title="平安先进", year=2026, basis="测办〔2026〕3号")
    honouring.nominate(roll, by=way.clerk, unit=way.unit, **SAID)
    honouring.publish(roll, by=way.colleague)
    return [one.get_absolute_url() for one in (way.to("lifted", "talk"), scheme, draft, award, roll)]


def test_a_measure_goes_its_way_by_those_whose_turn_it_is(sign_in, way):
    measure = way.propose("criticism")
    for username, moves in (
        ("zuzhang", ["同意"]),
        ("zhuren", ["签发"]),
        ("zhujian", ["报整改方案", "报整改报告"]),
        ("zhuren", ["检查验收"]),
        ("zuzhang", ["解除"]),
    ):
        page = sign_in(username, size=PHONE if username == "zhujian" else DESKTOP)
        for move in moves:
            page.goto(measure.get_absolute_url())
            page.get_by_role("link", name=move, exact=True).click()
            for box in page.get_by_role("textbox").all():
                box.fill("逐件查清，已经改好。")
            if move == "检查验收":
                page.locator("label", has_text="合格").first.click()
            page.get_by_role("button", name=move, exact=True).click()
            page.get_by_text(f"{move}：好了").wait_for()
    assert Measure.objects.get(pk=measure.pk).state == "lifted"
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").first.click()
    assert download.value.suggested_filename.endswith(".pdf")


@pytest.mark.parametrize("size", [LONG, WIDE])
def test_the_pages_are_kind(sign_in, way, shown, size):
    rooms = ["", "measures/", "schemes/", "honours/", "papers/"]
    paths = {
        "zhujian": [*(f"/outcomes/{room}" for room in rooms), shown[0], shown[3], shown[4]],
        "zhuren": [
            *(f"/outcomes/{room}" for room in [*rooms, "measures/new/", "schemes/new/", "summaries/"]),
            *shown,
            f"/outcomes/summaries/{way.unit.pk}/{clock.today().year}/",
        ],
    }
    wrong = {}
    for username, addresses in paths.items():
        page = sign_in(username, size=size, bypass_csp=True)
        for path in addresses:
            assert page.goto(path).status == 200, path
            if found := wrong_with(page):
                wrong[path] = found
    assert not wrong
