from django.urls import reverse

from grids.models import Category
from tests.factories import CategoryFactory


def test_the_code_of_a_category_is_never_rewritten(keeper_client):
    category = CategoryFactory(code="301", name="旧名")
    address = reverse("admin:grids_category_change", args=[category.pk])
    assert keeper_client.post(address, {"code": "302", "name": "新名"}).status_code == 302
    assert list(Category.objects.values_list("code", "name")) == [("301", "新名")]
