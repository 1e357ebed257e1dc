"""What leaves the portal: the words of a parcel, and where it goes. Numbers, kinds and links; no names."""

from collections import Counter

from django.conf import settings
from django.db import ProgrammingError, connection

from casework.channels import Parcel
from casework.models import Matter, Message, Notice
from casework.services.people import commits
from casework.services.sealing import opened_value
from security.findings import masked

SHOWN = 10  # lines of a digest; an SMS has fewer
SHOWN_BY_SMS = 2
SUBJECT = "县域社会治理平台提醒"


def parcel_of(messages: list[Message]) -> Parcel:
    """The parcel of these messages, which all go to the same addressee. Raises ValueError where
    no address is to be had.
    """
    first = messages[0]
    text = told(messages) if first.person_id else digest(messages, by_sms=first.channel == "sms")
    return Parcel(str(first.parcel), address_of(first), SUBJECT, text)


def told(messages: list[Message]) -> str:
    """What a resident reads: the sentences as they stand on the matter, less any number in them."""
    return "\n".join(masked(message.telling.text) for message in messages if message.telling)


def digest(messages: list[Message], *, by_sms: bool) -> str:
    """A line for each thing, the vital first; beyond some, how many more; then where to read it all."""
    lines = list(Counter(line(message.notice) for message in messages if message.notice))
    shown = lines[: SHOWN_BY_SMS if by_sms else SHOWN]
    head = [f"{len(lines)} 条提醒："] if len(lines) > 1 else []
    more = [f"还有 {len(lines) - len(shown)} 条。"] if len(lines) > len(shown) else []
    return "\n".join([*head, *shown, *more, link(messages, lines)])


def line(notice: Notice) -> str:
    """One thing: what about which number of which kind. Nothing of what is in it, nobody's name."""
    if notice.matter is None:
        return notice.heading
    return f"{notice.heading}：{notice.matter.number}（{notice.matter.kind_label}）"


def link(messages: list[Message], lines: list[str]) -> str:
    """To the one matter, or to all notices."""
    matter: Matter | None = messages[0].notice.matter if messages[0].notice else None
    alone = matter is not None and len(lines) == 1
    return settings.SITE_URL + (matter.get_absolute_url() if alone and matter else "/notices/")


def address_of(message: Message) -> str:
    """Where it goes: a mail address, a phone number, a robot's address."""
    if message.person_id:
        return resident_address(message)
    if message.unit_id:
        robot = settings.ROBOTS.get(str(message.unit_id)) or {}
        address = robot.get("url", "") + (f"#{robot['secret']}" if robot.get("secret") else "")
    else:
        user = message.recipient
        address = (user.email if message.channel == Message.Channel.EMAIL else user.phone) if user else ""
    if not address:
        raise ValueError("没有地址了：账号上没有邮箱或手机，或者群机器人撤了。")
    return address


def resident_address(message: Message) -> str:
    """The one number or mail address that this claimed message goes to, out of the vault. The database
    records it.
    """
    commits()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT person, sealed, wrapped FROM portal.address_for(%s)", [message.pk])
            row = cursor.fetchone()
    except ProgrammingError as error:
        raise ValueError("号码或邮箱取不出来：可能已去标识，或者已经取过。") from error
    if row is None or not row[1]:
        raise ValueError("这个人没有留电话或邮箱。")
    person, sealed, wrapped = row
    column = "email" if message.channel == Message.Channel.EMAIL else "phone"
    return opened_value(person, column, sealed, {sealed.split(":", 2)[1]: wrapped} if wrapped else {})
