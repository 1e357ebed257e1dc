"""The pages of the pilot programme are kind on a phone and on a desk: axe, width, and text at 200 %."""

import pytest

from accounts.models import Role
from activities.books import BOOKS
from areas.models import Area
from pilot.services import letters
from progress.selectors import last_quarter
from tests.assessment.line import Assessing
from tests.browser.conftest import somebody
from tests.browser.test_petition_pages import LONG, WIDE, wrong_with
from tests.factories import UnitFactory
from tests.inputs.ledger import ledger_of
from tests.inputs.programme import forms_of, list_of, meeting_of, money_of, survey_of
from tests.pilot.tasks import Line
from tests.turn import in_turn

pytestmark = pytest.mark.browser
SIZES = in_turn([pytest.param(LONG, id="phone"), pytest.param(WIDE, id="desktop")], 2)


@pytest.fixture
def office(people):
    """The county's clerk, the head of the same office, the group's leader and a bureau's chief."""
    county = Area.objects.get(name="海盐县")
    unit = UnitFactory(area=county, name="海盐县住建局")
    return {
        "county": county,
        "bureau": unit,
        "clerk": people["mishu"],
        "head": somebody("zhuren", role=Role.OFFICE, unit=people["mishu"].held[0].unit, leads=True),
        "chief": somebody("zhujian", role=Role.MEMBER_UNIT, unit=unit, leads=True),
        "leader": somebody(
            "zuzhang", role=Role.LEADING_GROUP, unit=UnitFactory(area=county, name="海盐县领导小组")
        ),
    }


def checked(page, addresses):
    """What is wrong with each of these pages; each has to be there."""
    wrong = {}
    for path in addresses:
        assert page.goto(path).status == 200, path
        if found := wrong_with(page):
            wrong[path] = found
    return wrong


@pytest.mark.parametrize("size", SIZES)
def test_list_meetings_money_surveys_and_letters(sign_in, office, size):
    clerk, bureau = office["clerk"], office["bureau"]
    line = Line(clerk, office["head"], office["chief"], bureau)
    pressed = line.do(line.to("accept"), "supervise")
    letters.sign(pressed, by=office["head"])
    draft, met, survey = list_of(clerk, bureau), meeting_of(clerk, bureau), survey_of(clerk)
    fund = money_of(clerk, bureau).plan.fund
    rooms = ["group/", "meetings/", "meetings/new/", "funds/", "funds/new/", "surveys/", "surveys/new/"]
    page = sign_in("mishu", size=size, bypass_csp=True)
    wrong = checked(
        page,
        [
            *(f"/pilot/{room}" for room in [*rooms, "tasks/", "tasks/new/", "tasks/import/"]),
            f"/pilot/group/{draft.pk}/",
            *(one.get_absolute_url() for one in (met, survey, fund, pressed)),
            f"{met.get_absolute_url()}decisions/",
            f"/pilot/surveys/{survey.pk}/results/",
            f"/pilot/funds/{fund.pk}/plan/",
            f"{pressed.get_absolute_url()}letters/",
        ],
    )
    assert not wrong


@pytest.mark.parametrize("size", SIZES)
def test_every_book_of_the_ledger(sign_in, people, office, size):
    made = ledger_of(people["fenpai"], office["clerk"], Area.objects.get(name="中钱村"))
    page = sign_in("fenpai", size=size, bypass_csp=True)
    books = [f"/activities/{key}/{tail}" for key in BOOKS for tail in ("", "new/", f"{made[key].pk}/")]
    assert not checked(page, ["/activities/", "/activities/coverage/", *books])


@pytest.mark.parametrize("size", SIZES)
def test_forms_that_ask_for_data(sign_in, people, office, size):
    asked = forms_of(office["clerk"], people["chengban"])
    page = sign_in("mishu", size=size, bypass_csp=True)
    rooms = ["/admission/", "/admission/new/"]
    assert not checked(page, [*rooms, *(one.get_absolute_url() for one in asked.values())])
    filling = sign_in("chengban", size=size, bypass_csp=True)
    unit = people["chengban"].held[0].unit_id
    assert not checked(filling, ["/admission/", f"/admission/{asked['admitted'].pk}/fill/{unit}/"])


@pytest.mark.parametrize("size", SIZES)
def test_the_assessment(sign_in, office, size):
    town = Area.objects.get(name="沈荡镇")
    east = UnitFactory(area=town, name="桥东镇综治中心")
    west = UnitFactory(area=town, name="桥西镇综治中心")
    line = Assessing(
        office["county"], town, office["head"], office["clerk"], office["leader"], last_quarter()
    )
    run = line.with_towns(east, west).noticed()
    drafted = line.draft(name="第二版")
    page = sign_in("mishu", size=size, bypass_csp=True)
    home = f"/assess/{run.quarter}/"
    rooms = ["/assess/", "/assess/schemes/", "/assess/schemes/new/", f"/assess/schemes/{drafted.pk}/"]
    of_run = [home, f"{home}questions/", f"{home}{east.pk}/", f"/assess/scores/{line.score(east, '1.1').pk}/"]
    assert not checked(page, [*rooms, *of_run])
