"""回访 (MD-27): due within thirty days and at each day of performance; what came back within ninety."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.models import User
from casework.errands import errands
from casework.exceptions import MoveDenied
from casework.models import Matter
from disputes import services
from disputes.models import Agreement, Dispute, Item, Visit
from disputes.returning import came_back, to_visit
from security import clock
from tests.disputes.conftest import PARTIES

SAID = {"applicant_says": "satisfied", "respondent_says": "dissatisfied"}


def due(days=0):
    return set(Matter.objects.filter(to_visit(clock.today() + timedelta(days=days))))


def days_ago(dispute, days):
    """As if its agreement had taken effect so long ago, and nothing were to be done for a year."""
    day = clock.today() - timedelta(days=days)
    Agreement.objects.filter(matter=dispute).update(reached_on=day, effective_on=day)
    Item.objects.filter(matter=dispute).update(due_on=clock.today() + timedelta(days=365))


def test_the_first_visit_is_due_before_thirty_days_are_over_md_27(line):
    dispute = line.to("take_effect")
    days_ago(dispute, 22)
    assert due() == set()
    assert due(1) == {dispute}
    services.follow_up(dispute, performance="none", visited_on=clock.today(), by=line.by, **SAID)
    assert due(8) == set()


def test_each_day_of_performance_asks_for_a_visit_until_it_is_made_or_done_md_27(line):
    dispute = line.to("take_effect")
    first, second = dispute.agreement.items.all()
    assert due(4) == set()
    assert due(5) == {dispute}
    services.pay(dispute, item=first, on=clock.today(), by=line.by)
    assert due(5) == set()
    assert due(9) == {dispute}
    Visit.objects.create(matter=dispute, visited_on=second.due_on, performance="none", by=line.by)
    assert due(10) == set()


def test_what_was_performed_waits_for_its_visit(line):
    dispute = line.to("perform")
    assert due() == {dispute}
    line.visit(Matter.objects.get(pk=dispute.pk))
    assert due() == set()


def test_the_list_and_the_to_do_say_how_many(line, client, mediator, seat, officer):
    dispute = line.to("perform")
    line.to("take_effect")
    client.force_login(mediator)
    page = client.get(reverse("disputes:list"), {"visit": "due"}).content.decode()
    assert ("<strong data-count>1</strong>" in page, dispute.number in page) == (True, True)
    (errand,) = errands(User.objects.get(pk=mediator.pk), clock.now())
    assert (errand.what, errand.url) == ("1 件协议要回访", "/disputes/?visit=due")
    assert errands(User.objects.get(pk=officer.pk), clock.now()) == []


def test_both_sides_are_asked_apart(line, inside):
    dispute = line.to("perform")
    url = f"{dispute.get_absolute_url()}visit/"
    given = {"version": dispute.version, "visited_on": clock.today(), "performance": "whole", "notes": "问了"}
    page = inside.post(url, given).content.decode()
    assert page.count("没有问到就选") == 4  # at the field and above, for each
    assert inside.post(url, {**given, **SAID}).status_code == 302
    visit = Visit.objects.get()
    assert (visit.applicant_says, visit.respondent_says, visit.satisfied) == (*SAID.values(), False)
    page = inside.get(dispute.get_absolute_url()).content.decode()
    assert "申请人满意，被申请人不满意" in "".join(page.split())


def test_what_was_not_kept_after_all_is_to_be_performed_once_more_m6(line):
    dispute = line.to("perform")
    with pytest.raises(MoveDenied, match="没有全部履行"):
        services.visit(dispute, performance="part", visited_on=clock.today(), by=line.by)
    money = Item.objects.get(matter=dispute, amount__gt=0)
    with pytest.raises(MoveDenied, match="付清了就不算"):
        services.default(dispute, item=money, paid=money.amount, note="?", by=line.by)
    dispute = services.default(dispute, item=money, paid=Decimal("500"), note="支票退回", by=line.by)
    money.refresh_from_db()
    assert (money.done_on, money.owed, dispute.own.performed_at) == (None, Decimal("2500"), None)
    again = services.urge(dispute, note="催了", by=line.by)
    with pytest.raises(MoveDenied, match="没有履行"):
        services.perform(again, by=line.by)
    services.pay(again, item=money, amount=Decimal("2500"), on=clock.today(), by=line.by)
    assert services.perform(Matter.objects.get(pk=again.pk), by=line.by).status == "performed"


@pytest.mark.parametrize(
    ("given", "words"),
    [({"paid": "500"}, "选了付钱的一项才写"), ({"item": "money", "paid": "3000"}, "付清了就不算没有履行")],
)
def test_a_wrong_default_is_told_in_words(line, inside, given, words):
    dispute = line.to("perform")
    money = Item.objects.get(matter=dispute, amount__gt=0)
    given = given | ({"item": money.pk} if "item" in given else {})
    url = f"{dispute.get_absolute_url()}default/"
    page = inside.post(url, {"version": dispute.version, "note": "没付", **given}).content.decode()
    assert words in page
    money.refresh_from_db()
    assert money.done_on


def test_the_same_two_within_ninety_days_came_back(register, mediator):
    first, second = register(), register(parties=tuple(reversed(PARTIES)))
    third = register(parties=(PARTIES[0], PARTIES[1] | {"phone": "13900003333"}))
    assert came_back(first, mediator) == [second.number]
    assert came_back(second, mediator) == [first.number]
    assert came_back(third, mediator) == []
    assert came_back(Matter.objects.get(pk=Dispute.objects.first().pk), mediator) == [second.number]


def test_after_ninety_days_nobody_came_back(line, mediator):
    old = line.register(at=clock.now() - timedelta(days=91))
    new = line.register()
    assert came_back(new, mediator) == came_back(old, mediator) == []


def test_what_came_back_out_of_sight_is_not_told(register, inside, officer):
    first, hidden = register(), register(minors=True)
    assert came_back(first, officer) == []
    page = inside.get(first.get_absolute_url()).content.decode()
    assert ("90 天内同样的当事人" in page, hidden.number in page) == (True, True)
    inside.force_login(officer)
    assert "90 天内同样的当事人" not in inside.get(first.get_absolute_url()).content.decode()
