"""A case with its people, and files as they arrive."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from casework.services import attach
from grids import services
from security.uploads.checking import check
from tests.factories import CaseFactory, CategoryFactory, SourceFactory
from tests.files.pictures import picture


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path):
    """Files of each test in a folder of its own, on a disk with room."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.UPLOAD_DISK_FREE = 0


@pytest.fixture
def case(grid, officer, unit, handler):
    """In hand."""
    CategoryFactory(code="999", name="其他")
    case = CaseFactory(area=grid, source=SourceFactory())
    case = services.dispatch(case, to=unit, by=officer)
    return services.accept(case, by=handler)


@pytest.fixture
def sent():
    """What arrived: a photo with a place in it."""
    return picture(size=(400, 300))


@pytest.fixture
def attachment(case, handler, sent):
    return attach(case, check([sent], name="现场.jpg"), by=handler)


def upload(content=b"", name="现场.jpg"):
    return SimpleUploadedFile(name, content or picture(size=(40, 30)))
