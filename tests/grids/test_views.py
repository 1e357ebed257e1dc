from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from areas.geometry import rectangle
from casework.models import Attachment, Matter, SpecialDay
from grids import services
from tests.factories import CaseFactory, CategoryFactory, SourceFactory, UnitFactory


@pytest.fixture
def other(db):
    return CategoryFactory(name="其他", code="099")


@pytest.fixture
def case(worker, grid, other):
    return services.register(text="路灯不亮", category=other, source=SourceFactory(), area=grid, by=worker)


def picture(size=(64, 48), kind="JPEG", **save):
    kept = BytesIO()
    Image.new("RGB", size, "teal").save(kept, kind, **save)
    return kept.getvalue()


def photo(content, name="现场.jpg", kind="image/jpeg"):
    return SimpleUploadedFile(name, content, content_type=kind)


def page(response):
    return response.content.decode()


def test_a_case_needs_one_sentence_and_nothing_else(client, worker, grid, other):
    client.force_login(worker)
    response = client.post(reverse("grids:new"), {"text": "路灯不亮"})
    case = Matter.objects.get()
    assert (response.status_code, response.url) == (302, reverse("grids:detail", args=[case.number]))
    assert (case.area, case.own.category, case.own.source.name) == (grid, other, "网格员巡查")


def test_the_second_press_finds_the_first_case(client, worker, other):
    client.force_login(worker)
    form = client.get(reverse("grids:new")).context["form"]
    given = {"text": "路灯不亮", "submission": str(form["submission"].value())}
    first, second = (client.post(reverse("grids:new"), given).url for _ in range(2))
    assert first == second
    assert Matter.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"text": ""}, "写一句发生了什么，几个字就行"),
        ({"text": "   "}, "写一句发生了什么，几个字就行"),
        ({"text": "长" * 10_000}, "写了 10000 个字，最多 2000 个字"),
        ({"text": "纸箱", "settled": "on"}, "写一句办了什么"),
        ({"text": "纸箱", "category": "777"}, "这个类别已经停用或不存在，换一个"),
        ({"text": "纸箱", "lng": "2.35", "lat": "48.85"}, "定位不在测试县里，已去掉定位"),
        ({"text": "纸箱", "attachments": photo(b"")}, "“现场.jpg”是空的"),
        ({"text": "纸箱", "attachments": photo(b"not a picture at all")}, "“现场.jpg”不是能打开的照片"),
        ({"text": "纸箱", "attachments": photo(b"\xff\xd8" + b"0" * 30_000_000)}, "“现场.jpg”超过 20 MB"),
        ({"text": "纸箱", "attachments": photo(picture()[:300])}, "“现场.jpg”不是能打开的照片"),
    ],
)
def test_bad_input_is_told_in_words_keeps_what_was_typed_and_writes_nothing(
    client, worker, county, other, given, words
):
    county.outline = rectangle(west=120, south=30, east=121, north=31)
    county.save()
    client.force_login(worker)
    response = client.post(reverse("grids:new"), {"landmark": "红绿灯旁", **given})
    assert response.status_code == 400
    assert words in page(response)
    assert given["text"].strip() in page(response)
    assert "红绿灯旁" in page(response)
    assert not Matter.objects.exists()
    assert not Attachment.objects.exists()


def test_a_retired_category_is_refused(client, worker, other):
    old = CategoryFactory(name="旧类", retired_on="2020-01-01")
    client.force_login(worker)
    response = client.post(reverse("grids:new"), {"text": "纸箱", "category": old.code})
    assert "这个类别已经停用或不存在，换一个" in page(response)


def test_after_a_wrong_point_the_next_press_goes_in(client, worker, county, other):
    county.outline = rectangle(west=120, south=30, east=121, north=31)
    county.save()
    client.force_login(worker)
    refused = client.post(reverse("grids:new"), {"text": "纸箱", "lng": "2.35", "lat": "48.85"})
    form = refused.context["form"]
    again = {"text": form["text"].value(), "lng": form["lng"].value(), "lat": form["lat"].value()}
    assert client.post(reverse("grids:new"), again).status_code == 302


def test_a_place_of_somebody_else_is_refused(client, worker, other, village):
    client.force_login(worker)
    response = client.post(reverse("grids:new"), {"text": "纸箱", "area": village.code})
    assert "这个地方不归您管" in page(response)


def test_the_kept_photo_is_our_own_and_knows_no_place(client, worker, other):
    client.force_login(worker)
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (30.0, 30.0, 0.0)}
    sent = picture((3000, 2000), exif=exif)
    client.post(reverse("grids:new"), {"text": "纸箱", "attachments": photo(sent)})
    kept = Attachment.objects.get()
    served = client.get(reverse("casework:attachment", args=[kept.pk]))
    content = b"".join(served.streaming_content)
    image = Image.open(BytesIO(content))
    assert max(image.size) == 2000
    assert not image.getexif()
    assert served["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in served["Content-Security-Policy"]


def test_a_photo_out_of_scope_does_not_exist(client, worker, other, stranger):
    client.force_login(worker)
    client.post(reverse("grids:new"), {"text": "纸箱", "attachments": photo(picture())})
    client.force_login(stranger)
    kept = Attachment.objects.get()
    for name in ("casework:attachment",):
        assert client.get(reverse(name, args=[kept.pk])).status_code == 404


def test_the_list_shows_the_scope_alone(client, officer, case):
    foreign = CaseFactory(title="别镇的案件")
    client.force_login(officer)
    shown = page(client.get(reverse("grids:list")))
    assert case.title in shown
    assert foreign.title not in shown


def test_the_list_narrows_and_says_so(client, officer, case, town):
    CaseFactory(area=town, title="井盖松动", text="井盖松动")
    client.force_login(officer)
    response = client.get(reverse("grids:list"), {"q": "路灯", "status": "open"})
    assert response.context["paginator"].count == 1
    assert "含“路灯”" in page(response)


def test_a_filter_that_cannot_be_read_says_so(client, officer, case):
    client.force_login(officer)
    response = client.get(
        reverse("grids:list"), {"figure": "no.such", "from": "2026-01-01", "to": "2026-01-02"}
    )
    assert response.status_code == 200
    assert response.context["paginator"].count == 0


def test_htmx_gets_the_rows_alone(client, officer, case):
    client.force_login(officer)
    response = client.get(reverse("grids:list"), headers={"HX-Request": "true"})
    assert "<html" not in page(response)
    assert "HX-Request" in response["Vary"]


@pytest.mark.parametrize("rows", [1, 25])
def test_the_list_costs_the_same_for_any_number_of_rows(
    client, officer, town, rows, django_assert_max_num_queries
):
    CaseFactory.create_batch(rows, area=town)
    client.force_login(officer)
    SpecialDay.shown_calendar()  # read once in half a minute
    with django_assert_max_num_queries(12):
        client.get(reverse("grids:list"))


def test_the_page_of_a_case_says_limits_with_unit_and_rule(client, officer, case):
    client.force_login(officer)
    shown = page(client.get(reverse("grids:detail", args=[case.number])))
    assert "4 个工作小时" in shown
    assert "平台默认期限" in shown
    assert "派单" in shown


def test_another_townships_case_does_not_exist(client, officer):
    foreign = CaseFactory()
    client.force_login(officer)
    for name in ("detail", "dispatch", "close"):
        assert client.get(reverse(f"grids:{name}", args=[foreign.number])).status_code == 404
        if name != "detail":
            assert client.post(reverse(f"grids:{name}", args=[foreign.number])).status_code == 404


def test_a_move_by_the_wrong_role_is_told_the_reason_and_keeps_the_words(client, worker, case):
    client.force_login(worker)
    response = client.get(reverse("grids:dispatch", args=[case.number]), follow=True)
    assert "这一步由" in page(response)
    refused = client.post(reverse("grids:decline", args=[case.number]), {"note": "不归网格"})
    assert refused.status_code == 403
    assert "这一步由" in page(refused)
    assert "不归网格" in page(refused)  # what was typed is still there
    case.refresh_from_db()
    assert case.status == "reported"


def test_a_stale_page_says_who_was_faster_and_keeps_the_note(client, officer, case, unit, handler, town):
    second = UnitFactory(area=town)
    services.dispatch(case, to=unit, by=officer)
    services.hand_back(case, reason="other", note="不归我们", by=handler)
    client.force_login(officer)
    given = {"to": unit.pk, "seen": 0, "note": "请今天去看"}
    response = client.post(reverse("grids:dispatch", args=[case.number]), given)
    assert response.status_code == 409
    assert f"{handler}已经“退回”" in page(response)
    assert "请今天去看" in page(response)
    assert second.pk


def test_pressing_a_move_twice_is_no_error(client, officer, case, unit, handler):
    client.force_login(officer)
    given = {"to": unit.pk, "seen": 0}
    for _ in range(2):
        response = client.post(reverse("grids:dispatch", args=[case.number]), given)
        assert (response.status_code, response.url) == (302, reverse("grids:detail", args=[case.number]))
    assert case.events.filter(move="dispatch").count() == 1


def test_every_move_has_a_page_with_its_form(client, officer, handler, worker, case, unit):
    for user, move, given in (
        (officer, "query", {"note": "哪盏？"}),
        (worker, "supplement", {"note": "第三盏"}),
        (officer, "dispatch", {"to": unit.pk, "urgency": "urgent"}),
        (handler, "accept", {}),
        (handler, "handle", {"note": "明天换"}),
        (handler, "finish", {"result": "换好了", "attachments": photo(picture())}),
        (officer, "rework", {"note": "又灭了"}),
        (handler, "finish", {"result": "换了线"}),
        (officer, "check", {}),
        (officer, "close", {"note": "换了线", "informed": "already"}),
        (officer, "reopen", {"note": "又灭了"}),
        (officer, "decline", {"note": "归供电公司，已转告"}),
    ):
        client.force_login(user)
        address = reverse(f"grids:{move}", args=[case.number])
        shown = client.get(address)
        assert shown.status_code == 200, (move, page(shown))
        given["seen"] = shown.context["form"]["seen"].value()
        assert client.post(address, given).status_code == 302, move
    case.refresh_from_db()
    assert (case.status, case.own.urgency) == ("declined", "urgent")


def test_the_likely_unit_is_suggested_with_the_reason(
    client, officer, worker, handler, unit, case, other, grid
):
    for _ in range(3):
        past = services.register(text="灯", category=other, source=SourceFactory(), area=grid, by=worker)
        past = services.accept(services.dispatch(past, to=unit, by=officer), by=handler)
        services.finish(past, result="好了", by=handler)
    hidden = services.register(text="灯", category=other, source=SourceFactory(), area=grid, by=worker)
    services.finish(
        services.accept(services.dispatch(hidden, to=unit, by=officer), by=handler), result="好了", by=handler
    )
    Matter.objects.filter(pk=hidden.pk).update(confidential=True)  # not counted for who may not see it
    client.force_login(officer)
    shown = client.get(reverse("grids:dispatch", args=[case.number]))
    assert shown.context["form"]["to"].initial == unit
    assert "近一年同类 3 件，3 件由市政所办结" in page(shown)


def test_somebody_without_an_area_cannot_log(client, stranger):
    client.force_login(stranger)
    assert client.get(reverse("grids:new")).status_code == 302


def test_the_detail_page_costs_the_same_however_long_the_story(
    client, officer, worker, case, django_assert_max_num_queries
):
    for _ in range(6):
        case = services.query(case, note="?", by=officer)
        case = services.supplement(case, note="!", by=worker)
    client.force_login(officer)
    with django_assert_max_num_queries(19):
        client.get(reverse("grids:detail", args=[case.number]))


def test_the_list_opens_with_what_is_not_done_and_all_is_one_choice_away(client, officer, case, town):
    done = CaseFactory(area=town, title="早办结的", status="closed", closed_at=timezone.now() + timedelta(1))
    client.force_login(officer)
    assert done.title not in page(client.get(reverse("grids:list")))
    everything = client.get(reverse("grids:list"), {"status": "all"})
    assert [row.matter for row in everything.context["rows"]] == [done, case]


@pytest.mark.parametrize("number", ["2", "999999", "0", "-1", "x", "9" * 30])
def test_a_page_that_is_not_there_is_the_nearest(client, officer, case, number):
    client.force_login(officer)
    assert client.get(reverse("grids:list"), {"page": number}).status_code == 200
