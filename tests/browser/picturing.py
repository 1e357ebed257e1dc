"""Takes the pictures of docs/boards.md from a demo that runs:

make demo                                        # in one window
python -m tests.browser.picturing http://127.0.0.1:8000
"""

import sys
from io import BytesIO
from pathlib import Path
from urllib.parse import urljoin

from PIL import Image
from playwright.sync_api import sync_playwright

from demo.county import COUNTY
from stack.chromium import find

PASSWORD = "yanshi-haiyan"  # of all the invented people
FOLDER = Path(__file__).parents[2] / "docs" / "pictures" / "boards"
TOWN = f"{COUNTY}001"
SIZES = {1440: 1500, 360: 1600}  # width and how much of the page is shown
HEAVIEST = 120_000  # bytes
# Who looks at what, in the quarter that is over; a unit's own board needs no name.
BOARDS = {
    "county": ("pingan", f"/board/?area={COUNTY}&quarter={{quarter}}"),
    "town": ("jiedao", f"/board/?area={TOWN}&quarter={{quarter}}"),
    "grid": ("wangge", "/board/?quarter={quarter}"),
    "unit": ("chengyuan", "/board/?quarter={quarter}"),
    "one-page": ("lingdao", "/board/one-page/?quarter={quarter}"),
}


def main(address: str, quarter: str) -> None:
    """One picture of each board at each width, none heavier than it may be."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find(),
            args=["--no-sandbox", "--disable-background-networking"],
        )
        for name, (username, path) in BOARDS.items():
            for width, height in SIZES.items():
                context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
                page = context.new_page()
                enter(page, address, username)
                page.goto(urljoin(address, path.format(quarter=quarter)), wait_until="networkidle")
                keep(page.screenshot(), FOLDER / f"{name}-{width}.webp")
                context.close()
        browser.close()


def enter(page, address: str, username: str) -> None:
    page.goto(urljoin(address, "/login/"))
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/todo/")


def keep(shot: bytes, path: Path) -> None:
    """Write it as WebP, as fine as its weight allows."""
    for quality in (85, 70, 55, 40):
        kept = BytesIO()
        Image.open(BytesIO(shot)).convert("RGB").save(kept, "WEBP", quality=quality, method=6)
        if kept.tell() < HEAVIEST:
            path.write_bytes(kept.getvalue())
            return
    raise ValueError(f"{path.name} is heavier than {HEAVIEST} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
