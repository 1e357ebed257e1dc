import stat
from pathlib import Path

import pytest

from stack.place import Occupied, Place


def test_a_second_run_cannot_take_a_place_that_is_taken(place: Place) -> None:
    with pytest.raises(Occupied):
        Place(place.folder).take()


def test_a_secret_is_made_once_and_readable_by_its_owner_only(place: Place) -> None:
    secret = place.secret("secret_key")
    assert len(secret) >= 50
    assert Place(place.folder).secret("secret_key") == secret
    assert place.secret("other") != secret
    assert stat.S_IMODE((place.folder / "secrets.json").stat().st_mode) == 0o600


def test_a_file_torn_by_a_kill_reads_as_empty(place: Place) -> None:
    (place.folder / "ports.json").write_text('{"postgres": 54')
    assert place.read("ports.json") == {}


def test_removing_leaves_nothing(tmp_path: Path) -> None:
    place = Place(tmp_path / "run")
    place.take()
    place.remove()
    assert list(tmp_path.iterdir()) == []
