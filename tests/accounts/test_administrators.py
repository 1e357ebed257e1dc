"""Three administrators, each with a part, none with the whole, and none with the county's work."""

import re

import pytest
from django.core.exceptions import ImproperlyConfigured, PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from accounts import services
from accounts.exceptions import NotYours
from accounts.models import ADMINISTRATORS, Attempt, Duty, Role, User
from casework.models import Matter
from tests.accounts.conftest import PASSWORD
from tests.factories import AdministratorFactory, CaseFactory, DutyFactory, UserFactory

SYSTEM = {
    "areas_area", "accounts_user", "accounts_unit", "accounts_duty", "grids_category", "grids_source",
    "casework_limitrule", "casework_officetime", "casework_specialday", "casework_holidaynotice",
    "casework_message", "casework_standardtext", "disputes_body", "disputes_mediator", "disputes_rewardrate",
    "disputes_room", "petitions_topic", "petitions_profile", "stability_standard",
    "areas_population",
}  # fmt: skip
SECURITY = {"areas_area", "accounts_user", "accounts_unit", "accounts_duty", "accounts_attempt"}
ADDED_BY_SYSTEM = SYSTEM - {"accounts_duty", "casework_holidaynotice", "casework_message"}


def refused(name):
    return pytest.raises(IntegrityError, match=name)


@pytest.mark.parametrize("other", sorted(ADMINISTRATORS - {Role.SYSTEM_ADMIN}))
def test_nobody_is_two_of_the_three(keeper, other):
    with refused("one_administrator_post_each"), transaction.atomic():
        Duty.objects.create(user=keeper, role=other)


def test_an_administrator_takes_no_other_duty(keeper, centre):
    with refused("administrators_do_nothing_else"), transaction.atomic():
        Duty.objects.create(user=keeper, role=Role.TOWN, unit=centre)


def test_whoever_has_a_duty_becomes_no_administrator(officer, worker, centre):
    with refused("administrators_do_nothing_else"), transaction.atomic():
        Duty.objects.create(user=officer, role=Role.AUDIT_ADMIN)
    DutyFactory(user=worker, role=Role.TOWN, unit=centre)
    with refused("administrators_do_nothing_else"), transaction.atomic():
        Duty.objects.filter(user=worker, role=Role.TOWN).update(role=Role.AUDIT_ADMIN, unit=None)


def test_a_duty_does_not_move_to_an_administrator(keeper, officer):
    with refused("administrators_do_nothing_else"), transaction.atomic():
        Duty.objects.filter(user=officer).update(user=keeper)


def test_administrators_sit_in_no_unit_and_all_others_in_one(stranger, centre):
    with refused("only_administrators_sit_in_no_unit"), transaction.atomic():
        Duty.objects.create(user=stranger, role=Role.AUDIT_ADMIN, unit=centre)
    with refused("only_administrators_sit_in_no_unit"), transaction.atomic():
        Duty.objects.create(user=stranger, role=Role.TOWN)


def test_the_form_says_it_in_words(keeper, officer, centre):
    with pytest.raises(ValidationError, match="管理员不能兼任别的岗位"):
        Duty(user=keeper, role=Role.TOWN, unit=centre).full_clean()
    with pytest.raises(ValidationError, match="管理员不能兼任别的岗位"):
        Duty(user=officer, role=Role.AUDIT_ADMIN).full_clean()


def test_no_administrator_sees_a_case(keeper, guard, auditor, client):
    case = CaseFactory()
    for user in (keeper, guard, auditor):
        assert not Matter.objects.visible_to(user).exists()
        client.force_login(user)
        assert client.get(case.get_absolute_url()).status_code == 404
        assert case.title not in client.get("/cases/").content.decode()
        assert "/todo/" not in client.get("/me/").content.decode()


def rooms_of(client):
    """The lists that the front page of the admin site shows."""
    page = client.get("/admin/").content.decode()
    return set(re.findall(r'href="/admin/(\w+/\w+)/"', page))


def test_each_administrator_has_their_rooms_in_the_admin_site(client, keeper, guard):
    for user, names in ((keeper, SYSTEM), (guard, SECURITY)):
        client.force_login(user)
        assert {room.replace("/", "_") for room in rooms_of(client)} == names
        for name in SYSTEM | SECURITY:
            answer = client.get(f"/admin/{name.replace('_', '/', 1)}/")
            assert answer.status_code == (200 if name in names else 403), (user.roles, name)


def test_what_each_may_add(client, keeper, guard):
    added = {keeper: ADDED_BY_SYSTEM, guard: {"accounts_duty"}}
    for user, names in added.items():
        client.force_login(user)
        for name in SYSTEM | SECURITY:
            answer = client.get(f"/admin/{name.replace('_', '/', 1)}/add/")
            assert answer.status_code == (200 if name in names else 403), (user.roles, name)


@pytest.mark.parametrize("who", ["auditor", "officer", "stranger"])
def test_nobody_else_enters_the_admin_site(client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get("/admin/", follow=True).status_code == 403
    assert client.get("/admin/accounts/user/", follow=True).status_code == 403


def test_the_admin_site_has_no_door_of_its_own(client, keeper, with_password):
    with_password(keeper)
    given = {"username": keeper.username, "password": PASSWORD}
    assert client.post("/admin/login/?next=/admin/", given).url.startswith("/login/")
    assert client.get("/me/").status_code == 302


def test_a_new_account_comes_with_a_password_shown_once_and_no_duty(client, keeper):
    client.force_login(keeper)
    given = {"username": "li", "name": "李四", "phone": "", "email": "", "duties-TOTAL_FORMS": 0}
    page = client.post("/admin/accounts/user/add/", {**given, "duties-INITIAL_FORMS": 0}).content.decode()
    password = re.search(r"<code>(.+)</code>", page)[1]
    user = User.objects.get(username="li")
    assert user.check_password(password)
    assert (user.password_temporary, user.held) == (True, [])


def test_the_system_administrator_gives_no_duties_and_none_to_themselves(client, keeper, officer, centre):
    client.force_login(keeper)
    duty = officer.duties.get()
    for path in (f"{duty.pk}/change/", f"{duty.pk}/delete/", "add/"):
        given = {"user": keeper.pk, "role": Role.TOWN, "unit": centre.pk, "post": "yes"}
        assert client.post(f"/admin/accounts/duty/{path}", given).status_code == 403, path
    page = client.get(f"/admin/accounts/user/{officer.pk}/change/").content.decode()
    assert "桥东镇综治中心" in page  # shown, not to be changed
    assert 'name="duties-0-role"' not in page
    with pytest.raises(PermissionDenied):
        services.give_duty(Duty(user=officer, role=Role.KEEPER, unit=centre), by=keeper)


def test_the_security_administrator_decides_on_duties_but_never_their_own(client, guard, stranger, centre):
    client.force_login(guard)
    given = {"user": stranger.pk, "role": Role.TOWN, "unit": centre.pk, "area": ""}
    assert client.post("/admin/accounts/duty/add/", given).status_code == 302
    duty = stranger.duties.get()
    assert client.post(f"/admin/accounts/duty/{duty.pk}/delete/", {"post": "yes"}).status_code == 302
    own = guard.duties.get()
    for path in (f"{own.pk}/delete/", f"{own.pk}/change/"):
        answer = client.post(
            f"/admin/accounts/duty/{path}", {"user": stranger.pk, "role": own.role, "post": "yes"}
        )
        assert answer.status_code == 403, path
    with pytest.raises(NotYours):
        services.give_duty(Duty(user=guard, role=Role.TOWN, unit=centre), by=guard)


def act(client, name, *users):
    return client.post(
        "/admin/accounts/user/", {"action": name, "_selected_action": [user.pk for user in users]}
    )


def test_each_action_is_one_administrators(client, keeper, guard, officer, phone):
    phone(officer)
    client.force_login(guard)
    act(client, "reset_password", officer)
    assert not User.objects.get(pk=officer.pk).password_temporary
    act(client, "reset_second_factor", officer)
    assert not services.is_bound(officer)

    phone(officer)
    client.force_login(keeper)
    act(client, "reset_second_factor", officer)
    assert services.is_bound(officer)
    answer = act(client, "reset_password", officer)
    assert "临时密码只在这里显示这一次" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert User.objects.get(pk=officer.pk).password_temporary


def test_no_administrator_steps_into_the_shoes_of_another(keeper, guard, auditor):
    for other in (guard, auditor):
        with pytest.raises(PermissionDenied, match="在服务器上重设"):
            services.reset_password(other, by=keeper)
    with pytest.raises(PermissionDenied):
        services.reset_password(auditor, by=guard)


def test_nobody_closes_their_own_account(keeper):
    with pytest.raises(NotYours):
        services.set_active(keeper, False, by=keeper)


def test_closing_an_account_in_the_admin_site_ends_its_stays(client, keeper, officer, browser_at):
    own = browser_at()
    own.force_login(officer)
    client.force_login(keeper)
    given = {
        "username": officer.username,
        "name": "换了名字",
        "duties-TOTAL_FORMS": 0,
        "duties-INITIAL_FORMS": 0,
    }
    assert client.post(f"/admin/accounts/user/{officer.pk}/change/", given).status_code == 302
    officer.refresh_from_db()
    assert (officer.is_active, officer.name) == (False, "换了名字")
    assert own.get("/me/").status_code == 302


def test_the_security_administrator_sees_who_tried(client, guard, sign_in, browser_at):
    sign_in(browser_at("198.51.100.9"), "nobody", "x")
    client.force_login(guard)
    page = client.get("/admin/accounts/attempt/").content.decode()
    assert "没有这个账号" in page
    assert "198.51.100.9" in page
    shown = client.get(f"/admin/accounts/attempt/{Attempt.objects.get().pk}/change/").content.decode()
    assert Attempt.objects.get().name not in shown


def test_there_is_no_superuser():
    with pytest.raises(ImproperlyConfigured, match="first_administrators"):
        User.objects.create_superuser("root", password="x")
    with pytest.raises(TypeError):
        User(username="root", is_superuser=True)
    assert not {"is_staff", "is_superuser", "groups"} & {field.name for field in User._meta.get_fields()}


def test_a_user_out_of_use_has_no_rights(keeper):
    assert keeper.has_perm("areas.change_area")
    keeper.is_active = False
    assert not keeper.has_perm("areas.change_area")
    assert not keeper.has_module_perms("areas")
    assert not UserFactory().has_module_perms("areas")
    assert AdministratorFactory(role=Role.AUDIT_ADMIN).user.rights is not None
