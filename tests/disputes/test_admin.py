"""Bodies and mediators in the administration, and what the database holds of them (MD-01 to MD-06)."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Role
from disputes.models import Body, Mediator
from tests.factories import BodyFactory, DutyFactory, MediatorFactory, UnitFactory


def page(response):
    return response.content.decode()


def given(unit, **fields):
    return {"unit": unit.pk, "sort": "town", **fields}


def test_a_body_is_added_and_its_page_shows_what_it_lacks(keeper_client, unit):
    made = keeper_client.post("/admin/disputes/body/add/", given(unit))
    assert (made.status_code, Body.objects.get().unit) == (302, unit)
    shown = page(keeper_client.get("/admin/disputes/body/"))
    assert "至少 3 名委员、主任、女委员、备案" in shown


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"charges": "on"}, "人民调解不收费"),  # MD-05
        ({"sort": "industry"}, "行业性调委会要写是哪个行业"),  # MD-02
        ({"term_from": "2026-01-01", "term_until": "2025-01-01"}, "要晚于“本届自”"),
        ({"term_from": "2026-01-01", "term_until": "2031-01-01"}, "每届 3 年"),  # MD-01
    ],
)
def test_md_01_02_05_what_no_committee_is_is_refused_in_words(keeper_client, unit, fields, words):
    """MD-01, MD-02, MD-05."""
    response = keeper_client.post("/admin/disputes/body/add/", given(unit, **fields))
    assert words in page(response)
    assert not Body.objects.exists()


def test_md_05_a_commercial_body_may_charge(keeper_client, unit):
    keeper_client.post("/admin/disputes/body/add/", given(unit, sort="commercial", charges="on"))
    assert Body.objects.get().charges


def seated(body, user, **fields):
    return {
        "body": body.pk,
        "user": user.pk,
        "gender": "f",
        "active_from": "2026-01-01",
        "fit": "on",
        **fields,
    }


def test_md_04_a_mediator_has_the_post_in_that_unit(keeper_client):
    body, user = BodyFactory(), DutyFactory(role=Role.MEDIATOR).user
    sent = seated(body, user, seat="member")
    assert "还没有“调解员”的岗位" in page(keeper_client.post("/admin/disputes/mediator/add/", sent))
    DutyFactory(role=Role.MEDIATOR, unit=body.unit, user=user)
    assert keeper_client.post("/admin/disputes/mediator/add/", sent).status_code == 302


def test_md_04_whoever_becomes_a_mediator_was_found_fit_for_it_and_is_asked_once(keeper_client):
    """MD-04: grown up, fair, with some learning; a member of the committee or appointed by it."""
    body = BodyFactory()
    user = DutyFactory(role=Role.MEDIATOR, unit=body.unit).user
    sent = seated(body, user, seat="appointed")
    assert "核对过再勾选" in page(keeper_client.post("/admin/disputes/mediator/add/", sent | {"fit": ""}))
    assert keeper_client.post("/admin/disputes/mediator/add/", sent).status_code == 302
    made = f"/admin/disputes/mediator/{Mediator.objects.get().pk}/change/"
    assert "热心调解" not in page(keeper_client.get(made))
    gone = {"seat": "appointed", "gender": "f", "active_from": "2026-01-01", "active_until": "2026-02-01"}
    assert keeper_client.post(made, gone).status_code == 302
    assert Mediator.objects.get().active_until == date(2026, 2, 1)


def test_md_06_the_list_says_by_which_day_to_register(keeper_client, unit):
    """MD-06."""
    keeper_client.post("/admin/disputes/body/add/", given(unit, term_from="2026-01-05"))
    assert "备案（最晚 2026-0" in page(keeper_client.get("/admin/disputes/body/"))


def test_md_01_nine_members_and_one_chair_at_most(keeper_client):
    body = BodyFactory()
    for number in range(9):
        MediatorFactory(body=body, seat="member" if number else "chair")
    user = DutyFactory(role=Role.MEDIATOR, unit=body.unit).user
    told = page(keeper_client.post("/admin/disputes/mediator/add/", seated(body, user, seat="member")))
    assert "最多 9 名委员" in told
    told = page(keeper_client.post("/admin/disputes/mediator/add/", seated(body, user, seat="chair")))
    assert "最多 9 名委员" in told or "已经有主任" in told
    assert (
        keeper_client.post("/admin/disputes/mediator/add/", seated(body, user, seat="appointed")).status_code
        == 302
    )


def test_md_01_a_whole_committee_lacks_nothing(db):
    body = BodyFactory(registered_on=date(2026, 1, 1))
    for number in range(3):
        MediatorFactory(body=body, seat="member" if number else "chair", gender="m" if number else "f")
    assert body.lacking() == []
    assert body.is_committee


def test_the_database_holds_it_too(db):
    """One chair at a time, who sits once, who leaves after coming, who charges, whose trade, whose term."""
    chair = MediatorFactory(seat="chair")
    broken = [
        lambda: MediatorFactory(body=chair.body, seat="chair"),
        lambda: MediatorFactory(body=chair.body, user=chair.user),
        lambda: MediatorFactory(active_until="2019-01-01"),
        lambda: BodyFactory(charges=True),
        lambda: BodyFactory(sort="industry"),
        lambda: BodyFactory(term_from="2026-01-01", term_until="2025-01-01"),
    ]
    for breaks in broken:
        with pytest.raises(IntegrityError), transaction.atomic():
            breaks()


def test_who_left_stays_on_the_roll(keeper_client):
    gone = MediatorFactory(seat="chair", active_until="2026-01-01")
    MediatorFactory(body=gone.body, seat="chair")
    assert Mediator.objects.filter(body=gone.body).count() == 2
    assert keeper_client.get(f"/admin/disputes/mediator/{gone.pk}/delete/").status_code == 403


def test_a_unit_is_one_body(keeper_client):
    unit = UnitFactory()
    BodyFactory(unit=unit)
    assert keeper_client.post("/admin/disputes/body/add/", given(unit)).status_code == 200
