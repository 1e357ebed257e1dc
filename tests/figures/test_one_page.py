"""The leader's one page: five numbers with their pairs, three problems by declared rules, three asks."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Role
from casework.models import Matter
from disputes import services as dispute_services
from figures.one_page.rules import RULES
from figures.periods import Quarter
from security import clock
from tests.disputes.conftest import body, chair, line, mediator, register, seat  # noqa: F401 - fixtures
from tests.factories import AreaFactory, CaseFactory, CategoryFactory, DutyFactory, SourceFactory, UnitFactory
from tests.figures.clicking import Clicks
from tests.figures.test_board import cases, office  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db

PAGE = reverse("figures:one_page")
DAY = timedelta(days=1)


@pytest.fixture
def light(db):
    CategoryFactory(code="101", name="城乡环境")
    return CategoryFactory(code="101001", name="路灯")


@pytest.fixture
def log(town, light):
    """Cases, all alike unless told otherwise; late ones were due yesterday."""
    source = SourceFactory()

    def some(count, late=False, **fields):
        given = {"area": town, "category": light, "source": source} | fields
        due = clock.now() + (-DAY if late else 30 * DAY)
        return [CaseFactory(**given | {"due_at": due}) for _ in range(count)]

    return some


def seen(client, user, **asked):
    client.force_login(user)
    return client.get(PAGE, asked)


def found(page):
    """What was found, rule by rule, in plain words, and what is asked for."""
    return {
        one.rule.name: ("".join(piece.text for piece in one.found.words), one.found.ask)
        for one in page.context["sheet"].problems
    }


def test_five_numbers_each_with_its_pair(client, office, officer, cases):  # noqa: F811
    for user in (office, officer):
        numbers = seen(client, user).context["sheet"].numbers
        assert len({one.line.now.figure.key for one in numbers}) == 5
        for one in numbers:
            counter = one.line.now.figure.counter
            assert one.pair.figure.key == (counter or "cases.closed")


def test_who_does_not_oversee_petitions_has_another_number_in_their_place(client, office, officer, town):  # noqa: F811
    kinds = [
        {one.line.now.figure.kind for one in seen(client, user).context["sheet"].numbers}
        for user in (office, officer)
    ]
    assert kinds == [{"case", "dispute", "petition"}, {"case", "dispute"}]


def test_every_number_opens_its_rows(client, office, officer, cases):  # noqa: F811
    for user in (office, officer):
        client.force_login(user)
        clicks = Clicks(client)
        clicks.page(PAGE)
        clicks.page(f"{PAGE}?quarter={Quarter.of(clock.today()).previous}")
        assert clicks.wrong == []
        assert clicks.clicked > 20


def test_nothing_wrong_is_said_and_nothing_invented(client, officer, town):
    page = seen(client, officer)
    assert found(page) == {}
    text = page.content.decode()
    assert "按这些规则没有找到问题" in text
    assert "请定的事" not in text.split("问题怎么找的")[0]


def test_fewer_than_three_are_said_to_be_fewer(client, officer, log):
    log(2, late=True)
    assert "按这些规则只找到 1 个" in seen(client, officer).content.decode()


def test_what_is_late_is_named_by_category_and_by_the_unit_that_has_most(client, officer, log, unit, town):
    log(3, late=True, unit=unit)
    log(1, late=True, unit=UnitFactory(area=town, name="派出所"))
    CategoryFactory(code="102", name="公共安全")
    log(1, late=True, category=CategoryFactory(code="102001", name="消防"))
    log(4)
    assert found(seen(client, officer)) == {
        "超期集中在哪一类": (
            "案件现在超期 5 件，最多的是“城乡环境”类 4 件，其中市政所 3 件。",
            "请市政所牵头，逐件说明原因，定下办结的日期。",
        )
    }


def test_what_no_unit_has_asks_for_one(client, officer, log):
    log(1, late=True)
    [(words, ask)] = found(seen(client, officer)).values()
    assert words == "案件现在超期 1 件，最多的是“城乡环境”类 1 件，其中还没有承办单位的 1 件。"
    assert ask == "请先派给承办单位；没有单位接的，请定兜底单位。"


def test_no_unit_is_named_for_a_small_part_of_what_is_late(client, officer, log, town):
    for _ in range(3):
        log(1, late=True, unit=UnitFactory(area=town))
    [(words, ask)] = found(seen(client, officer)).values()
    assert words == "案件现在超期 3 件，最多的是“城乡环境”类 3 件。"
    assert ask.startswith("请管这一类的单位牵头")


def test_what_was_handed_back_twice_asks_for_a_unit_of_last_resort(client, officer, log):
    log(2, returned=2)
    log(1, returned=1)
    [(words, ask)] = found(seen(client, officer)).values()
    assert words == "没办结的案件里，被退回 2 次以上的 2 件。"
    assert "请定兜底单位" in ask


def test_an_agreement_that_is_not_performed_names_the_body_and_no_party(client, officer, line):  # noqa: F811
    dispute = line.to("take_effect")
    dispute_services.default(dispute, note="没有付钱。", by=line.by)
    page = seen(client, officer)
    [(words, _)] = found(page).values()
    assert words == "纠纷协议没有按期履行 1 件，最多的是桥东镇人民调解委员会 1 件。"
    assert "张三" not in page.content.decode()
    assert dispute.number not in page.content.decode()


def test_an_area_below_in_which_more_came_in_than_was_closed(client, office, county, town, log):  # noqa: F811
    other = AreaFactory(parent=county, name="桥西镇")
    log(6)
    log(5, area=other)
    log(9, area=county)
    large, ended = (
        AreaFactory(parent=county),
        {
            "closed_at": clock.now() + DAY / 24,
            "first_closed_at": clock.now() + DAY / 24,
            "status": "closed",
        },
    )
    log(7, area=large)  # of a hundred this is little
    log(93, area=large, **ended)
    [(words, ask)] = found(seen(client, office)).values()
    assert words == "桥东镇本季上报案件 6 件，办结 0 件。"
    assert ask.startswith("请桥东镇主要负责人牵头")


def test_a_category_that_rose_is_compared_with_as_many_days(client, officer, town, log):
    quarter = Quarter.of(clock.today())
    long_ago = clock.now() - timedelta(days=300)
    log(1, registered_at=long_ago, closed_at=long_ago, first_closed_at=long_ago, status="closed")
    begun = quarter.previous.period.moments[0] + timedelta(hours=1)
    ended = {"registered_at": begun, "closed_at": begun, "first_closed_at": begun, "status": "closed"}
    log(2, **ended)
    log(8)
    [(words, _)] = found(seen(client, officer)).values()
    base = "上季同样天数" if clock.today() < quarter.period.last_day else "上季"
    assert words == f"“城乡环境”类案件本季 8 件，{base} 2 件，环比上升300.0%。"


def test_the_rules_are_asked_in_order_and_stop_at_three(client, officer, line, log, town, village):  # noqa: F811
    dispute = line.to("take_effect")
    dispute_services.default(dispute, note="没有付钱。", by=line.by)
    log(2, returned=2, late=True)
    log(9, area=village)
    page = seen(client, officer)
    assert [*found(page)] == ["超期集中在哪一类", "退来退去", "协议不履行"]
    clicks = Clicks(client)
    clicks.page(PAGE)
    assert clicks.wrong == []
    assert all(rule.definition in page.content.decode() for rule in RULES)


def test_what_is_confidential_is_counted_for_nobody_who_may_not_see_it(client, officer, log):
    made = log(2, late=True)
    Matter.objects.filter(pk__in=[case.pk for case in made]).update(confidential=True)
    assert found(seen(client, officer)) == {}


def test_whose_page_there_is(client, office, officer, handler, worker, county, town, village):  # noqa: F811
    leader = DutyFactory(role=Role.LEADING_GROUP, unit=UnitFactory(area=county)).user
    for user, own in ((office, county), (leader, county), (officer, town)):
        assert seen(client, user).context["sheet"].subject == own
    assert seen(client, office, area=town.pk).context["sheet"].subject == town
    for user, asked in (
        (officer, county.pk),
        (officer, village.pk),
        (officer, "x\x00"),
        (handler, ""),
        (worker, ""),
    ):
        assert seen(client, user, area=asked).status_code == 404


def test_the_board_leads_to_the_page_of_its_area_and_quarter(client, office, officer, worker, county, town):  # noqa: F811
    for user, area in ((office, county), (officer, town)):
        client.force_login(user)
        page = client.get(reverse("figures:board"), {"quarter": "2026Q2"}).content.decode()
        assert f"{PAGE}?area={area.pk}&amp;quarter=2026Q2" in page
    client.force_login(worker)
    assert PAGE not in client.get(reverse("figures:board")).content.decode()
