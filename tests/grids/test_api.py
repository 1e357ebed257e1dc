import pytest

from casework.models import Matter
from grids import services
from tests.factories import CaseFactory, CategoryFactory, SourceFactory


@pytest.fixture
def case(worker, grid):
    return services.register(
        text="路灯不亮", category=CategoryFactory(), source=SourceFactory(), area=grid, by=worker
    )


def address(case, move=""):
    return f"/api/v1/cases/{case.number}/{move and move + '/'}"


def test_list_and_detail_show_the_scope_alone(client, officer, case):
    CaseFactory()
    client.force_login(officer)
    assert [row["number"] for row in client.get("/api/v1/cases/").json()["results"]] == [case.number]
    assert client.get(address(case)).json()["text"] == "路灯不亮"


def test_a_case_is_logged_and_dispatched(client, worker, officer, unit, handler, grid):
    CategoryFactory(name="其他")
    client.force_login(worker)
    made = client.post("/api/v1/cases/", {"text": "井盖松动"})
    assert made.status_code == 201, made.content
    client.force_login(officer)
    case = Matter.objects.get(number=made.json()["number"])
    moved = client.post(address(case, "dispatch"), {"to": unit.pk})
    assert (moved.status_code, moved.json()["status"]) == (200, "dispatched")


def test_out_of_turn_is_a_conflict(client, officer, case):
    client.force_login(officer)
    response = client.post(address(case, "close"))
    assert response.status_code == 409
    assert "待分派" in response.json()["detail"]


def test_a_stale_version_is_a_conflict(client, officer, unit, handler, case):
    services.query(case, note="哪盏？", by=officer)
    case = services.supplement(case, note="第三盏", by=case.created_by)
    client.force_login(officer)
    response = client.post(address(case, "dispatch"), {"to": unit.pk, "seen": 0})
    assert response.status_code == 409


def test_without_the_duty_is_forbidden(client, worker, case):
    client.force_login(worker)
    assert client.post(address(case, "check")).status_code == 409
    assert client.post(address(case, "decline"), {"note": "不归网格"}).status_code == 403


def test_invalid_is_told_field_by_field(client, officer, case):
    client.force_login(officer)
    response = client.post(address(case, "dispatch"))
    assert (response.status_code, response.json()) == (400, {"to": ["选一个承办单位"]})


@pytest.mark.parametrize("move", ["", "dispatch"])
def test_out_of_scope_does_not_exist(client, officer, move):
    client.force_login(officer)
    answer = client.post if move else client.get
    assert answer(address(CaseFactory(), move)).status_code == 404


def test_there_is_no_put_and_no_anonymous(client, officer, case):
    assert client.get("/api/v1/cases/").status_code == 403
    client.force_login(officer)
    assert client.put(address(case), {}).status_code == 405
    assert client.delete(address(case)).status_code == 405


@pytest.mark.parametrize("rows", [1, 25])
def test_a_page_costs_the_same_for_any_number_of_rows(client, officer, town, rows, django_assert_num_queries):
    CaseFactory.create_batch(rows, area=town)
    client.force_login(officer)
    with django_assert_num_queries(7):
        client.get("/api/v1/cases/")
