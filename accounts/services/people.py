"""Accounts and duties, as the administrators give and take them. Nobody decides on their own."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.exceptions import NotYours
from accounts.models import Duty, Role, User
from accounts.services import passwords, second_factor, stays
from accounts.services.attempts import lift_wait


def create_account(
    *, username: str, name: str, phone: str = "", email: str = "", by: User | None
) -> tuple[User, str]:
    """A new account without any duty, and its temporary password. It sees nothing until it has a duty."""
    require(by, Role.SYSTEM_ADMIN)
    with transaction.atomic():
        user = User(username=username, name=name, phone=phone, email=email)
        user.set_unusable_password()
        user.full_clean()
        user.save()
        return user, passwords.give_temporary(user, by=by)


def set_active(user: User, active: bool, *, by: User) -> None:
    """Switch the account on or off; a user whose account is off is out at once."""
    require(by, Role.SYSTEM_ADMIN)
    refuse_own(user, by)
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(is_active=active)
        if not active:
            stays.end_all(user)


def reset_password(user: User, *, by: User) -> str:
    """A temporary password for somebody who forgot theirs. Those of the administrators are reset on the
    server itself: else one administrator could step into the shoes of another.
    """
    require(by, Role.SYSTEM_ADMIN)
    refuse_own(user, by)
    if user.administers:
        raise PermissionDenied("管理员的密码要在服务器上重设：manage.py temporary_password 用户名。")
    return passwords.give_temporary(user, by=by)


def reset_second_factor(user: User, *, by: User) -> None:
    """The phone is lost: at the next sign-in a new one is bound."""
    require(by, Role.SECURITY_ADMIN)
    refuse_own(user, by)
    second_factor.unbind(user, by=by)


def lift(user: User, *, by: User) -> None:
    """Somebody who mistyped too often need not wait."""
    require(by, Role.SECURITY_ADMIN)
    lift_wait(user, by=by)


def give_duty(duty: Duty, *, by: User | None) -> Duty:
    """Give a duty, or give it another shape; the rules of the model are held."""
    require(by, Role.SECURITY_ADMIN)
    refuse_own(duty.user, by)
    if duty.pk:
        refuse_own(Duty.objects.get(pk=duty.pk).user, by)
    duty.full_clean()
    duty.save()
    return duty


def take_duty(duty: Duty, *, by: User) -> None:
    """Take a duty away. It is gone with the next request of whoever had it."""
    require(by, Role.SECURITY_ADMIN)
    refuse_own(duty.user, by)
    duty.delete()


def require(by: User | None, role: Role) -> None:
    """Raise PermissionDenied unless this is such an administrator; None is the server's own command."""
    if by is not None and role not in by.roles:
        raise PermissionDenied(f"这件事由{role.label}做。")


def refuse_own(user: User, by: User | None) -> None:
    if by is not None and user.pk == by.pk:
        raise NotYours("不能给自己办，请另一位管理员来。")
