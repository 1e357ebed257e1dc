"""The administration: what each of its two keepers gets there, and that nobody else gets in."""

from collections.abc import Callable, Iterator

from tests.matrix.expected import ANONYMOUS, KEEPERS, MODELS
from tests.matrix.walk import Ask
from tests.matrix.world import World

ROOT = "/admin/"


def keeper(actor: str, status: int) -> int:
    """The status for the two who keep the platform; all others are sent to its door."""
    return status if actor in KEEPERS else 302


def doing(actor: str, model: str, verb: str, status: int = 200) -> int:
    """The status for a keeper who may do this with rows of the model; the other keeper is refused."""
    return keeper(actor, status if verb in MODELS[model].get(actor, "").split() else 403)


def admin_door(world: World, actor: str) -> Iterator[Ask]:
    """It has no form of its own."""
    yield Ask(f"{ROOT}login/", 302 if actor in KEEPERS or actor == ANONYMOUS else 403)
    yield Ask(f"{ROOT}logout/", keeper(actor, 405))


def admin_home(world: World, actor: str) -> Iterator[Ask]:
    yield Ask(ROOT, keeper(actor, 200))
    yield Ask(f"{ROOT}password_change/", 302)
    yield Ask(f"{ROOT}password_change/done/", keeper(actor, 200))
    yield Ask(f"{ROOT}jsi18n/", keeper(actor, 200))  # the words of date pickers


def admin_lookup(world: World, actor: str) -> Iterator[Ask]:
    lookup = "?app_label=accounts&model_name=duty&field_name=unit&term=station"
    yield Ask(f"{ROOT}autocomplete/{lookup}", keeper(actor, 200))
    matter = "?app_label=casework&model_name=notice&field_name=matter&term=案件"
    yield Ask(f"{ROOT}autocomplete/{matter}", keeper(actor, 403))
    yield Ask(f"{ROOT}no-such-page/", keeper(actor, 404))
    yield Ask(f"{ROOT}r/1/1/", keeper(actor, 404))


def admin_app(world: World, actor: str) -> Iterator[Ask]:
    for app in dict.fromkeys(model.split("/")[0] for model in MODELS):
        known = any(model.startswith(f"{app}/") and actor in who for model, who in MODELS.items())
        yield Ask(f"{ROOT}{app}/", keeper(actor, 200 if known else 404))


def admin_list(world: World, actor: str) -> Iterator[Ask]:
    for model in MODELS:
        yield Ask(f"{ROOT}{model}/", doing(actor, model, "view"))
        yield Ask(f"{ROOT}{model}/?q=kq", doing(actor, model, "view"))


def admin_add(world: World, actor: str) -> Iterator[Ask]:
    for model in MODELS:
        yield Ask(f"{ROOT}{model}/add/", doing(actor, model, "add"))


def admin_row(world: World, actor: str) -> Iterator[Ask]:
    """Every row that the world has of these models: a page about it may show what points at it."""
    for model in MODELS:
        for key in keys(world, model) if actor in KEEPERS else keys(world, model)[:1]:
            url = f"{ROOT}{model}/{key}/"
            hidden = model in HIDDEN and actor in KEEPERS and actor not in MODELS[model]
            yield Ask(url, keeper(actor, 302))
            yield Ask(f"{url}change/", doing(actor, model, "view"))
            yield Ask(f"{url}history/", 302 if hidden else doing(actor, model, "view"))
            yield Ask(f"{url}delete/", doing(actor, model, "delete"))


# Rows that the database keeps from the other keeper: a page that looks for one first says that there is none.
HIDDEN = ("accounts/attempt", "casework/message")


def keys(world: World, model: str) -> list[object]:
    """The keys of a model's rows; of those that are many, the first."""
    somebody = world.people["town.east"]
    return {
        "areas/area": [area.pk for area in world.areas.values()],
        "accounts/user": [person.pk for person in world.people.values()],
        "accounts/unit": [unit.pk for unit in world.units.values()],
        "accounts/duty": [somebody.duties.get().pk],
        "accounts/attempt": [somebody.attempts.first().pk],
        "casework/message": [somebody.notices.first().messages.get().pk],
    }.get(model) or [world.things[model.split("/")[1]].pk]


ADMIN: dict[str, Callable[[World, str], Iterator[Ask]]] = {
    "admin door": admin_door,
    "admin home": admin_home,
    "admin lookup": admin_lookup,
    "admin app": admin_app,
    "admin list": admin_list,
    "admin add": admin_add,
    "admin row": admin_row,
}
