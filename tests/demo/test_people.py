from accounts.models import Role
from demo.county import COUNTY, bodies
from demo.people import SHOWN


def test_everybody_is_invented_and_says_so(everybody):
    assert all(person.name.startswith("演示·") for person in everybody)
    assert all(person.email.endswith("@demo.invalid") for person in everybody)


def test_usernames_differ(everybody):
    names = [person.username for person in everybody]
    assert len(set(names)) == len(names)


def test_every_post_that_is_shown_exists(everybody):
    shown = [person for person in everybody if person.label]
    assert {person.username for person in shown} == {name for name, _, _ in SHOWN.values()}


def test_there_is_somebody_for_every_role_of_this_stage(everybody):
    assert {post.role for post in SHOWN} == {
        Role.GRID,
        Role.TOWN,
        Role.COMPETENT_ORG,
        Role.OFFICE,
        Role.LEADING_GROUP,
        Role.CENTER,
        Role.MEMBER_UNIT,
        Role.VILLAGE,
        Role.WINDOW,
        Role.MEDIATOR,
        Role.JUDICIAL,
        Role.XF_OFFICE,
        Role.SYSTEM_ADMIN,
        Role.SECURITY_ADMIN,
        Role.AUDIT_ADMIN,
    }


def test_every_post_sits_in_a_unit_that_is_planned(everybody, towns, villages):
    planned = {body.key for body in bodies(towns, villages)}
    assert {person.post.unit for person in everybody if person.post.unit} <= planned


def test_every_grid_has_one_worker(everybody, villages):
    grids = [grid for village in villages for grid, _ in village.grids]
    assert sorted(person.post.grid for person in everybody if person.post.grid) == sorted(grids)


def test_grids_are_numbered_within_their_village(villages):
    for village in villages:
        codes = [code for code, _ in village.grids]
        assert codes == [f"{village.code}{place:03}" for place in range(1, len(codes) + 1)]
        assert len(codes) in {2, 3}
    assert villages[0].code.startswith(COUNTY)
