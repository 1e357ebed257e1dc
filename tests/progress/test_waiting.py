"""What waits on the to-do list; what of a return that was sent back is the unit's alone; when tasks stand."""

import pytest

from casework.errands import errands
from progress import services
from progress.models import Return, Row
from progress.services import Said
from security import clock
from security.context import acting
from tests.factories import TaskFactory

pytestmark = pytest.mark.django_db


def waiting(user):
    fresh = type(user).objects.get(pk=user.pk)
    return [(one.what, one.label) for one in errands(fresh, clock.now()) if "季度报送" in one.what]


def test_a_return_waits_for_its_unit_and_then_for_the_office(line, clerk):
    asked = f"季度报送：{line.quarter.in_words}要报"
    assert waiting(line.member) == waiting(line.chief) == [(asked, "去填")]
    assert waiting(clerk) == []
    line.to("submitted")
    assert waiting(line.member) == []
    assert waiting(clerk) == [(f"季度报送：{line.sheet}等审核", "去审核")]
    line.do("send_back")
    assert waiting(line.chief) == [(f"季度报送：{line.quarter.in_words}退回修改", "去改")]
    assert waiting(clerk) == []


def test_what_was_missing_at_the_closing_is_not_asked_for_for_ever(line, clerk, county):
    Return.objects.filter(unit=line.unit).update(missing=True)
    assert waiting(line.chief) == []


def test_an_amendment_waits_for_the_office_until_it_is_confirmed(line, clerk):
    line.to("locked")
    amendment = services.amend(line.row("投入资金"), new="8", reason="算错", by=line.member)
    assert waiting(clerk) == [(f"季度报送：{line.sheet}提了更正", "去核对")]
    assert waiting(line.chief) == []
    services.confirm(amendment, by=clerk)
    assert waiting(clerk) == []


def test_lg_03_the_office_reads_nothing_of_what_is_being_mended(line, clerk):
    """By the queryset and by the database alike, until the unit signs again."""
    line.to("returned")
    noted = line.row("投入资金")
    services.answer(line.sheet, {noted.pk: Said("changed", "120000元")}, by=line.member)

    def seen(user):
        with acting(user.pk):
            rows = Row.objects.filter(sheet=line.sheet)
            assert set(rows) == set(rows.visible_to(user))
            return rows.filter(pk=noted.pk).exists(), rows.count()

    every = line.sheet.rows.count()
    assert seen(clerk) == (False, every - 1)
    assert seen(line.chief) == (True, every)
    services.submit(line.sheet, by=line.chief)
    assert seen(clerk) == (True, every)


def test_the_page_says_how_many_are_being_mended(line, clerk, client):
    line.to("returned")
    services.answer(line.sheet, {line.row("投入资金").pk: Said("changed", "987654")}, by=line.member)
    client.force_login(clerk)
    shown = client.get(line.sheet.get_absolute_url()).content.decode()
    assert "退回的 1 项单位正在改" in shown
    assert "987654" not in shown


def test_a_task_stands_and_is_told_differently_only_with_a_reason(line, clerk):
    """The proof is in the task itself, to which its row leads."""
    given = {"year": line.quarter.year, "due_on": line.quarter.start, "status": "under_way"}
    TaskFactory(lead=line.unit, unit=line.unit, area=line.unit.area, **given)
    sheet = line.to("draft")
    task = sheet.rows.filter(sort="task").first()
    wrong = services.answer(sheet, {task.pk: Said("changed", "办完了")}, by=line.member)
    assert "佐证交在任务里" in wrong[task.pk]
    assert services.answer(sheet, {task.pk: Said("changed", "办完了", "昨天刚办完")}, by=line.member) == {}
    fresh = Row.objects.get(pk=task.pk)
    assert (fresh.given, fresh.reason) == (task.given, "昨天刚办完")
