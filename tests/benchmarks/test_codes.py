"""What the benchmark of query codes reckons, on figures that are known."""

import pytest

from benchmarks import codes


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [([1, 2, 3], [1, 2, 3], 0.5), ([4, 5], [1, 2], 1.0), ([1, 2], [4, 5], 1.0), ([1, 3], [2, 2], 0.5)],
)
def test_the_area_is_a_coin_where_nothing_tells_them_apart(first, second, told):
    assert codes.area(first, second) == told
