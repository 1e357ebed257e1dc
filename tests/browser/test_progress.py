"""A member unit's quarter on a phone (U1-U4): most stands filled, few fields are typed, one press signs."""

import time

import pytest

from accounts.models import Role
from areas.models import Area
from pilot.services import listing
from progress import services
from progress.models import Return
from progress.selectors import last_quarter
from tests.browser.conftest import PHONE, somebody
from tests.browser.test_petition_pages import wrong_with
from tests.factories import UnitFactory
from tests.pilot.conftest import ADOPTED, fill
from tests.progress.line import Reporting, asked

pytestmark = pytest.mark.browser
LONG = {"width": 360, "height": 8000}  # nothing lies under a sticky bar, where axe takes it for hidden
MOST_TYPED = 15
MOST_SECONDS = 60  # of the script; somebody who reads takes ten minutes at most (U2)


@pytest.fixture
def line(people):
    """A bureau that reported the quarter before, and has the last one to report."""
    county = Area.objects.get(name="海盐县")
    bureau = UnitFactory(area=county, name="海盐县住建局")
    chief = somebody("zhujian", role=Role.MEMBER_UNIT, unit=bureau, leads=True)
    group = UnitFactory(area=county, name="海盐县领导小组")
    leader = somebody("zuzhang", role=Role.LEADING_GROUP, unit=group)
    day = ADOPTED["dated_on"].replace(year=2020)
    draft = fill(listing.draft(by=people["mishu"]), people["mishu"], bureau)
    listing.adopt(draft, by=leader, **ADOPTED | {"dated_on": day, "valid_from": day})
    asked(people["mishu"])
    quarter = last_quarter()
    for one in (quarter.later(-1), quarter):
        services.open_quarter(one, county.pk)
    made = Reporting(people["mishu"], None, chief, chief, bureau, quarter.later(-1))
    made.to("submitted")
    made.quarter = quarter
    return made


def test_a_quarter_is_reported_in_a_few_fields(sign_in, line):
    page = sign_in("zhujian", size=PHONE)
    began, typed = time.monotonic(), 0
    page.goto(line.sheet.get_absolute_url())
    page.get_by_role("button", name="开始填报").click()
    page.get_by_text("预填").first.wait_for()
    assert line.sheet.prefilled >= 0.7 * line.sheet.total
    for row in line.sheet.rows.all():
        card = page.get_by_role("region", name=row.label)
        if row.label == "投入资金":
            card.get_by_label("本季度（万元）").fill("12万元")
            typed += 1
        else:
            words = "对的" if row.sort == "figure" else "本季度无变化"
            card.locator("label.chip", has_text=words).click()
    page.get_by_role("button", name="存好并签报").click()
    page.get_by_text("待审核").first.wait_for()
    assert (typed <= MOST_TYPED, time.monotonic() - began < MOST_SECONDS) == (True, True)
    assert line.sheet.state == "submitted"
    assert line.row("投入资金").value == "12"


def test_the_pages_are_kind_on_a_phone(sign_in, line):
    sheet = line.to("draft").get_absolute_url()
    quarter = f"/progress/{line.quarter}/"
    before = Return.objects.get(quarter=str(line.quarter.later(-1))).get_absolute_url()
    paths = {
        "zhujian": ["/progress/", "/progress/items/", sheet],
        "mishu": ["/progress/", "/progress/items/new/", quarter, before],
    }
    wrong = {}
    for username, addresses in paths.items():
        page = sign_in(username, size=LONG, bypass_csp=True)
        for path in addresses:
            assert page.goto(path).status == 200, path
            if found := wrong_with(page):
                wrong[path] = found
    assert not wrong
