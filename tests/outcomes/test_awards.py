"""以奖代补 (domain.md 5.6): schemes, what a period comes to, checks, publicity, vouchers."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, transaction

from casework.models import Matter
from outcomes.exceptions import OutcomesDenied
from outcomes.models import Allocation, Award, Objection, Scheme, SchemeItem, Voucher
from outcomes.services import awarding, scheming, showing
from outcomes.sheet import workbook
from security import clock
from tests.factories import CaseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(bureau, other_bureau, county):
    """Two cases of the one bureau, one of the other, reported yesterday."""
    at = clock.now() - timedelta(days=2)
    units = (bureau, bureau, other_bureau)
    return [CaseFactory(unit=unit, area=county, registered_at=at) for unit in units]


def test_a_scheme_is_adopted_by_another_and_stays_lg_04(scheme, clerk, colleague):
    with pytest.raises(OutcomesDenied, match="另一个人来定"):
        scheming.adopt(scheme, by=clerk, document="测办〔2026〕2号")
    done = scheming.adopt(scheme, by=colleague, document="测办〔2026〕2号")
    with pytest.raises(OutcomesDenied, match="不能改"):
        scheming.add_item(done, by=clerk, figure="cases.closed", reach="unit", rate=1, cap=None)
    for change in (
        lambda: Scheme.objects.filter(pk=done.pk).update(document="x"),
        lambda: SchemeItem.objects.create(scheme=done, figure="cases.closed", rate=1),
        lambda: done.items.all().delete(),
        lambda: done.units.all().delete(),
        lambda: Scheme.objects.filter(pk=done.pk).delete(),
    ):
        with pytest.raises(Exception, match=r"adopted_scheme|Cannot"), transaction.atomic():
            change()


def test_the_next_version_is_a_copy_with_a_budget_of_its_own(adopted, clerk):
    fresh = scheming.revise(adopted, by=clerk, budget=Decimal(5000))
    assert (fresh.version, fresh.budget, fresh.is_draft) == (2, 5000, True)
    assert (fresh.items.count(), fresh.units.count()) == (1, 2)


def test_a_figure_is_paid_for_once(scheme, clerk):
    with pytest.raises(ValidationError, match="不补两次"):
        scheming.add_item(scheme, by=clerk, figure="cases.reported", reach="unit", rate=1, cap=None)


def test_the_amount_is_that_of_the_rows_up_to_the_cap(rows, award, bureau, other_bureau):
    of = {one.unit: one for one in award.allocations.all()}
    line = of[bureau].lines.get()
    assert (line.count, line.amount, of[bureau].amount) == (2, 150, 150)
    assert of[other_bureau].amount == 100


def test_every_number_opens_exactly_its_rows(rows, award, client, clerk, bureau):
    client.force_login(clerk)
    line = award.allocations.get(unit=bureau).lines.get()
    page = client.get(line.link).content.decode()
    numbers = Matter.objects.filter(unit=bureau).values_list("number", flat=True)
    assert len(numbers) == line.count
    assert all(number in page for number in numbers)


@pytest.fixture
def poor(clerk, colleague, treasury, bureau, other_bureau):
    """A scheme with 200 yuan: less than its rows come to."""

    def adopt(*, scaled):
        said = {"year": clock.today().year, "name": "小方案", "basis": "测财〔2026〕1号", "finance": treasury}
        made = scheming.draft(by=clerk, budget=200, scaled=scaled, **said)
        scheming.add_item(made, by=clerk, figure="cases.reported", reach="unit", rate=100, cap=150)
        scheming.add_units(made, by=clerk, units=[bureau, other_bureau])
        return scheming.adopt(made, by=colleague, document="测办〔2026〕2号")

    return adopt


def test_the_budget_is_never_exceeded(rows, poor, clerk, period):
    done = poor(scaled=False)
    with pytest.raises(OutcomesDenied, match="超出 50"):
        awarding.compute(done, by=clerk, **period)
    assert not Award.objects.exists()


def test_above_the_budget_all_are_brought_down_alike(rows, poor, clerk, period):
    done = poor(scaled=True)
    made = awarding.compute(done, by=clerk, **period)
    assert sorted(made.allocations.values_list("amount", flat=True)) == [80, 120]


def test_the_database_holds_the_budget_too(rows, award, treasury):
    said = {"unit": treasury, "counted": 900, "amount": 900}
    with pytest.raises(IntegrityError, match="awards_stay_within_the_budget"), transaction.atomic():
        Allocation.objects.create(award=award, **said)


def test_no_day_is_paid_for_twice(award, adopted, clerk, period):
    with pytest.raises(OutcomesDenied, match="不补两次"):
        awarding.compute(adopted, by=clerk, **period)
    with pytest.raises(IntegrityError, match="awards_do_not_overlap"), transaction.atomic():
        Award.objects.create(scheme=adopted, made_by=clerk, **period)
    awarding.withdraw(award, by=clerk)
    assert awarding.compute(adopted, by=clerk, **period).state == "draft"


def test_a_period_has_to_be_over(adopted, clerk, period):
    with pytest.raises(OutcomesDenied, match="还没有过完"):
        awarding.compute(adopted, by=clerk, **period | {"ends_on": clock.today()})
    with pytest.raises(OutcomesDenied, match="早于"):
        awarding.compute(adopted, by=clerk, begins_on=period["ends_on"], ends_on=period["begins_on"])


@pytest.fixture
def shown(rows, award, colleague, treasurer, clerk):
    """Checked twice, and put up."""
    for step, by in (("check", colleague), ("finance", treasurer), ("publish", clerk)):
        award = awarding.perform(award, step, by=by)
    return award


def test_each_check_is_by_another_lg_04(award, clerk, colleague, treasurer):
    with pytest.raises(OutcomesDenied, match="另一个人"):
        awarding.perform(award, "check", by=clerk)
    awarding.perform(award, "check", by=colleague)
    with pytest.raises(OutcomesDenied, match="财政局"):
        awarding.perform(award, "finance", by=colleague)
    assert awarding.perform(award, "finance", by=treasurer).state == "financed"
    with pytest.raises(IntegrityError, match="award_is_checked_by_others"), transaction.atomic():
        Award.objects.update(financed_by=clerk)


def test_it_is_confirmed_when_its_days_are_over_and_nothing_is_open(shown, leader, member, colleague, clerk):
    said = Objection.objects.create(allocation=shown.allocations.first(), text="不对", by=member)
    with pytest.raises(OutcomesDenied, match="公示到"):
        awarding.perform(shown, "confirm", by=leader)
    with clock.as_of(clock.day_begins(shown.shown_until + timedelta(days=1))):
        with pytest.raises(OutcomesDenied, match="没有答复"):
            awarding.perform(shown, "confirm", by=leader)
        with pytest.raises(OutcomesDenied, match="不在公示期"):
            showing.object_to(shown.allocations.last(), by=member, text="晚了")
        showing.answer(said, by=colleague, upheld=False, words="查过，没有问题")
        assert awarding.perform(shown, "confirm", by=leader).state == "confirmed"


def test_an_upheld_objection_takes_the_line_away_and_is_answered_by_another_lg_04(shown, clerk, colleague):
    said = showing.object_to(shown.allocations.first(), by=clerk, text="重复")
    with pytest.raises(OutcomesDenied, match="不能自己答复"):
        showing.answer(said, by=clerk, upheld=True, words="是")
    showing.answer(said, by=colleague, upheld=True, words="是重复的")
    assert shown.allocations.filter(struck=True).count() == 1
    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        Objection.objects.filter(pk=said.pk).update(upheld=False)


def test_vouchers_never_come_to_more_than_the_allocation(shown, leader, clerk, bureau):
    line = shown.allocations.get(unit=bureau)
    given = {"on": clock.today(), "document": "凭1"}
    with pytest.raises(OutcomesDenied, match="还没有定下来"):
        awarding.note_voucher(line, by=clerk, amount=Decimal(1), **given)
    with clock.as_of(clock.day_begins(shown.shown_until + timedelta(days=1))):
        awarding.perform(shown, "confirm", by=leader)
    awarding.note_voucher(line, by=clerk, amount=Decimal(100), **given)
    with pytest.raises(OutcomesDenied, match="还能记 50"):
        awarding.note_voucher(line, by=clerk, amount=Decimal(51), **given)
    with pytest.raises(IntegrityError, match="vouchers_stay_within"), transaction.atomic():
        Voucher.objects.create(allocation=line, amount=51, by=clerk, **given)


def test_the_workbook_says_what_the_page_says(rows, award, clerk, bureau):
    book = openpyxl.load_workbook(BytesIO(workbook(award, clerk)))
    sums = {row[0]: row[2] for row in book["补助"].iter_rows(min_row=3, values_only=True)}
    assert sums[str(bureau)] == "150.00"
    assert book["明细"].cell(3, 4).value in ("1", "2")
