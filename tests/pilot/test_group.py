"""The leading group's list (LG-01): versions, who writes and who adopts (LG-04), what changed."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Role
from pilot.exceptions import PilotDenied
from pilot.models import DutyItem, GroupVersion, Office, Post
from pilot.selectors import changes, member_units, standing
from pilot.services import listing
from security import clock
from tests.factories import DutyFactory
from tests.pilot.conftest import ADOPTED, fill

pytestmark = pytest.mark.django_db
GROUP = reverse("pilot:group")
NEXT = {"document": "测办〔2026〕9号", "dated_on": date(2026, 6, 1), "valid_from": date(2026, 6, 2)}


@pytest.fixture
def second(first, clerk, leader, other_bureau):
    """The next version: one member unit more, the first one's duty gone."""
    draft = listing.draft(by=clerk)
    listing.add(draft, "unit", by=clerk, unit=other_bureau)
    listing.drop(draft, "duty", DutyItem.objects.get(version=draft).pk, by=clerk)
    return listing.adopt(draft, by=leader, **NEXT)


def test_lg_01_the_list_is_versioned_by_document_and_day(first, second, county, bureau, other_bureau):
    assert [str(one) for one in GroupVersion.objects.all()] == [
        "第 2 版（测办〔2026〕9号）",
        "第 1 版（测办〔2026〕1号）",
    ]
    assert standing(date(2026, 1, 4), county.pk) is None
    assert standing(date(2026, 6, 1), county.pk) == first
    assert standing(date(2026, 6, 2), county.pk) == second
    assert member_units(date(2026, 6, 1), county.pk) == [bureau]
    assert member_units(date(2026, 6, 2), county.pk) == [bureau, other_bureau]
    assert member_units(date(2025, 6, 2), county.pk) == []


def test_lg_01_a_new_version_is_a_copy_of_the_last(first, clerk):
    draft = listing.draft(by=clerk)
    assert changes(first, draft) == []
    assert draft.dutyitems.get().member.version == draft
    assert draft.number == 2


def test_lg_01_what_changed_is_said_by_part(first, second):
    found = {change.part: (change.gone, change.come) for change in changes(first, second)}
    assert found == {
        "成员单位": ([], ["人社局"]),
        "权责清单：住建局": (["物业纠纷化解（测办〔2026〕1号第三条）"], []),
    }


def test_lg_01_there_is_one_head_and_one_director(first, clerk):
    draft = listing.draft(by=clerk)
    for office, words in ((Office.HEAD, "组长只有一位"), (Office.DIRECTOR, "主任只有一位")):
        with pytest.raises(ValidationError, match=words), transaction.atomic():
            listing.add(draft, "post", by=clerk, office=office, name="丙某", title="副书记")
        with pytest.raises(IntegrityError, match="one_"), transaction.atomic():
            Post.objects.create(version=draft, office=office, name="丙某", title="副书记")


def test_lg_01_a_list_without_head_office_or_member_units_is_not_adopted(clerk, leader, bureau):
    draft = listing.draft(by=clerk)
    with pytest.raises(PilotDenied, match="组长、办公室主任"):
        listing.adopt(draft, by=leader, **ADOPTED)
    fill(draft, clerk)
    with pytest.raises(PilotDenied, match="成员单位"):
        listing.adopt(draft, by=leader, **ADOPTED)
    listing.add(draft, "unit", by=clerk, unit=bureau)
    assert listing.adopt(draft, by=leader, **ADOPTED).adopted_by == leader


def test_lg_04_whoever_writes_the_list_does_not_adopt_it(first, clerk, colleague, leader, office):
    draft = listing.draft(by=clerk)
    DutyFactory(role=Role.LEADING_GROUP, unit=office, user=clerk)
    with pytest.raises(PilotDenied, match="起草的人不能自己定"):
        listing.adopt(draft, by=clerk, **NEXT)
    with pytest.raises(PilotDenied, match="领导小组来定"):
        listing.adopt(draft, by=colleague, **NEXT)
    taken = NEXT | {"adopted_by": clerk, "adopted_at": clock.now()}
    with pytest.raises(IntegrityError, match="list_is_adopted_by_somebody_else"), transaction.atomic():
        GroupVersion.objects.filter(pk=draft.pk).update(**taken)
    assert listing.adopt(draft, by=leader, **NEXT).valid_from == NEXT["valid_from"]


def test_lg_04_nobody_but_its_author_writes_in_a_draft(first, clerk, colleague, leader, bureau):
    draft = listing.draft(by=clerk)
    for other in (colleague, leader):
        with pytest.raises(PilotDenied, match="由起草的人来改"):
            listing.add(draft, "post", by=other, office=Office.MEMBER, name="丙某", title="局长")
        with pytest.raises(PilotDenied, match="由起草的人来改"):
            listing.drop(draft, "post", draft.posts.first().pk, by=other)
    with pytest.raises(PilotDenied, match="办公室起草"):
        listing.draft(by=leader)


def test_what_was_adopted_stays_in_the_database_too(first, clerk, bureau, other_bureau):
    post = first.posts.first()
    with pytest.raises(PilotDenied, match="不能改"):
        listing.drop(first, "post", post.pk, by=clerk)
    with pytest.raises(IntegrityError, match="adopted_list_stays"), transaction.atomic():
        post.delete()
    with pytest.raises(IntegrityError, match="adopted_list_stays"), transaction.atomic():
        first.memberunits.update(unit=other_bureau)
    with pytest.raises(IntegrityError, match="adopted_list_stays"), transaction.atomic():
        first.memberunits.create(unit=other_bureau)
    with pytest.raises(InternalError, match="adopted_list_is_kept"), transaction.atomic():
        GroupVersion.objects.filter(pk=first.pk).update(document="别的")
    with pytest.raises(PilotDenied, match="定了的不能删"):
        listing.discard(first, by=clerk)


def test_one_draft_at_a_time_and_it_can_be_thrown_away(first, clerk, colleague):
    draft = listing.draft(by=clerk)
    with pytest.raises(PilotDenied, match="已经有一份草稿"):
        listing.draft(by=colleague)
    with pytest.raises(IntegrityError, match="one_draft_of_the_list"), transaction.atomic():
        GroupVersion.objects.create(area=first.area, number=7, made_by=colleague)
    listing.discard(draft, by=colleague)
    assert GroupVersion.objects.get() == first


def test_the_database_refuses_lists_and_lines_that_are_none(first, clerk, bureau):
    draft = listing.draft(by=clerk)
    member = draft.memberunits.get()
    broken = (
        ("a_unit_is_a_member_once", lambda: draft.memberunits.create(unit=bureau)),
        ("post_is_held_by_somebody", lambda: draft.posts.create(office="member", title="局长")),
        ("duty_says_what_and_why", lambda: draft.dutyitems.create(member=member, text="", basis="文件")),
        (
            "special_group_has_a_name_of_its_own",
            lambda: draft.specialgroups.create(name="物业专项组", lead=bureau),
        ),
        (
            "one_list_of_a_number",
            lambda: GroupVersion.objects.create(area=first.area, number=1, made_by=clerk),
        ),
        ("one_list_from_a_day", lambda: drafts(draft).update(valid_from=first.valid_from)),
        ("adopted_list_names_its_document", lambda: drafts(draft).update(adopted_at=clock.now())),
    )
    for name, write in broken:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            write()
    group = draft.specialgroups.get()
    group.members.create(version=draft, unit=bureau)
    with pytest.raises(IntegrityError, match="a_unit_is_in_a_special_group_once"), transaction.atomic():
        group.members.create(version=draft, unit=bureau)


def drafts(draft):
    return GroupVersion.objects.filter(pk=draft.pk)


def test_a_list_begins_after_the_one_before_and_its_document_is_not_of_tomorrow(first, clerk, leader):
    draft = listing.draft(by=clerk)
    with pytest.raises(PilotDenied, match="要晚于上一版"):
        listing.adopt(draft, by=leader, **(NEXT | {"valid_from": first.valid_from}))
    tomorrow = clock.today() + timedelta(days=1)
    with pytest.raises(PilotDenied, match="发文日期还没到"):
        listing.adopt(draft, by=leader, **(NEXT | {"dated_on": tomorrow}))


def test_the_draft_is_for_the_office_and_the_group_alone(first, clerk, leader, member, officer, client):
    draft = listing.draft(by=clerk)
    for user, status in ((clerk, 200), (leader, 200), (member, 404), (officer, 404)):
        client.force_login(user)
        assert client.get(reverse("pilot:version", args=[draft.pk])).status_code == status
        assert client.get(GROUP).status_code == 200


def test_another_countys_list_is_none_and_keepers_of_the_platform_have_no_such_page(first, keeper, client):
    stranger = DutyFactory(role=Role.OFFICE).user
    client.force_login(stranger)
    assert "还没有定下来的名单" in client.get(GROUP).content.decode()
    assert client.get(reverse("pilot:version", args=[first.pk])).status_code == 404
    client.force_login(keeper)
    assert client.get(GROUP).status_code == 404


def test_a_list_is_written_and_adopted_on_its_pages(clerk, leader, bureau, client):
    client.force_login(clerk)
    assert client.post(reverse("pilot:draft")).status_code == 302
    draft = GroupVersion.objects.get()

    def line(part, **given):
        return client.post(reverse("pilot:line_new", args=[draft.pk, part]), given)

    assert line("post", office="head", name="甲某", title="县委书记").status_code == 302
    assert line("post", office="director", user=leader.pk, title="办公室主任").status_code == 302
    assert "选一个人员，或者写姓名" in line("post", office="member", title="局长").content.decode()
    assert "组长只有一位" in line("post", office="head", name="乙某", title="书记").content.decode()
    assert line("unit", unit=bureau.pk).status_code == 302
    member = draft.memberunits.get()
    assert line("duty", member=member.pk, text="查欠薪", basis="第三条").status_code == 302
    assert line("special", name="欠薪组", lead=bureau.pk, units=[bureau.pk]).status_code == 302
    assert line("nothing").status_code == 404
    assert client.get(reverse("pilot:adopt", args=[draft.pk])).status_code == 403
    client.force_login(leader)
    adopt = reverse("pilot:adopt", args=[draft.pk])
    wrong = client.post(adopt, {"document": "", "dated_on": "昨天", "valid_from": "2026-01-05"})
    assert wrong.status_code == 400
    assert "写印发名单的文号" in wrong.content.decode()
    assert client.post(adopt, ADOPTED).status_code == 302
    shown = client.get(GROUP).content.decode()
    for words in ("测办〔2026〕1号", "甲某", "查欠薪", "欠薪组", "现在的名单"):
        assert words in shown


def test_lines_are_taken_out_on_the_page(first, clerk, client):
    draft = listing.draft(by=clerk)
    client.force_login(clerk)
    page = client.get(reverse("pilot:version", args=[draft.pk])).content.decode()
    assert "去掉" in page
    line = draft.specialgroups.get()
    assert client.post(reverse("pilot:line_drop", args=[draft.pk, "special", line.pk])).status_code == 302
    shown = client.get(reverse("pilot:version", args=[draft.pk])).content.decode()
    assert "去掉：物业专项组（牵头：住建局；成员：没有）" in shown
    assert client.post(reverse("pilot:discard", args=[draft.pk])).status_code == 302
    assert not GroupVersion.objects.drafts().exists()


def test_the_page_costs_the_same_for_any_number_of_lines(first, clerk, county, client):
    client.force_login(clerk)
    draft = listing.draft(by=clerk)
    url = reverse("pilot:version", args=[draft.pk])
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for number in range(25):
        user = DutyFactory(role=Role.MEMBER_UNIT, unit__area=county).user
        unit = user.held[0].unit
        listing.add(draft, "post", by=clerk, office=Office.MEMBER, user=user, title="局长", unit=unit)
        member = listing.add(draft, "unit", by=clerk, unit=unit)
        listing.add(draft, "duty", by=clerk, member=member, text=f"职责{number}", basis="第三条")
        listing.add(draft, "special", by=clerk, name=f"组{number}", lead=unit, units=[unit])
    with CaptureQueriesContext(connection) as many:
        assert "组24" in client.get(url).content.decode()
    assert len(many) <= len(few) + 2  # names of people and units, where there are any
