"""A few drawn pictures in place of photos, so that a demo shows where photos stand."""

from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageDraw

from areas.models import inside
from casework.models import Attachment, Matter
from casework.services import attach
from demo.people import HOME
from grids.models import Case
from security.uploads.checking import Checked, check

SIZE = (800, 600)
SKY, GRASS, ROAD, WALL = "#dfeaf2", "#b9cfa5", "#8d9196", "#e9e2d3"
Draw = Callable[[ImageDraw.ImageDraw], None]


def scene() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """A road with a house beside it."""
    image = Image.new("RGB", SIZE, SKY)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 330, 800, 600), fill=GRASS)
    draw.polygon([(250, 600), (550, 600), (440, 330), (360, 330)], fill=ROAD)
    draw.rectangle((40, 180, 290, 360), fill=WALL, outline="#9c8f78", width=3)
    draw.polygon([(25, 180), (305, 180), (165, 90)], fill="#a5604a")
    draw.rectangle((140, 270, 190, 360), fill="#7c6a55")
    return image, draw


def rubbish(draw: ImageDraw.ImageDraw) -> None:
    for place, colour in enumerate(("#5b5348", "#7d4f3a", "#3f5566", "#8a7a4d", "#4d4d4d")):
        left = 330 + place * 44
        draw.ellipse((left, 470 - place % 2 * 26, left + 70, 530), fill=colour)


def puddle(draw: ImageDraw.ImageDraw) -> None:
    draw.ellipse((280, 430, 520, 520), fill="#6f8fa8", outline="#57758c", width=4)


def lamp(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((596, 120, 606, 430), fill="#4b4f54")
    draw.line((600, 124, 520, 110), fill="#4b4f54", width=9)
    draw.ellipse((496, 100, 540, 128), fill="#77797c")


def clean(draw: ImageDraw.ImageDraw) -> None:
    draw.line((400, 340, 400, 590), fill="#f3f3ea", width=6)


BEFORE: tuple[Draw, ...] = (rubbish, puddle, lamp)


def picture(add: Draw) -> Checked:
    """The scene with this in it, as it would be kept had somebody sent it."""
    image, draw = scene()
    add(draw)
    kept = BytesIO()
    image.save(kept, "JPEG", quality=80)
    return check([kept.getvalue()], name="演示图.jpg")


def hang_pictures() -> int:
    """One drawing on a few open cases of the home township, and one of the work done; how many."""
    waiting = Matter.objects.of(Case).open().filter(inside([HOME]))
    hung = 0
    for case, add in zip(waiting.filter(status="handling").order_by("-registered_at"), BEFORE, strict=False):
        hang(case, add, Attachment.Stage.BEFORE)
        hung += 1
    if done := waiting.filter(status="finished").order_by("-registered_at").first():
        hang(done, clean, Attachment.Stage.AFTER)
        hung += 1
    return hung


def hang(case: Matter, add: Draw, stage: Attachment.Stage) -> None:
    """Attach it as whoever logged the case, at the moment to which it belongs."""
    at = case.own.finished_at if stage == Attachment.Stage.AFTER else case.registered_at
    attach(case, picture(add), by=case.created_by, stage=stage, at=at)
