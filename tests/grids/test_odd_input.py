"""Addresses and bodies that no page of ours makes: they are answered, and write nothing half."""

from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.models import Role
from casework.models import Matter
from grids import services
from tests.factories import CategoryFactory, DutyFactory, SourceFactory, UnitFactory


@pytest.fixture
def other(db):
    return CategoryFactory(name="其他", code="999")


@pytest.fixture
def case(worker, grid, other):
    return services.register(text="路灯不亮", category=other, source=SourceFactory(), area=grid, by=worker)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=%00", 1),
        ("q=%FF%FE", 0),
        ("q=" + "长" * 3000, 0),
        ("status=%00", 0),
        ("status=nonsense", 0),
        ("area=%00", 0),
        ("area=999999", 0),
        ("area=33042%EF%BC%94", 0),
        ("unit=abc", 0),
        ("unit=999999999999999999", 0),
        ("unit=99999999999999999999999", 0),
        ("source=18446744073709551615", 0),
        ("category=%00", 0),
        ("figure=cases.reported&from=0001-01-01&to=9999-12-31", 0),
        ("figure=cases.reported&from=2026-01-01&to=%00", 0),
        ("figure=%00", 0),
        ("now=%00", 0),
        ("page=999999", 1),
        ("page=abc", 1),
        ("page=-1", 1),
    ],
)
def test_a_list_answers_whatever_its_address_says(client, officer, case, query, found):
    client.force_login(officer)
    response = client.get(f"{reverse('grids:list')}?{query}")
    assert (response.status_code, response.context["paginator"].count) == (200, found)


@pytest.mark.parametrize(
    "address",
    [
        "/cases/%00/",
        "/cases/%00/dispatch/",
        "/cases/" + "9" * 6000 + "/",
        "/api/v1/cases/%00/",
        "/api/v1/cases/?page=999",
        "/jobs/99999999999999999999999999/",
        "/files/99999999999999999999999999/",
    ],
)
def test_what_cannot_be_there_is_not_there(client, officer, case, address):
    client.force_login(officer)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        "[1]",
        '"x"',
        "5",
        "null",
        "[" * 100_000,
        '{"text": "\\ud800"}',
        '{"text": "a", "landmark": "\\ud800"}',
        '{"text": "a\\u0000"}',
        '{"text": "a", "lng": {"x": 1}, "lat": [1]}',
        '{"text": "a", "lng": 1e400, "lat": 1}',
        '{"text": "a", "category": {"a": 1}}',
        '{"text": "a", "submission": {"a": 1}}',
        '{"text": null}',
    ],
)
def test_json_of_any_shape_is_refused_and_writes_nothing(client, worker, other, body):
    client.force_login(worker)
    response = client.post("/api/v1/cases/", body, content_type="application/json")
    assert response.status_code == 400, response.content
    assert not Matter.objects.exists()


@pytest.mark.parametrize("body", ["[1]", '{"to": {"a": 1}}', '{"to": [1]}', '{"to": 1, "seen": [1]}'])
def test_a_move_in_json_of_any_shape_is_refused(client, officer, case, body):
    client.force_login(officer)
    address = f"/api/v1/cases/{case.number}/dispatch/"
    assert client.post(address, body, content_type="application/json").status_code == 400
    case.refresh_from_db()
    assert case.version == 0


def test_two_people_may_send_the_same_submission(client, worker, officer, other):
    key = str(uuid4())
    for user in (worker, officer):
        client.force_login(user)
        assert client.post(reverse("grids:new"), {"text": "纸箱", "submission": key}).status_code == 302
    assert set(Matter.objects.values_list("created_by", flat=True)) == {worker.pk, officer.pk}


def test_who_logs_nothing_by_page_logs_nothing_by_api(client, handler, other):
    client.force_login(handler)
    assert client.get(reverse("grids:new")).status_code == 302
    assert client.post("/api/v1/cases/", {"text": "纸箱"}).status_code == 403
    assert not Matter.objects.exists()


def test_a_case_of_the_county_centre_says_where(client, county, town, other):
    client.force_login(DutyFactory(role=Role.CENTER, unit=UnitFactory(area=county)).user)
    refused = client.post(reverse("grids:new"), {"text": "纸箱"})
    assert "选一个地方：网格、村或镇街" in refused.content.decode()
    assert next(iter(refused.context["form"].fields["area"].choices)) == ("", "选一个地方")
    assert client.post(reverse("grids:new"), {"text": "纸箱", "area": town.code}).status_code == 302


def test_the_window_cannot_settle_and_is_told_so_with_all_it_wrote(client, centre, other):
    client.force_login(DutyFactory(role=Role.WINDOW, unit=centre).user)
    given = {"text": "吵架", "settled": "on", "result": "劝开了"}
    refused = client.post(reverse("grids:new"), given)
    assert refused.status_code == 400
    assert "去掉勾选" in refused.content.decode()
    assert "劝开了" in refused.content.decode()
    assert not Matter.objects.exists()


def test_no_category_is_the_one_other_on_top(client, worker, other):
    CategoryFactory(code="501", name="导入的")
    CategoryFactory(code="501501", name="其他")
    client.force_login(worker)
    client.post(reverse("grids:new"), {"text": "纸箱"})
    assert Matter.objects.get().own.category == other


def test_a_unit_whose_people_all_left_cannot_be_chosen(client, officer, unit, handler, case):
    client.force_login(officer)
    address = reverse("grids:dispatch", args=[case.number])
    assert unit in client.get(address).context["form"].fields["to"].queryset
    handler.is_active = False
    handler.save()
    assert client.post(address, {"to": unit.pk}).status_code == 200
    case.refresh_from_db()
    assert case.status == "reported"


def test_a_second_note_from_an_old_page_is_kept_and_goes_in_with_the_next_press(
    client, officer, unit, handler, case
):
    case = services.accept(services.dispatch(case, to=unit, by=officer), by=handler)
    client.force_login(handler)
    address = reverse("grids:handle", args=[case.number])
    first = {"note": "明天换", "seen": case.version}
    assert client.post(address, first).status_code == 302
    assert client.post(address, first).status_code == 302
    refused = client.post(address, {**first, "note": "灯泡买到了"})
    form = refused.context["form"]
    assert (refused.status_code, form["note"].value()) == (409, "灯泡买到了")
    assert (
        client.post(address, {"note": form["note"].value(), "seen": form["seen"].value()}).status_code == 302
    )
    assert list(case.events.filter(move="handle").values_list("note", flat=True)) == ["明天换", "灯泡买到了"]
