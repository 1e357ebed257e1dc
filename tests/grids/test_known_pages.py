"""The form of a case: suggested categories and what is known, with no script at all, and the API of both."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from casework.models import Attachment, Event, Joining, Matter, Person
from grids.models import Category, CategoryBy, Wordlist
from tests.factories import CaseFactory, SourceFactory

TEXT = "桥东路口路灯不亮，晚上看不见。"
API = "/api/v1/cases/"


@pytest.fixture
def categories(db):
    names = {"101": "矛盾纠纷", "103": "公共安全", "104": "城乡环境", "999": "其他"}
    return {name: Category.objects.create(code=code, name=name) for code, name in names.items()}


@pytest.fixture
def logger(client, worker, categories):
    client.force_login(worker)
    return client


@pytest.fixture
def case(grid, categories):
    return CaseFactory(area=grid, category=categories["城乡环境"], source=SourceFactory(), title="路灯不亮")


def photo():
    kept = BytesIO()
    Image.new("RGB", (40, 40), "red").save(kept, "JPEG")
    return SimpleUploadedFile("灯.jpg", kept.getvalue(), content_type="image/jpeg")


def press(client, **given):
    return client.post("/cases/new/", {"text": TEXT, "submission": str(uuid4()), **given}, follow=True)


def test_without_a_choice_the_text_says_the_category_and_the_case_says_so(logger):
    page = press(logger).content.decode()
    case = Matter.objects.get().own
    assert (case.category.name, case.category_by) == ("城乡环境", CategoryBy.TEXT)
    assert "类别按文字记为“城乡环境”，不对可以改" in page
    assert "城乡环境（按文字建议）" in page


def test_a_choice_stands_whatever_the_text_says(logger):
    press(logger, category="101")
    case = Matter.objects.get().own
    assert (case.category.name, case.category_by) == ("矛盾纠纷", CategoryBy.CHOSEN)


def test_what_the_text_does_not_say_is_something_else(logger):
    press(logger, text="唔。")
    case = Matter.objects.get().own
    assert (case.category.name, case.category_by) == ("其他", CategoryBy.TEXT)


def test_a_suggestion_that_the_page_filled_in_is_known_as_one(logger):
    press(logger, category="104", suggested="1")
    assert Matter.objects.get().own.category_by == CategoryBy.TEXT


def test_one_tap_changes_the_category(logger, worker):
    press(logger)
    matter = Matter.objects.get()
    page = logger.post(f"/cases/{matter.number}/category/", {"category": "103"}, follow=True)
    assert "类别改成了“公共安全”" in page.content.decode()
    case = Matter.objects.get().own
    assert (case.category.name, case.category_by) == ("公共安全", CategoryBy.CHOSEN)
    line = Event.objects.get(move="recategorise")
    assert (line.label, line.note, line.by) == ("改类别", "城乡环境 → 公共安全", worker)


def test_saying_that_a_suggestion_was_right_leaves_no_line(logger):
    press(logger)
    logger.post(f"/cases/{Matter.objects.get().number}/category/", {"category": "104"})
    assert Matter.objects.get().own.category_by == CategoryBy.CHOSEN
    assert not Event.objects.filter(move="recategorise").exists()


def test_who_only_looks_on_changes_no_category(client, case, officer, handler, grid):
    client.force_login(handler)
    assert client.get(f"/cases/{case.number}/category/").status_code == 404
    Matter.objects.update(status="closed", closed_at="2099-01-01T00:00Z")
    client.force_login(officer)
    page = client.post(f"/cases/{case.number}/category/", {"category": "103"}, follow=True)
    assert "办结后不再改" in page.content.decode()
    assert Matter.objects.get().own.category.name == "城乡环境"


def test_the_question_stands_between_and_nothing_is_lost(logger, case):
    page = press(
        logger, category="104", landmark="老桥边", reporter_name="张小明", reporter_phone="13812345678"
    )
    words = page.content.decode()
    assert page.status_code == 400
    assert "像是这几件" in words
    assert case.title in words
    for kept in (TEXT, "老桥边", "张小明", "13812345678"):
        assert kept in words
    assert Matter.objects.count() == 1


@pytest.mark.parametrize(
    "answer", [{"shown": "{}"}, {"none_of": "{}", "shown": ""}], ids=["waved away", "none of these"]
)
def test_none_of_these_logs_a_new_one(logger, case, answer):
    press(logger, category="104", **{name: value.format(case.number) for name, value in answer.items()})
    assert Matter.objects.count() == 2
    assert not Joining.objects.exists()


def test_this_one_joins_and_logs_nothing(logger, case, worker):
    key = str(uuid4())
    given = {"category": "104", "join": case.number, "submission": key, "reporter_name": "张小明"}
    page = press(logger, **given)
    assert "加进去了" in page.content.decode()
    press(logger, **given)
    assert Matter.objects.count() == 1
    assert Joining.objects.get().by == worker
    assert Person.objects.get().masked_name == "张*明"
    assert Event.objects.get(move="join").note == TEXT


def test_a_photo_waits_for_the_answer_and_goes_along(logger, case):
    """Without a script no form sends a file again: it is kept by person and submission, and comes along."""
    key = str(uuid4())
    page = press(logger, category="104", attachments=photo(), submission=key)
    assert "照片和文件已经收到" in page.content.decode()
    press(logger, category="104", submission=key, join=case.number)
    assert Attachment.objects.get().matter == case


def test_a_photo_that_waits_is_nobody_else_s(logger, client, case, officer):
    key = str(uuid4())
    press(logger, category="104", attachments=photo(), submission=key)
    client.force_login(officer)
    press(client, category="104", submission=key, join=case.number)
    assert not Attachment.objects.exists()
    cache.clear()


def test_a_second_press_of_a_new_case_is_not_asked_whether_it_is_itself(logger, case):
    key = str(uuid4())
    for _ in range(2):
        page = press(logger, category="104", submission=key, shown=case.number)
    assert page.status_code == 200
    assert Matter.objects.count() == 2


def test_out_of_sight_is_not_there_to_be_joined(logger, case, categories):
    far = CaseFactory(category=categories["城乡环境"], source=SourceFactory(), title="别处的一件")
    confidential = CaseFactory(area=case.area, category=case.own.category, confidential=True)
    for number in (far.number, confidential.number, "202501-999999", "\x00"):
        page = press(logger, category="104", join=number)
        assert page.status_code == 400
        assert "加不进去了" in page.content.decode()
    assert not Joining.objects.exists()
    assert Matter.objects.count() == 3


def test_the_part_of_the_form_shows_no_more_than_the_list(logger, case, categories):
    CaseFactory(category=categories["城乡环境"], source=SourceFactory(), title="别处的一件")
    words = logger.get("/cases/known/", {"category": "104", "area": case.area_id}).content.decode()
    assert case.title in words
    assert "就是这件" in words
    assert "别处的一件" not in words


@pytest.mark.parametrize("given", [{}, {"category": "888"}, {"category": "104", "lng": "x", "lat": "1"}])
def test_what_cannot_be_asked_is_an_empty_answer(logger, case, given):
    page = logger.get("/cases/known/", given)
    assert (page.status_code, page.content.strip()) == (200, b"")


def test_the_words_are_kept_by_the_browser_and_asked_for_anew(logger):
    first = logger.get("/cases/words/")
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert logger.get("/cases/words/", headers={"if-none-match": first.headers["ETag"]}).status_code == 304
    body = '{"labels":["甲","乙"],"bias":[0,0],"weights":{"水":[1,0]},"sure":1}'
    Wordlist.objects.create(cases=9, digest="0123456789abcdef", body=body)
    second = logger.get("/cases/words/", headers={"if-none-match": first.headers["ETag"]})
    assert (second.status_code, second.content.decode()) == (200, body)


def test_the_words_are_small_on_the_line(logger):
    sent = logger.get("/cases/words/", headers={"accept-encoding": "gzip"})
    assert sent.headers["Content-Encoding"] == "gzip"
    assert len(sent.content) < 62_000


def test_the_api_suggests(logger):
    said = logger.post(f"{API}suggest/", {"text": TEXT}, content_type="application/json").json()
    assert said["sure"]
    assert said["categories"][0] == {"code": "104", "name": "城乡环境"}
    assert len(said["categories"]) == 3
    assert logger.post(f"{API}suggest/", {}, content_type="application/json").status_code == 400


def test_the_api_knows_and_joins_once(logger, case):
    (found,) = logger.get(f"{API}known/", {"category": "104", "area": case.area_id}).json()
    assert (found["number"], found["metres"]) == (case.number, None)
    given = {"text": TEXT, "submission": str(uuid4())}
    for _ in range(2):
        answer = logger.post(f"{API}{case.number}/join/", given, content_type="application/json")
        assert (answer.status_code, answer.json()["number"]) == (200, case.number)
    assert Joining.objects.count() == 1


def test_the_api_joins_nothing_closed_or_confidential(logger, case, worker):
    given = {"text": TEXT}
    Matter.objects.update(confidential=True, holder=worker)
    refused = logger.post(f"{API}{case.number}/join/", given, content_type="application/json")
    assert refused.status_code == 403
    Matter.objects.update(confidential=False, status="closed", closed_at="2099-01-01T00:00Z")
    late = logger.post(f"{API}{case.number}/join/", given, content_type="application/json")
    assert late.status_code == 409
    assert not Joining.objects.exists()


def test_the_api_puts_a_category_right(logger, worker, grid, categories):
    press(logger)
    number = Matter.objects.get().number
    answer = logger.post(f"{API}{number}/category/", {"category": "103"}, content_type="application/json")
    assert (answer.json()["category"], answer.json()["category_by"]) == ("103", "chosen")
