"""Cases and disputes link both ways, and what grew from another keeps its chain (一码到底)."""

import pytest
from bs4 import BeautifulSoup

from accounts.models import Role
from casework.models import Link, Matter
from disputes import services
from grids.models import Case
from tests.disputes.test_views import page, post_new
from tests.factories import CaseFactory, DutyFactory


@pytest.fixture
def case(town, body):
    """A case that the committee has."""
    return CaseFactory(area=town, unit=body.unit, title="井盖松了")


def related(client, matter):
    """The other matters, and the buttons, of the part 关联 of its page."""
    part = BeautifulSoup(page(client.get(matter.get_absolute_url())), "html.parser").select_one(
        "section[aria-labelledby=chain]"
    )
    return {link["href"]: link.get_text() for link in part.select("a")} if part else {}


def test_a_dispute_grows_from_a_case_by_a_button_and_both_pages_show_the_other(inside, case):
    buttons = related(inside, case)
    (new,) = [url for url, label in buttons.items() if label == "由此新记一件纠纷"]
    assert case.number in page(inside.get(new))
    post_new(inside, grown_from=case.number)
    dispute = Matter.objects.get(kind="dispute")
    assert dispute.chain == case.chain
    assert Link.objects.get().source == case
    assert dispute.get_absolute_url() in related(inside, case)
    assert case.get_absolute_url() in related(inside, dispute)


def test_a_case_grows_from_a_dispute_where_it_is_the_user_s_to_log(client, inside, officer, register):
    dispute = register()
    assert "由此新记一件案件" not in related(inside, dispute).values()  # a mediator logs no cases
    client.force_login(officer)
    buttons = {label: url for url, label in related(client, dispute).items()}
    assert dispute.number in page(client.get(buttons["由此新记一件案件"]))
    assert "由此新记一件纠纷" in buttons


@pytest.mark.parametrize("grew_into", [True, False])
def test_what_was_registered_apart_is_linked_later_either_way(inside, case, register, mediator, grew_into):
    dispute = register()
    services.link(dispute, to=case, by=mediator, grew_into=grew_into)
    chains = set(Matter.objects.values_list("chain", flat=True))
    assert len(chains) == 1
    assert dispute.get_absolute_url() in related(inside, case)
    assert case.get_absolute_url() in related(inside, dispute)
    source = Link.objects.get().source
    assert source == (dispute if grew_into else case)


def test_the_api_registers_links_and_moves_with_the_chain(inside, case):
    given = {
        "facts": "为井盖吵了起来。",
        "justice_type": "neighbour",
        "party1_name": "演示甲",
        "party2_name": "演示乙",
        "grown_from": case.number,
    }
    made = inside.post("/api/v1/disputes/", given, content_type="application/json")
    assert made.status_code == 201
    dispute = Matter.objects.get(kind="dispute")
    assert dispute.chain == case.chain
    other = CaseFactory(area=case.area, unit=case.unit)
    linked = inside.post(
        f"/api/v1/disputes/{dispute.number}/link/",
        {"to": other.number, "direction": "from"},
        content_type="application/json",
    )
    assert linked.status_code == 200, linked.content
    assert Matter.objects.get(pk=other.pk).chain == case.chain


def test_nobody_links_to_or_learns_of_what_is_out_of_sight(inside, register, client):
    hidden = CaseFactory(title="别人的案件")
    assert post_new(inside, grown_from=hidden.number).status_code == 400
    dispute = register()
    Matter.objects.filter(pk=dispute.pk).update(chain=hidden.chain)
    assert hidden.get_absolute_url() not in related(inside, dispute)
    watcher = DutyFactory(role=Role.MEDIATOR, unit=dispute.unit).user
    client.force_login(watcher)
    assert "别人的案件" not in page(client.get(dispute.get_absolute_url()))
    assert Case.objects.count() == 1
