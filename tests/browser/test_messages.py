"""催办 with one tap, and the page of messages that a person decides about."""

from uuid import uuid4

import pytest

from accounts.models import Role
from casework.models import Message
from casework.services import add_person, tell_resident
from grids.services import accept, dispatch
from tests.browser.conftest import PASSWORD
from tests.browser.test_kindness import log
from tests.browser.test_privacy import SIZES, well
from tests.factories import AdministratorFactory, UserFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def taken(people):
    """A case whose reporter was told, in the hands of the unit's clerk."""
    case = log(people)
    add_person(case, by=people["wangge"], name="王小明", phone="13900001234")
    case = dispatch(case, to=people["chengban"].held[0].unit, by=people["fenpai"])
    return accept(case, by=people["chengban"])


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_one_tap_asks_and_the_page_says_from_when_again(sign_in, taken, size):
    page = sign_in("fenpai", size=size, bypass_csp=True)
    page.goto(taken.get_absolute_url())
    page.get_by_text("告诉群众：已安排").wait_for()
    well(page, "nudge")
    page.get_by_role("button", name="催办").click()
    page.get_by_text("已催办").wait_for()
    page.get_by_text("起可以再催").wait_for()
    well(page, "nudged")


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_the_administrator_decides_about_what_may_have_left(sign_in, people, taken, size):
    keeper = UserFactory(username="guanli", name="系统管理员")
    keeper.set_password(PASSWORD)
    keeper.save()
    AdministratorFactory(user=keeper, role=Role.SYSTEM_ADMIN)
    tell_resident(taken, "明天换灯泡。", event="progress", by=people["fenpai"])
    for message in Message.objects.all():
        Message.objects.filter(pk=message.pk).update(
            state="unknown",
            parcel=uuid4(),
            attempts=1,
            claimed_at=message.try_after,
            error="发送时中断，请人工核对是否已发出。",
        )
    stuck = Message.objects.count()
    page = sign_in("guanli", size=size, bypass_csp=True, home="**/admin/")
    page.goto("/messages/")
    page.get_by_text("反映事情的群众").first.wait_for()
    well(page, "outbox")
    page.get_by_role("button", name="已发出").first.click()
    page.get_by_text("记下了：已经发出").wait_for()
    assert Message.objects.stuck().count() == stuck - 1
