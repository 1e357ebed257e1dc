import pytest

from casework.models import Matter
from tests.disputes.test_views import GIVEN
from tests.factories import DisputeFactory


def address(dispute, move=""):
    return f"/api/v1/disputes/{dispute.number}/{move and move + '/'}"


def test_list_and_detail_show_the_scope_alone(inside, register):
    dispute = register()
    DisputeFactory()
    assert [row["number"] for row in inside.get("/api/v1/disputes/").json()["results"]] == [dispute.number]
    told = inside.get(address(dispute)).json()
    assert (told["justice_type"], told["facts"]) == ("neighbour", "两家为通道吵了半年。")
    assert "张三" not in str(told)


def test_a_dispute_is_registered_and_accepted(inside, chair):
    made = inside.post("/api/v1/disputes/", GIVEN, content_type="application/json")
    assert made.status_code == 201, made.content
    dispute = Matter.objects.get(number=made.json()["number"])
    given = {"mediator": chair.pk, "selection": "appointed", "declared": True}
    moved = inside.post(address(dispute, "accept"), given, content_type="application/json")
    assert (moved.status_code, moved.json()["status"]) == (200, "accepted")


def test_invalid_is_told_field_by_field(inside, register):
    response = inside.post("/api/v1/disputes/", {**GIVEN, "justice_type": ""})
    assert (response.status_code, response.json()) == (400, {"justice_type": ["选一类纠纷"]})
    moved = inside.post(address(register(), "decline"), {"note": "不归这里"})
    assert (moved.status_code, moved.json()) == (400, {"refusal": ["选一个理由"]})


def test_out_of_turn_and_what_is_missing_are_refused(inside, line):
    assert inside.post(address(line.register(), "notify")).status_code == 409
    response = inside.post(address(line.to("take_effect"), "perform"))
    assert response.status_code == 403
    assert "没有履行" in response.json()["detail"]


def test_without_the_duty_nothing_is_registered(client, handler):
    client.force_login(handler)
    assert client.post("/api/v1/disputes/", GIVEN).status_code == 403


def test_out_of_scope_and_other_methods(inside, register):
    assert inside.get(address(DisputeFactory())).status_code == 404
    assert inside.put(address(register()), {}).status_code == 405
    inside.logout()
    assert inside.get("/api/v1/disputes/").status_code == 403


@pytest.mark.parametrize("rows", [1, 25])
def test_a_page_costs_the_same_for_any_number_of_rows(inside, town, body, rows, django_assert_num_queries):
    DisputeFactory.create_batch(rows, area=town, unit=body.unit)
    with django_assert_num_queries(8):
        inside.get("/api/v1/disputes/")
