"""Finds a Chromium for the browser tests, or installs one."""

import os
import shutil
import subprocess
from pathlib import Path

from stack.console import Refusal, step, tail
from stack.place import RUN, VENV

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
DEBIAN = Path("/usr/bin/chromium")  # where apt puts it, whatever the PATH
PACKAGES = ("chromium", "fonts-noto-cjk")  # the fonts so that Chinese has a shape and a width
ASK_PLAYWRIGHT = (
    "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
)


def find() -> Path | None:
    """The browser that CHROMIUM names, on the PATH, in macOS' applications, or Playwright's own.

    Raises Refusal when CHROMIUM names something that does not run.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        if not runs(Path(named)):
            raise Refusal(f"环境变量 CHROMIUM={named} 指向的浏览器无法运行，请改正或取消这个变量。")
        return Path(named)
    on_path = [Path(found) for found in map(shutil.which, NAMES) if found]
    for candidate in [*on_path, DEBIAN, MAC, playwrights_own()]:
        if candidate and runs(candidate):
            return candidate
    return None


def find_or_install() -> Path:
    """A browser that runs. Raises Refusal with what to do where none can be had."""
    found = find()
    if found:
        return found
    with step("安装 Chromium"):
        install()
    found = find()
    if found:
        return found
    raise Refusal(
        "浏览器测试需要 Chromium，自动安装没有成功（日志 .run/chromium.log）。"
        f"请自行安装后用 CHROMIUM=浏览器路径 make test 再试。\n{tail(_log(), 5)}"
    )


def install() -> None:
    """Install by apt as root on Debian and its kin, else Playwright's own build; the log tells why not."""
    log = _log()
    log.parent.mkdir(exist_ok=True)
    playwright = [str(VENV / "bin" / "python"), "-m", "playwright", "install", "chromium"]
    with log.open("wb") as output:
        if shutil.which("apt-get") and os.geteuid() == 0:
            quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
            packages = ["apt-get", "install", "-y", "--no-install-recommends", *PACKAGES]
            for command in (["apt-get", "update"], packages):
                subprocess.run(command, stdout=output, stderr=output, env=quiet, check=False)
            if find():
                return
        subprocess.run(playwright, stdout=output, stderr=output, check=False)


def playwrights_own() -> Path | None:
    """Where Playwright keeps its build, when Playwright is installed; it need not be there yet."""
    try:
        asked = subprocess.run(
            [str(VENV / "bin" / "python"), "-c", ASK_PLAYWRIGHT], capture_output=True, text=True, check=False
        )
    except OSError:
        return None
    return Path(asked.stdout.strip()) if asked.returncode == 0 else None


def runs(browser: Path) -> bool:
    """Whether it starts at all, with every library it needs."""
    try:
        return subprocess.run([str(browser), "--version"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _log() -> Path:
    return RUN / "chromium.log"
