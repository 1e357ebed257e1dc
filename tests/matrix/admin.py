"""The administration: what the administrator, somebody let in without any right, and the others get there."""

from collections.abc import Callable, Iterator

from tests.matrix.expected import MODELS
from tests.matrix.walk import Ask
from tests.matrix.world import World

ROOT = "/admin/"
# Models to which the administrator adds nothing, and of which nothing is deleted there.
NEVER_ADDED = ["casework/holidaynotice", "casework/message"]
# What matters point at is retired instead: the page that asks would name every matter.
RETIRED = ["areas/area", "accounts/user", "accounts/unit", "grids/category", "grids/source"]
NEVER_DELETED = [*NEVER_ADDED, *RETIRED]


def admin(actor: str, status: int, staff: int = 403) -> int:
    """The status for the administrator; who has no right there gets `staff`, all others must sign in."""
    return {"administrator": status, "staff": staff}.get(actor, 302)


def admin_home(world: World, actor: str) -> Iterator[Ask]:
    yield Ask(ROOT, admin(actor, 200, 200))
    yield Ask(f"{ROOT}password_change/", admin(actor, 200, 200))
    yield Ask(f"{ROOT}password_change/done/", admin(actor, 200, 200))
    yield Ask(f"{ROOT}jsi18n/", admin(actor, 200, 200))  # the words of date pickers


def admin_sign_in(world: World, actor: str) -> Iterator[Ask]:
    yield Ask(f"{ROOT}login/", 302 if actor in {"administrator", "staff"} else 200)


def admin_sign_out(world: World, actor: str) -> Iterator[Ask]:
    yield Ask(f"{ROOT}logout/", admin(actor, 405, 405))


def admin_lookup(world: World, actor: str) -> Iterator[Ask]:
    lookup = "?app_label=accounts&model_name=duty&field_name=unit&term=station"
    yield Ask(f"{ROOT}autocomplete/{lookup}", admin(actor, 200))
    matter = "?app_label=casework&model_name=notice&field_name=matter&term=案件"
    yield Ask(f"{ROOT}autocomplete/{matter}", admin(actor, 403))
    yield Ask(f"{ROOT}no-such-page/", admin(actor, 404, 404))
    yield Ask(f"{ROOT}r/1/1/", admin(actor, 404, 404))


def admin_app(world: World, actor: str) -> Iterator[Ask]:
    for app in dict.fromkeys(model.split("/")[0] for model in MODELS.split()):
        yield Ask(f"{ROOT}{app}/", admin(actor, 200, 404))


def admin_password(world: World, actor: str) -> Iterator[Ask]:
    people = world.people if actor == "administrator" else ("stranger", "administrator")
    for person in (world.people[name] for name in people):
        yield Ask(f"{ROOT}accounts/user/{person.pk}/password/", admin(actor, 200))


def admin_list(world: World, actor: str) -> Iterator[Ask]:
    for model in MODELS.split():
        yield Ask(f"{ROOT}{model}/", admin(actor, 200))
        yield Ask(f"{ROOT}{model}/?q=kq", admin(actor, 200))


def admin_add(world: World, actor: str) -> Iterator[Ask]:
    for model in MODELS.split():
        yield Ask(f"{ROOT}{model}/add/", admin(actor, 403 if model in NEVER_ADDED else 200))


# Rows that the database keeps from whoever has no duty that needs them: the page says that there is none.
KEPT_FROM_ALL = ["casework/message"]


def admin_row(world: World, actor: str) -> Iterator[Ask]:
    """Every row that the world has of these models: a page about it may show what points at it."""
    for model in MODELS.split():
        for key in keys(world, model) if actor == "administrator" else keys(world, model)[:1]:
            url = f"{ROOT}{model}/{key}/"
            yield Ask(url, admin(actor, 302, 302))
            there = 302 if model in KEPT_FROM_ALL else 200
            yield Ask(f"{url}change/", admin(actor, there))
            yield Ask(f"{url}history/", admin(actor, there, 302 if there == 302 else 403))
            yield Ask(f"{url}delete/", admin(actor, 403 if model in NEVER_DELETED else 200))


def keys(world: World, model: str) -> list[object]:
    """The keys of a model's rows; of messages and duties, which are many, the first."""
    return {
        "areas/area": [area.pk for area in world.areas.values()],
        "accounts/user": [person.pk for person in world.people.values()],
        "accounts/unit": [unit.pk for unit in world.units.values()],
        "accounts/duty": [world.people["town.east"].duties.get().pk],
        "casework/message": [world.people["town.east"].notices.first().messages.get().pk],
    }.get(model) or [world.things[model.split("/")[1]].pk]


ADMIN: dict[str, Callable[[World, str], Iterator[Ask]]] = {
    "admin sign in": admin_sign_in,
    "admin sign out": admin_sign_out,
    "admin home": admin_home,
    "admin lookup": admin_lookup,
    "admin app": admin_app,
    "admin password": admin_password,
    "admin list": admin_list,
    "admin add": admin_add,
    "admin row": admin_row,
}
