"""What whoever is near an accusation can try: every address, every number of something, every table."""

import re

from django.apps import apps
from django.core.cache import cache
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse

from casework.models import Attachment, Deadline, Message, Notice, Person
from casework.services.feeds import renew_feed
from security import clock
from security.context import acting
from tests.coming import come_in
from tests.matrix.addresses import known
from tests.matrix.reading import content, opened, said

# Words that stand in the accusations and nowhere else.
CANARIES = ("暗巷砖厂", "灰色凉亭", "蓝鲸码头", "赤松驿站", "白桦渡口", "演示欧阳某", "13912340987")
# What differs from one answer to the next by itself: tokens, keys of forms, and when a file was made.
CHANCE = re.compile(r'(csrfmiddlewaretoken|submission)" value="[^"]*"|\d{4}-\d\d-\d\d[T ][\d:]+Z?|[\w-]{40,}')
# Where one leaves, or what says by itself how the machine is.
NOT_OPENED = {
    "logout/",
    "admin/logout/",
    "healthz",
    "login/",
    "me/calendar/",
    "me/authenticator/bind/",
    "me/stays/",
}
NOTHING = "202001-999999"


def shown(response):
    """The page, or all that is in the file, less what is there by chance."""
    return f"{response.status_code}\n{CHANCE.sub('', opened(content(response), response))}"


def doors():
    """Every address without a part to fill in, and those that narrow, count, draw and hand out files."""
    plain = {f"/{address}" for address in known() if "<" not in address} - {f"/{one}" for one in NOT_OPENED}
    day = clock.today()
    asked = [f"/{kind}/?status=all&q={word}" for kind in ("petitions", "cases") for word in CANARIES]
    asked += [f"/search/?q={word}" for word in CANARIES]
    asked += [f"/petitions/?{one}=1" for one in ("times", "organ", "person")]
    asked += [f"/petitions/?{query}" for query in ("status=all", "category=accuse", "channel=net&status=all")]
    asked += [f"/calendar/?view={view}&day={day}" for view in ("day", "week", "month")]
    asked += [
        "/api/v1/petitions/?status=all",
        f"/api/v1/petitions/?q={CANARIES[0]}",
        "/petitions/tables/?span=year",
    ]
    return sorted({re.sub("/$", "/", one.replace("//", "/")) for one in plain} | set(asked))


def read(user):
    """What stands behind each door for this user, in their browser and in their phone's calendar."""
    cache.clear()
    client = Client()
    come_in(client, user)
    found = {door: shown(client.get(door)) for door in doors()}
    number = client.post(reverse("petitions:by_person"), {"number": "13912340987"}).url
    found["list by a person"] = shown(client.get(number))
    found["feed"] = shown(client.get(f"/calendar/feed.ics?key={renew_feed(user)}"))
    found["told"] = str(list(Notice.objects.filter(recipient=user).values_list("text", flat=True)))
    found["sent"] = str(Message.objects.filter(recipient=user).count())
    return found


def by_number(user, matter):
    """(address, status) of each address of a matter where the answer is not that of what is not there."""
    client = Client()
    come_in(client, user)
    for route in of_petitions():
        for ask in (client.post,) if "/api/" in route else (client.get, client.post):
            real = ask(route.replace("<number>", matter.number))
            if real.status_code == 404 and route.count("/") > 3:
                continue  # a step: what is not there has no other words
            none = ask(route.replace("<number>", NOTHING))
            if (real.status_code, plain(real, matter.number)) != (none.status_code, plain(none, NOTHING)):
                yield f"{ask.__name__} {route}", real.status_code


def of_petitions():
    """The addresses of one petition, and of any matter; those of other kinds are theirs alone."""
    found = {f"/{one}" for one in known() if "<number>" in one and one.count("<") == 1}
    return sorted(one for one in found if not re.match("/(api/v1/)?(cases|disputes)/", one))


def plain(response, number):
    return shown(response).replace(number, "")


def by_key(user, matters):
    """(address, what came) of each address of a row of these matters in which a canary stands."""
    client = Client()
    come_in(client, user)
    keys = {*matters}
    for model in (Person, Deadline, Attachment):
        keys |= set(model.objects.filter(matter__in=matters).values_list("pk", flat=True))
    for route in sorted({f"/{one}" for one in known() if "<pk>" in one and one.count("<") == 1}):
        for key in keys:
            found = said(client.get(route.replace("<pk>", str(key))))
            if any(word in found for word in CANARIES):
                yield route, key


def in_tables(user):
    """The tables of the portal in which the database itself shows this user a canary."""
    found = []
    with acting(user.pk):
        for model in apps.get_models():
            table = model._meta.db_table
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(
                        f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE ANY(%s)',
                        [[f"%{word}%" for word in CANARIES]],
                    )
                    if cursor.fetchone()[0]:
                        found.append(table)
            except ProgrammingError as error:
                assert "permission denied" in str(error)  # noqa: PT017 - that is an answer, too
    return found


def rows_of(user, matters):
    """The tables in which the database itself shows this user a row of these matters."""
    with acting(user.pk):
        tables = [m for m in apps.get_models() if any(f.column == "matter_id" for f in m._meta.fields)]
        found = [m._meta.db_table for m in tables if seen_rows(m._meta.db_table, "matter_id", matters)]
        return found + ["casework_matter"] * seen_rows("casework_matter", "id", matters)


def seen_rows(table, column, matters):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f'SELECT count(*) FROM "{table}" WHERE {column} = ANY(%s)', [list(matters)])
            return bool(cursor.fetchone()[0])
    except ProgrammingError as error:
        assert "permission denied" in str(error)  # noqa: PT017
        return False
