import pytest
from django.urls import reverse

from accounts.http import CONFIRMED
from accounts.models import Role
from casework.models import Person, Reveal
from casework.services.people import add_person
from tests.coming import come_in
from tests.factories import CaseFactory, DutyFactory, UnitFactory

committed = pytest.mark.django_db(transaction=True)  # a reveal inside the test's own would be refused


@pytest.fixture
def person(grid, officer):
    case = CaseFactory(area=grid, title="路口积水")
    return add_person(case, by=officer, name="王小明", phone="13900001234", address="桥东镇桥东村 3 组")


@pytest.fixture
def address(person):
    return reverse("casework:reveal", args=[person.pk])


def test_the_cases_page_shows_the_mask_and_the_way_to_the_rest(client, officer, person, address):
    come_in(client, officer)
    shown = client.get(person.matter.get_absolute_url()).content.decode()
    for words in ("反映人", "王*明", "139****1234", "桥东镇桥东村***", "查看完整信息", address):
        assert words in shown
    assert "王小明" not in shown


def test_asking_shows_nothing_yet_and_leaves_no_ticket(client, officer, address):
    come_in(client, officer)
    asked = client.get(address)
    assert "用来做什么" in asked.content.decode()
    assert "13900001234" not in asked.content.decode()
    assert not Reveal.objects.exists()


@committed
def test_with_a_purpose_all_is_shown_once_under_a_watermark_and_no_browser_keeps_it(client, officer, address):
    come_in(client, officer)
    given = {"purpose": "call", "words": "核实积水位置"}
    sent = client.post(address, given, REMOTE_ADDR="10.0.0.9")
    ticket = Reveal.objects.get()
    assert (ticket.by, ticket.purpose, ticket.words) == (officer, "call", "核实积水位置")
    assert (ticket.address, ticket.shown_at) == ("10.0.0.9", None)
    shown = client.get(sent.url)
    text = shown.content.decode()
    for words in ("王小明", "13900001234", "桥东镇桥东村 3 组", "已留下记录", "核实积水位置"):
        assert words in text
    assert text.count(f'data-mark="{officer} 20') >= 20
    assert shown.headers["Cache-Control"] == "no-store"
    again = client.get(sent.url).content.decode()  # the browser's back button
    assert "王小明" not in again
    assert "这次查看已经用过了" in again
    assert "核实积水位置" in again  # who looked before stands there
    assert Reveal.objects.get().shown_at


@committed
@pytest.mark.parametrize("ticket", ["0", "999999999", "-1", "x", "", "9" * 30])
def test_a_made_up_ticket_shows_nothing(client, officer, address, ticket):
    come_in(client, officer)
    response = client.get(address, {"ticket": ticket})
    assert response.status_code == 200
    assert "13900001234" not in response.content.decode()


@committed
def test_a_ticket_of_one_person_does_not_show_another(client, officer, person, address):
    other = add_person(person.matter, by=officer, name="李四光", phone="13900005678")
    come_in(client, officer)
    sent = client.post(address, {"purpose": "call"})
    moved = sent.url.replace(f"/{person.pk}/", f"/{other.pk}/")
    shown = client.get(moved).content.decode()
    assert "13900005678" not in shown
    assert "13900001234" not in shown


@pytest.mark.parametrize(
    "given", [{}, {"purpose": "curious"}, {"purpose": "other"}, {"purpose": "law", "words": " "}]
)
def test_without_a_purpose_nothing_is_shown(client, officer, address, given):
    come_in(client, officer)
    refused = client.post(address, given)
    assert refused.context["form"].errors
    assert "13900001234" not in refused.content.decode()
    assert not Reveal.objects.exists()


@committed
def test_identifiers_in_the_words_of_a_ticket_are_not_kept(client, officer, address):
    come_in(client, officer)
    client.post(address, {"purpose": "law", "words": "提供给派出所，联系13900005678"})
    assert Reveal.objects.get().words == "提供给派出所，联系〔手机号〕"


@committed
def test_out_of_scope_there_is_no_such_person_and_who_looks_on_is_told_whom_to_ask(
    client, address, stranger, county
):
    come_in(client, stranger)
    assert client.get(address).status_code == 404
    leader = DutyFactory(role=Role.LEADING_GROUP, unit=UnitFactory(area=county)).user
    come_in(client, leader)
    for response in (client.get(address), client.post(address, {"purpose": "call"}, follow=True)):
        assert "13900001234" not in response.content.decode()
    assert "不能看完整信息" in response.content.decode()
    assert "查看完整信息" not in response.content.decode()
    assert not Reveal.objects.exists()


@committed
def test_with_keys_that_do_not_fit_the_page_says_whom_to_tell(client, officer, address, settings):
    settings.FIELD_KEYS = "k9:" + "A" * 44
    come_in(client, officer)
    told = client.post(address, {"purpose": "call"}, follow=True).content.decode()
    assert "请告诉系统管理员" in told


def test_an_erased_person_has_no_page(client, officer, person, address):
    Person.objects.filter(pk=person.pk).update(erased_at="2020-01-01T00:00Z")
    come_in(client, officer)
    assert client.get(address).status_code == 404


def test_who_has_not_just_given_the_password_is_asked_for_it_first(client, officer, address):
    come_in(client, officer)
    session = client.session
    session[CONFIRMED] = 0  # long ago
    session.save()
    for response in (client.get(address), client.post(address, {"purpose": "call"})):
        assert response.status_code == 302
        assert response.url.startswith("/confirm/")
    assert not Reveal.objects.exists()
