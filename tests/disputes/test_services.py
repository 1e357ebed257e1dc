"""A dispute's acts, one after the other, and what each refuses."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Role
from casework.exceptions import IllegalMove, MoveDenied, StaleMatter
from casework.models import Deadline, Matter, Notice, Person, Sealed
from disputes import services
from disputes.dictionaries import DisputeSource
from disputes.limits import MEDIATE
from disputes.models import Party, Recusal, Session
from security import clock
from tests.factories import BodyFactory, DutyFactory, MediatorFactory, UnitFactory, UserFactory


def running(dispute):
    return set(Deadline.objects.running().filter(matter=dispute).values_list("limit", flat=True))


def test_a_dispute_goes_the_whole_way(line):
    dispute = line.to("file")
    assert [event.move for event in dispute.events.all()] == [
        "register",
        *("accept", "notify", "meet", "agree", "sign", "take_effect", "pay", "pay", "perform", "visit"),
        "file",
    ]
    own = Matter.objects.get(pk=dispute.pk).own
    assert dispute.closed_at == own.filed_at
    assert dispute.agreement.effective_on == clock.today()
    assert not [paper for paper in own.papers if paper.required and not paper.there]
    assert not Deadline.objects.running().exists()


def test_the_parties_are_kept_sealed_and_shown_masked(register):
    dispute = register()
    people = list(dispute.people.all())
    assert [(one.part, one.masked_name, one.masked_phone) for one in people] == [
        ("party", "演**三", "139****1111"),
        ("party", "演**四", "139****2222"),
    ]
    assert [one.side for one in Party.objects.order_by("pk")] == ["applicant", "respondent"]
    assert "张三" not in str(Sealed.objects.values_list("phone_index", flat=True))
    assert "张三" not in dispute.title


def test_it_goes_to_the_nearest_committee(register, body, county_body, village):
    """MD-02, MD-40: the village's own where it has one, else the township's."""
    assert register().unit == body.unit
    near = BodyFactory(unit=UnitFactory(area=village, name="桥东村人民调解委员会"), sort="village")
    clerk = DutyFactory(role=Role.WINDOW, unit=UnitFactory(area=village)).user
    assert register(by=clerk).unit == body.unit  # in the village's nobody mediates yet
    MediatorFactory(body=near)
    assert register(by=clerk).unit == near.unit
    near.retired_on = clock.today()
    near.save()
    assert register(by=clerk).unit == body.unit


def test_the_mediators_hear_of_it_and_not_whoever_wrote_it_down(register, mediator, village):
    register()
    assert not Notice.objects.exists()
    clerk = DutyFactory(role=Role.WINDOW, unit=UnitFactory(area=village)).user
    register(by=clerk)
    assert Notice.objects.get().recipient == mediator


def test_the_same_submission_is_one_dispute(register):
    key = uuid4()
    assert register(submission=key) == register(submission=key)
    assert (Matter.objects.count(), Person.objects.count()) == (1, 2)


@pytest.mark.parametrize("sort", ["violence", "minors"])
def test_what_is_about_violence_or_minors_is_seen_by_who_has_it_in_hand(
    register, mediator, seat, sort, again
):
    other = seat()
    dispute = register(**{sort: True})
    assert (dispute.confidential, dispute.holder) == (True, mediator)
    assert Matter.objects.visible_to(again(mediator)).get() == dispute
    assert not Matter.objects.visible_to(again(other.user)).exists()


def test_what_others_write_down_in_confidence_is_in_the_hands_of_the_chair(register, mediator, village):
    clerk = DutyFactory(role=Role.WINDOW, unit=UnitFactory(area=village)).user
    assert register(by=clerk, violence=True).holder == mediator


def test_md_12_whoever_mediates_has_it_and_how_that_was_settled_is_kept(line, seat):
    other = seat()
    dispute = services.accept(line.register(), mediator=other, selection="appointed", by=line.by)
    assert (dispute.holder, dispute.own.mediator, dispute.own.selection) == (other.user, other, "appointed")
    assert Notice.objects.get(text__startswith="由您来调解").recipient == other.user


def test_md_04_nobody_mediates_who_is_not_in_office(line, seat):
    gone = seat(active_until=clock.today() - timedelta(days=1))
    to_come = seat(active_from=clock.today() + timedelta(days=1))
    for one in (gone, to_come):
        with pytest.raises(MoveDenied, match="现在不在这个调委会任职"):
            services.accept(line.register(), mediator=one, selection="chosen", by=line.by)


def test_md_18b_a_party_does_not_mediate(line, seat):
    party = seat()
    party.user.phone = "139-0000-2222"
    party.user.save()
    with pytest.raises(MoveDenied, match="当事人自己不能调解"):
        services.accept(line.register(), mediator=party, selection="chosen", by=line.by)


def test_md_18b_who_gave_way_is_not_chosen_again(line, seat):
    second, third = seat(), seat()
    dispute = line.to("accept")
    dispute = services.replace(dispute, mediator=second, reason="relative", by=line.by)
    assert (Recusal.objects.get().mediator, dispute.holder) == (line.chair, second.user)
    with pytest.raises(MoveDenied, match="回避过"):
        services.replace(dispute, mediator=line.chair, reason="asked", by=line.by)
    dispute = services.replace(dispute, mediator=third, reason="left", by=line.by)
    assert Recusal.objects.count() == 1


@pytest.mark.parametrize("source", ["applied", "initiative", "court"])
def test_md_10_no_mediation_where_a_party_will_not(line, source):
    """MD-10, by whichever door it came in."""
    dispute = services.turn_down(line.to("accept", source=source), note="李四说不来。", by=line.by)
    assert (dispute.status, dispute.own.ending, running(dispute)) == ("refused", "refused", set())
    with pytest.raises(IllegalMove):
        line.meet(dispute)


def test_md_14_rights_and_identity_come_before_the_first_session(line):
    with pytest.raises(IllegalMove, match="待告知"):
        line.meet(line.to("accept"))
    own = line.to("notify").own
    assert own.notified_at
    assert own.identified


def test_md_15_what_may_come_to_worse_was_told_to_the_police(line):
    at = clock.now()
    dispute = services.alert(line.to("meet"), risk="acute", police_at=at, by=line.by)
    assert (dispute.status, dispute.own.risk, dispute.own.police_at) == ("mediating", "acute", at)
    assert dispute.vital


def test_md_15_the_database_keeps_no_acute_dispute_of_which_the_police_do_not_know(line):
    """MD-15."""
    dispute = line.register()
    with pytest.raises(IntegrityError, match="told_to_the_police"), transaction.atomic():
        type(dispute.own).objects.update(risk="acute")


def test_md_12_one_who_mediates_was_appointed_or_chosen(line):
    """MD-12: the database wants to know which."""
    dispute = line.to("accept")
    assert dispute.own.selection == "chosen"
    with pytest.raises(IntegrityError, match="appointed_or_chosen"), transaction.atomic():
        type(dispute.own).objects.update(selection="")


def test_md_11_the_doors_by_which_a_dispute_comes():
    """MD-11: by hand."""
    ours = "applied initiative court procuratorate police petition hotline other"
    assert DisputeSource.values == ours.split()


def test_md_17_what_is_not_for_mediation_says_why(line):
    dispute = services.decline(line.register(), refusal="elsewhere", note="法院已经立案。", by=line.by)
    assert (dispute.status, dispute.own.refusal) == ("declined", "elsewhere")
    assert dispute.closed_at


@pytest.mark.parametrize(("sort", "days"), [("neighbour", 30), ("wages", 15), ("labour", 15)])
def test_md_18_mediation_has_its_time_by_type(line, sort, days):
    """MD-18; the standard's own numbers (MD-19) could not be read: these are the general ones."""
    deadline = line.to("accept", justice_type=sort).deadlines.get(limit=MEDIATE)
    assert (deadline.amount, deadline.unit) == (days, "日")


def test_a_session_is_held_after_acceptance_and_before_now(line, yesterday):
    dispute = line.to("notify")
    for at in (yesterday, clock.now() + timedelta(hours=1)):
        with pytest.raises(MoveDenied, match="受理以后、现在以前"):
            line.meet(dispute, held_at=at)
    assert not Session.objects.exists()


def test_md_40_it_goes_up_to_the_next_tier_and_no_higher(line, county_body, again):
    dispute = services.escalate(line.to("meet"), note="两镇的事。", by=line.by)
    assert (dispute.unit, dispute.status, dispute.own.mediator) == (county_body.unit, "registered", None)
    assert running(dispute) == {"dispute.accept"}
    assert not Matter.objects.visible_to(again(line.by)).exists()


def test_at_the_top_there_is_nobody_above(line):
    with pytest.raises(MoveDenied, match="上面没有调委会"):
        services.escalate(line.to("meet"), note="太难。", by=line.by)


def test_another_committee_takes_it_before_anybody_has(line, county_body, officer):
    dispute = services.assign(line.register(), to=county_body, by=officer)
    assert (dispute.unit, dispute.status) == (county_body.unit, "registered")
    assert dispute.deadlines.get(limit="dispute.accept").runs


def test_the_file_is_whole_before_it_is_put_away(line):
    dispute = services.fail(line.to("meet"), ending="no_agreement", note="谈不拢。", by=line.by)
    dispute = services.hand_off(dispute, way="court", note="起诉。", by=line.by)
    type(dispute.own).objects.update(notified_at=None)
    with pytest.raises(MoveDenied, match="卷宗还缺：权利义务告知书"):
        services.file(Matter.objects.get(pk=dispute.pk), by=line.by)


def test_what_is_in_effect_is_not_begun_anew(line, officer):
    with pytest.raises(MoveDenied, match="已经有生效的协议"):
        services.reopen(line.to("file"), note="又吵了。", by=officer)
    declined = services.decline(line.register(), refusal="no_party", note="找不到对方。", by=line.by)
    dispute = services.reopen(declined, note="找到了。", by=officer)
    assert (dispute.status, dispute.own.refusal, dispute.closed_at) == ("registered", "", None)


def test_a_stale_page_is_told_who_was_faster(line):
    dispute = line.register()
    line.accept(dispute)
    with pytest.raises(StaleMatter, match="已经“受理”"):
        services.accept(dispute, mediator=line.chair, selection="chosen", by=line.by, seen=0)


def test_nobody_else_mediates(line, seat, body):
    stranger = UserFactory()
    with pytest.raises(MoveDenied, match="调解员"):
        services.notify(line.to("accept"), identified=True, by=stranger)


def test_the_desk_follows_the_turn(line, again, mediator, stranger):
    dispute = line.register()
    assert Matter.objects.on_desk_of(again(mediator)).get() == dispute
    assert not Matter.objects.on_desk_of(again(stranger)).exists()
    dispute = line.to("file")
    assert dispute not in Matter.objects.on_desk_of(again(mediator))
