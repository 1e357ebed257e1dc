"""`make check`: everything that can be said about the code without running its tests."""

import shutil
import subprocess
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

from stack import trial
from stack.console import Refusal, say
from stack.install import PYTHON
from stack.place import ROOT, VENV

MYPY_CACHE = ROOT / ".mypy_cache"
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "governance.settings.base",
    "ALLOWED_HOSTS": "governance.example.org",
    "CSRF_TRUSTED_ORIGINS": "https://governance.example.org",
    "SITE_URL": "https://governance.example.org",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "",  # for browser tests alone
}


def steps() -> dict[str, list[str]]:
    """Title and command of each check."""
    manage = [str(PYTHON), "manage.py"]
    return {
        "ruff check": [_tool("ruff"), "check", "."],
        "ruff format": [_tool("ruff"), "format", "--check", "."],
        "djlint --check": [_tool("djlint"), "--check", "templates"],
        "djlint --lint": [_tool("djlint"), "--lint", "templates"],
        "lint-imports": [_tool("lint-imports")],
        "mypy": [_tool("mypy"), "."],
        "bandit": [
            _tool("bandit"),
            "-q",
            "-c",
            "pyproject.toml",
            "--severity-level",
            "medium",
            "-r",
            *folders(),
        ],
        "makemigrations --check": [*manage, "makemigrations", "--check", "--dry-run"],
        "check --deploy": [*manage, "check", "--deploy", "--fail-level", "WARNING"],
    }


def folders() -> list[str]:
    """The folders of our own code, without the tests."""
    return sorted({path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"})


def alone(arguments: list[str]) -> int:
    """The checks with servers of their own, for the two that ask the database."""
    with trial.environment() as found:
        return run(found)


def run(environment: Mapping[str, str]) -> int:
    """Run all, two at a time; print each with its seconds. Raises Refusal naming those that failed."""
    with ThreadPoolExecutor(2) as pool:
        passed = list(pool.map(lambda step: _one(step[0], step[1], environment), steps().items()))
    failed = [title for title, good in zip(steps(), passed, strict=True) if not good]
    if failed:
        raise Refusal(f"检查没有通过：{'、'.join(failed)}。")
    return 0


def _one(title: str, command: list[str], environment: Mapping[str, str]) -> bool:
    began = time.monotonic()
    found = {**environment, **(PRODUCTION if "--deploy" in command else {})}
    done = _said(command, found)
    if done.returncode and title == "mypy" and MYPY_CACHE.exists():
        # What was kept from other code knows none of the relations that new models bring to old ones.
        shutil.rmtree(MYPY_CACHE)
        done = _said(command, found)
    say(f"· {title} …… {time.monotonic() - began:.1f} 秒{'' if done.returncode == 0 else '，没有通过'}")
    if done.returncode:
        say((done.stdout + done.stderr).rstrip())
    return done.returncode == 0


def _said(command: list[str], environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def _tool(name: str) -> str:
    return str(VENV / "bin" / name)
