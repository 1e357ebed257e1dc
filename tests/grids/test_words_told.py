"""Standard texts, the preview of what residents see, and what the history keeps of it (items 5 and 6)."""

from datetime import date

import pytest
from django.urls import reverse

from casework.models import Matter, StandardText
from casework.services import add_person
from grids import services
from tests.factories import CategoryFactory, SourceFactory

Step = StandardText.Step


@pytest.fixture
def case(worker, grid, officer, unit, handler):
    category = CategoryFactory(code="104101", name="垃圾清运")
    CategoryFactory(code="104", name="城乡环境")
    given = {"category": category, "source": SourceFactory(), "area": grid, "by": worker}
    logged = services.register(text="楼道堆物", **given)
    return services.accept(services.dispatch(logged, to=unit, by=officer), by=handler)


def standard(step, category="", text="已经安排人来清理。", title="清理"):
    return StandardText.objects.create(step=step, category=category, title=title, text=text)


def test_the_texts_offered_are_those_of_the_step_and_the_category(case, client, handler):
    own, all_of_it = standard(Step.HANDLE, "104"), standard(Step.HANDLE, title="都能用")
    standard(Step.HANDLE, "105", title="别的类别")
    standard(Step.CLOSE, title="别的环节")
    client.force_login(handler)
    form = client.get(reverse("grids:handle", args=[case.number])).context["form"]
    assert list(form.fields["standard"].queryset) == [own, all_of_it]


def test_without_a_script_a_button_puts_the_text_in_and_moves_nothing(case, client, handler):
    chosen = standard(Step.HANDLE)
    client.force_login(handler)
    address = reverse("grids:handle", args=[case.number])
    response = client.post(address, {"standard": chosen.pk, "note": "", "fill": "1", "seen": case.version})
    assert response.context["form"]["note"].value() == chosen.text
    shown = str(response.context["preview"])
    assert shown.endswith("反映的事：正在办（市政所）。已经安排人来清理。")
    assert shown in response.content.decode().replace("\n", "")
    assert "写一句办到哪一步了" not in response.content.decode()
    assert case.events.last().move == "accept"


def test_what_the_resident_is_told_stands_in_the_history_and_nothing_else_does(case, client, handler):
    client.force_login(handler)
    address = reverse("grids:handle", args=[case.number])
    for words, tick in (("明天来清", {"tell": "on"}), ("里面联系过物业", {})):
        seen = Matter.objects.get(pk=case.pk).version
        assert client.post(address, {"note": words, "seen": seen, **tick}).status_code == 302
    told = dict(case.events.filter(move="handle").values_list("note", "told"))
    assert told == {"明天来清": "明天来清", "里面联系过物业": ""}
    page = client.get(case.get_absolute_url()).content.decode()
    assert page.count("告诉群众") == 1


@pytest.fixture
def checked(case, handler, officer):
    return services.check(services.finish(case, result="已清走", by=handler), by=officer)


def test_closing_says_what_was_done_and_whether_the_resident_was_told(checked, client, officer):
    client.force_login(officer)
    address = reverse("grids:close", args=[checked.number])
    form = client.get(address).context["form"]
    assert (form["note"].value(), form["informed"].value()) == ("已清走", "no_contact")
    refused = client.post(address, {"note": "", "seen": checked.version}).content.decode()
    assert "写一句办了什么，结果怎样" in refused
    assert "选一下有没有告诉群众" in refused
    client.post(address, {"note": "已清走", "informed": "no_contact", "seen": checked.version})
    last = checked.events.last()
    assert (last.move, last.told, last.reason) == ("close", "", "no_contact")
    assert "没有留联系方式：已清走" in client.get(checked.get_absolute_url()).content.decode()


def test_where_somebody_reported_it_they_are_told_unless_it_is_said_why_not(checked, client, officer):
    add_person(checked, by=officer, name="王小明", phone="13900001234", address="", id_number="")
    client.force_login(officer)
    address = reverse("grids:close", args=[checked.number])
    assert client.get(address).context["form"]["informed"].value() == "now"
    client.post(address, {"note": "已清走", "informed": "now", "seen": checked.version})
    assert checked.events.last().told == "已清走"


def test_a_case_that_is_closed_with_an_empty_form_by_api_is_told_what_is_missing(checked, client, officer):
    client.force_login(officer)
    answer = client.post(f"/api/v1/cases/{checked.number}/close/")
    assert (answer.status_code, set(answer.json())) == (400, {"note", "informed"})
    given = {"note": "已清走", "informed": "unwilling"}
    assert client.post(f"/api/v1/cases/{checked.number}/close/", given).json()["status"] == "closed"


def test_words_that_were_typed_stay_when_a_guard_refuses(case, client, officer, town):
    client.force_login(officer)
    address = reverse("grids:lift", args=[case.number])
    refused = client.post(address, {"note": "可以解除了", "seen": case.version})
    assert refused.status_code == 403
    assert "现在没有在督办" in refused.content.decode()
    assert "可以解除了" in refused.content.decode()


def test_the_page_says_who_had_it_how_long_and_paper_shows_all_of_it(case, client, officer, unit):
    client.force_login(officer)
    services.supervise(case, until=date(2999, 1, 1), note="快", by=officer)
    paper = client.get(reverse("grids:print", args=[case.number]))
    shown = paper.content.decode()
    for words in ("楼道堆物", "督办到 1月1日", "按期", "派单", str(unit), case.code, "打印于"):
        assert words in shown, words
    assert "<details" not in shown.split('<main id="main"')[1].split("</main>")[0]


def test_the_suggestion_that_was_taken_stands_in_the_history(client, worker, grid, officer, unit, handler):
    category = CategoryFactory()

    def logged():
        return services.register(text="井盖", category=category, source=SourceFactory(), area=grid, by=worker)

    for _ in range(3):
        sent = services.accept(services.dispatch(logged(), to=unit, by=officer), by=handler)
        services.finish(sent, result="好了", by=handler)
    client.force_login(officer)
    fresh = logged()
    address = reverse("grids:dispatch", args=[fresh.number])
    assert client.get(address).context["form"].fields["to"].initial == unit
    client.post(address, {"to": unit.pk, "seen": 0})
    assert "按系统建议派" in client.get(fresh.get_absolute_url()).content.decode()
