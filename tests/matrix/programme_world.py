"""The pilot programme of the world: the list of the leading group, and the draft of the next."""

from typing import TYPE_CHECKING

from pilot.models import DutyItem, GroupVersion, MemberUnit, Post, SpecialGroup, SpecialUnit

if TYPE_CHECKING:
    from tests.matrix.world import World


def add_group(world: "World") -> None:
    """What was adopted, and the draft of the next."""
    for name, owner in (("group", "in the east"), ("group_draft", "draft of the list")):
        with world.canaries.of(owner):
            made = add_list(world, len(world.things))
        world.things[name] = made
        if name == "group":
            days = {"dated_on": "2020-01-01", "valid_from": "2020-01-02", "adopted_at": world.now}
            adopted = days | {"adopted_by": world.people["leading_group.east"]}
            GroupVersion.objects.filter(pk=made.pk).update(**adopted)


def add_list(world: "World", number: int) -> GroupVersion:
    """One of everything that stands in a list."""
    made = GroupVersion.objects.create(
        area=world.areas["county"], number=number, made_by=world.people["stranger"]
    )
    unit, part = world.units["bureau"], {"version": made}
    Post.objects.create(office="head", name="甲", **part)
    member = MemberUnit.objects.create(unit=unit, **part)
    DutyItem.objects.create(member=member, **part)
    SpecialUnit.objects.create(group=SpecialGroup.objects.create(lead=unit, **part), unit=unit, **part)
    return made
