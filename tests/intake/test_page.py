"""受理分派: the list, the open matter, and what is done from there."""

import pytest

from casework.models import Event, Matter
from grids import services
from tests.factories import AccusationFactory, CategoryFactory, SourceFactory

INTAKE = "/intake/"


@pytest.fixture
def logged(worker, grid):
    """Logs a case in the grid."""
    category, source = CategoryFactory(), SourceFactory()

    def log(text="路灯不亮", **fields):
        return services.register(
            text=text, by=worker, area=grid, **({"category": category, "source": source} | fields)
        )

    return log


def page(response):
    return response.content.decode()


def test_new_ones_stand_first_then_what_came_back_and_the_count_is_that_of_the_menu(
    client, officer, handler, unit, logged
):
    new, back = logged(), logged("井盖破了")
    services.hand_back(
        services.dispatch(back, to=unit, by=officer), reason="not_ours", note="归城管", by=handler
    )
    client.force_login(officer)
    shown = client.get(INTAKE)
    listed = shown.context["listed"]
    assert [row.matter for row in listed.rows] == [new, back]
    assert [row.note for row in listed.back] == ["退回：归城管"]
    assert listed.count == 2
    rooms = {room.label: room.count for room in shown.context["nav"]}
    assert (rooms["待办"], rooms["受理分派"]) == (2, 2)


def test_one_press_sends_it_and_goes_on_to_the_next(client, officer, unit, handler, logged):
    first, second = logged(), logged("井盖破了")
    client.force_login(officer)
    given = {"to": unit.pk, "seen": first.version}
    answer = client.post(f"/intake/{first.number}/send/", given, follow=True)
    assert answer.redirect_chain == [(f"{INTAKE}?at={second.number}", 302)]
    assert "已派单给市政所：路灯不亮。还有 1 件。" in page(answer)
    assert answer.context["at"] == second.number
    assert Matter.objects.get(pk=first.pk).unit == unit


def test_whoever_gives_nothing_to_units_is_told_and_led_home(client, worker, handler):
    for user in (worker, handler):
        client.force_login(user)
        answer = client.get(INTAKE, follow=True)
        assert answer.redirect_chain == [("/todo/", 302)]
        assert "受理分派由镇街分派员和综治中心来做" in page(answer)


def test_the_open_matter_says_who_usually_does_it_and_by_when_it_would_be_due(
    client, officer, unit, handler, logged
):
    for _ in range(3):
        sent = services.accept(services.dispatch(logged(), to=unit, by=officer), by=handler)
        services.finish(sent, result="修好了", by=handler)
    case = logged()
    client.force_login(officer)
    shown = client.get(f"{INTAKE}?at={case.number}")
    text = page(shown)
    assert "<strong>建议派给 市政所</strong>：近一年同类 3 件，3 件由市政所办结" in text
    promised = {promise.limit.label: promise.due for promise in shown.context["promises"]}
    assert f"处置 3 个工作日，到 {promised['处置'].legal_on:%Y-%m-%d}" in text
    client.post(f"/intake/{case.number}/send/", {"to": unit.pk, "seen": case.version})
    fresh = Matter.objects.get(pk=case.pk)
    assert fresh.deadlines.get(limit="grid.handle").due_at == promised["处置"].at
    assert fresh.events.last().reason == "suggested"


def test_what_is_missing_is_said_in_the_pane_and_nothing_moves(client, officer, logged):
    case = logged()
    client.force_login(officer)
    answer = client.post(f"/intake/{case.number}/return/", {"note": ""})
    assert answer.status_code == 400
    assert "写清楚缺什么" in page(answer)
    assert Matter.objects.get().status == "reported"


def test_who_comes_too_late_reads_who_was_faster_and_keeps_what_was_typed(
    client, officer, unit, handler, logged
):
    case = logged()
    services.dispatch(case, to=unit, by=officer)
    client.force_login(officer)
    answer = client.post(f"/intake/{case.number}/return/", {"note": "请补哪栋楼", "seen": 0})
    assert answer.status_code == 409
    assert f"{officer}已经“派单”。看看还要不要改；写的都还在。" in page(answer)
    assert "请补哪栋楼" in page(answer)
    assert Event.objects.filter(move="query").count() == 0


def test_a_case_never_goes_to_the_unit_that_it_accuses(client, officer, unit, handler, logged):
    case = logged()
    AccusationFactory(matter=case, unit=unit)
    client.force_login(officer)
    answer = client.post(f"/intake/{case.number}/send/", {"to": unit.pk, "seen": case.version})
    assert answer.status_code == 400
    assert "这个单位现在不能接这件，换一个。" in page(answer)


def test_the_preview_says_from_what_to_what_and_why_one_stays(client, officer, unit, handler, logged):
    case, gone = logged(), logged("井盖破了")
    services.decline(gone, note="不归网格", by=officer)
    client.force_login(officer)
    asked = f"/intake/together/?do=send&number={case.number}&number={gone.number}"
    text = page(client.get(asked))
    assert "待分派 → 待接单" in text
    assert "现在是“不立案”，不能“" in text
    assert "派单 1 件" in text
    given = {"do": "send", "number": [case.number, gone.number], f"{case.number}-to": unit.pk}
    answer = client.post("/intake/together/", given, follow=True)
    assert "已派单 1 件。" in page(answer)
    assert f"没有派单：{gone}。现在是“不立案”" in page(answer)
    assert answer.context["undos"][0].matter == case


def test_a_preview_without_a_unit_asks_for_it_and_changes_nothing(client, officer, handler, logged):
    case = logged()
    client.force_login(officer)
    answer = client.post("/intake/together/", {"do": "send", "number": [case.number]})
    assert answer.status_code == 400
    assert "选一个承办单位" in page(answer)
    assert Matter.objects.get().status == "reported"


def test_thirty_go_at_once_and_the_rest_is_said_to_stay(client, officer, unit, handler, logged):
    numbers = [logged(f"第 {place} 件").number for place in range(32)]
    client.force_login(officer)
    asked = "&".join(f"number={number}" for number in numbers)
    text = page(client.get(f"/intake/together/?do=send&{asked}"))
    assert "派单 30 件" in text
    assert "后面 2 件这次不变" in text
    given = {"do": "send", "number": numbers} | {f"{number}-to": unit.pk for number in numbers}
    client.post("/intake/together/", given)
    assert Matter.objects.filter(status="dispatched").count() == 30


def test_others_go_along_with_the_first_of_them(client, officer, logged):
    first, second, third = logged(), logged(), logged()
    client.force_login(officer)
    numbers = [first.number, second.number, third.number]
    client.post("/intake/together/", {"do": "join", "number": numbers, "into": first.number, "note": ""})
    assert Matter.objects.get(pk=first.pk).status == "reported"
    assert {row.into for row in first.taken_along.all()} == {first}
    assert Matter.objects.filter(status="merged").count() == 2


def test_the_same_one_is_offered_and_joined_by_one_press(client, officer, logged):
    first, second = logged(), logged("路灯又不亮")
    client.force_login(officer)
    shown = client.get(f"{INTAKE}?at={second.number}")
    assert shown.context["alike"] == [first]
    assert "可能重复 1 件" in page(shown)
    client.post(f"/intake/{second.number}/join/", {"same": first.number, "into": "", "note": "", "seen": 0})
    assert Matter.objects.get(pk=second.pk).follows == first


@pytest.mark.parametrize("rows", [1, 25])
def test_the_page_costs_the_same_for_any_number(client, officer, logged, rows, django_assert_max_num_queries):
    for place in range(rows):
        logged(f"第 {place} 件")
    client.force_login(officer)
    with django_assert_max_num_queries(34):
        client.get(INTAKE)
