import pytest
from django.core.management import call_command

from grids.catalogue import CATEGORIES, load_catalogue
from grids.models import Category, Source
from tests.factories import CategoryFactory, SourceFactory

pytestmark = pytest.mark.django_db


def test_the_catalogue_has_two_levels_and_ends_with_other():
    load_catalogue()
    top = list(Category.objects.top())
    assert len(top) <= 20
    assert top[-1].name == "其他"
    assert Category.objects.filter(code__regex=r"^\d{6}$").count() == Category.objects.count() - len(top)
    parents = set(Category.objects.values_list("code", flat=True))
    assert all(category.code[:-3] in {"", *parents} for category in Category.objects.all())
    assert [source.name for source in Source.objects.all()] == [
        "网格员巡查",
        "群众上报",
        "12345热线",
        "110联动",
        "上级交办",
        "物联网感知",
        "其他",
    ]


def test_no_name_stands_twice_under_one_parent():
    for name, children in CATEGORIES.values():
        assert len(set(children)) == len(children), name


def test_a_second_load_adds_nothing_and_renames_nothing():
    first = load_catalogue()
    Category.objects.filter(code="101").update(name="纠纷调处")
    Source.objects.filter(name="群众上报").update(name="居民上报")
    Category.objects.filter(code="102101").update(name="反诈线索", retired_on="2026-01-01")
    again = load_catalogue()
    assert (first.categories, again.categories, again.sources) == (Category.objects.count(), 0, 0)
    assert Category.objects.get(code="101").name == "纠纷调处"
    assert Category.objects.get(code="102101").name == "反诈线索"


def test_what_the_county_already_has_under_its_own_code_is_completed_there():
    CategoryFactory(code="501", name="城乡环境")
    CategoryFactory(code="501001", name="垃圾清运")
    SourceFactory(name="其他", place=5)
    load_catalogue()
    assert not Category.objects.filter(code__startswith="104").exists()
    assert Category.objects.filter(name="垃圾清运").count() == 1
    assert Category.objects.get(name="占道经营").code.startswith("501")
    assert Source.objects.filter(name="其他").count() == 1


def test_the_command_says_what_it_did(capsys):
    call_command("load_catalogue")
    call_command("load_catalogue")
    told = capsys.readouterr().out.splitlines()
    assert told[1] == "新增类别 0 个，来源 0 个，标准用语 0 条；已有的没有改动。"
