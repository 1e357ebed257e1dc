"""Who reported a case, and words in it that give somebody away."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from casework.models import Event, Matter, Person
from grids import services
from tests.factories import CategoryFactory, SourceFactory
from tests.grids.test_views import picture

NEW = reverse("grids:new")
SAID = "王某说积水，电话13900001234，身份证11010519491231002X"


@pytest.fixture
def other(db):
    return CategoryFactory(name="其他", code="099")


@pytest.fixture
def case(worker, grid, other):
    return services.register(text="路灯不亮", category=other, source=SourceFactory(), area=grid, by=worker)


def page(response):
    return response.content.decode()


def test_a_reporter_is_written_down_with_the_case(client, worker, other):
    client.force_login(worker)
    client.post(NEW, {"text": "积水", "reporter_name": "王小明", "reporter_phone": "139 0000 1234"})
    person = Person.objects.get()
    assert (person.matter, person.part) == (Matter.objects.get(), "reporter")
    assert (person.masked_name, person.masked_phone) == ("王*明", "139****1234")


def test_without_one_nobody_is_written_down_and_the_form_is_folded(client, worker, other):
    client.force_login(worker)
    assert 'class="more-fields" open' not in page(client.get(NEW))
    client.post(NEW, {"text": "积水", "reporter_name": " "})
    assert not Person.objects.exists()


def test_the_second_press_writes_nobody_twice(client, worker, other):
    client.force_login(worker)
    given = {"text": "积水", "reporter_name": "王小明", "submission": "6f1d9a52-2f0e-4b53-9b0e-0a3c1b1f4a55"}
    for _ in range(2):
        client.post(NEW, given)
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"reporter_phone": "1390000"}, "手机号应是 11 位，现在是 7 位"),
        ({"reporter_id_number": "1101"}, "身份证号应是 18 位，现在是 4 位"),
        ({"reporter_address": "桥东镇"}, "姓名和电话至少写一样"),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_the_fold_stands_open(client, worker, other, given, words):
    client.force_login(worker)
    response = client.post(NEW, {"text": "积水", **given})
    assert response.status_code == 400
    assert words in page(response)
    assert 'class="more-fields" open' in page(response)
    assert next(iter(given.values())) in page(response)
    assert not Matter.objects.exists()


def test_words_that_give_somebody_away_are_pointed_out_once_and_kept_as_typed(client, worker, other):
    client.force_login(worker)
    response = client.post(NEW, {"text": SAID, "landmark": "红绿灯旁"})
    assert "“发生了什么”里好像有 1 个身份证号、1 个手机号。" in page(response)
    assert "谁反映的" in page(response)
    assert SAID in page(response)
    assert "红绿灯旁" in page(response)
    assert not Matter.objects.exists()
    client.post(NEW, {"text": SAID, "landmark": "红绿灯旁", "as_written": "1"})
    assert Matter.objects.get().own.text == SAID


def test_pressed_again_it_goes_in_and_with_more_in_it_gives_pause_once_more(client, worker, other):
    client.force_login(worker)
    warned = client.post(NEW, {"text": SAID}).context["form"].warned
    more = client.post(NEW, {"text": SAID + "，另有13900005678", "warned": warned})
    assert "2 个手机号" in page(more)
    assert not Matter.objects.exists()
    assert client.post(NEW, {"text": SAID, "warned": warned}).status_code == 302


def test_the_warning_holds_no_value(client, worker, other):
    client.force_login(worker)
    warnings = client.post(NEW, {"text": SAID}).context["form"].warnings
    assert not [sentence for _, sentence in warnings if "139" in sentence or "1101" in sentence]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"landmark": "找13900001234"}, "“附近标志物”里好像有 1 个手机号"),
        ({"settled": "on", "result": "已联系139-0000-1234"}, "“办了什么”里好像有 1 个手机号"),
        ({"text": "机密★1年 会议材料"}, "“发生了什么”里好像有密级标志。涉密的内容不能放进本平台。"),
        ({"text": "账号6222021234567890128"}, "1 个银行卡号"),
    ],
)
def test_every_free_text_is_read(client, worker, other, given, words):
    client.force_login(worker)
    assert words in page(client.post(NEW, {"text": "积水", **given}))
    assert not Matter.objects.exists()


def test_the_name_of_a_file_is_read_too(client, worker, other):
    client.force_login(worker)
    photo = SimpleUploadedFile("11010519491231002X正面.jpg", picture(), content_type="image/jpeg")
    response = client.post(NEW, {"text": "积水", "attachments": photo})
    assert "照片或文件的文件名里好像有 1 个身份证号" in page(response)


def test_an_offices_telephone_and_the_reporters_own_fields_give_no_pause(client, worker, other):
    client.force_login(worker)
    given = {"text": "已告知拨打0573-86123456", "reporter_name": "王小明", "reporter_phone": "13900001234"}
    assert client.post(NEW, given).status_code == 302


def test_a_move_gives_pause_too_and_goes_in_when_told_so(client, officer, case):
    client.force_login(officer)
    url = reverse("grids:decline", args=[case.number])
    response = client.post(url, {"note": "让王某13900001234来补"})
    assert "“原因”里好像有 1 个手机号" in page(response)
    assert Event.objects.filter(matter=case).count() == 1
    assert client.post(url, {"note": "让王某13900001234来补", "as_written": "1"}).status_code == 302
    assert Event.objects.filter(matter=case, move="decline").exists()


def test_the_api_is_not_given_pause(client, worker, other):
    client.force_login(worker)
    assert client.post("/api/v1/cases/", {"text": SAID}, content_type="application/json").status_code == 201


def test_cases_are_found_by_a_persons_whole_number_within_ones_scope(
    client, worker, officer, other, stranger, case
):
    client.force_login(worker)
    told = {"reporter_name": "王小明", "reporter_phone": "139 0000 1234"}
    client.post(NEW, {"text": "积水", **told, "shown": case.number})
    client.force_login(officer)
    found = client.post(reverse("grids:by_person"), {"number": "１３９-0000-1234"})
    assert "1390000" not in found.url
    assert [row.matter.title for row in client.get(found.url).context["rows"]] == ["积水"]
    nobody = client.post(reverse("grids:by_person"), {"number": "13900009999"})
    assert client.get(nobody.url).context["rows"] == []
    client.force_login(stranger)
    assert client.get(found.url).context["rows"] == []


def test_half_a_number_finds_nobody_and_is_told_so(client, officer, case):
    client.force_login(officer)
    response = client.post(reverse("grids:by_person"), {"number": "139"}, follow=True)
    assert "写完整的 11 位手机号" in page(response)


def test_a_number_in_the_search_box_is_pointed_to_the_other_way(client, officer, case):
    client.force_login(officer)
    assert "号码就不会留在地址栏里" in page(client.get(reverse("grids:list"), {"q": "13900001234"}))
