from demo.beginnings import PATROL, RESIDENT
from demo.reporters import reporter
from security.identifiers import is_id_number, is_mobile


def test_only_what_residents_told_has_a_reporter():
    assert reporter(1, PATROL, "武原街道金星村") == {}
    assert reporter(1, RESIDENT, "武原街道金星村")["phone"] == "13900000001"


def test_everybody_is_clearly_invented_and_every_number_well_formed():
    told = [reporter(place, RESIDENT, "武原街道金星村") for place in range(1, 12_000)]
    assert all(each["name"].startswith("演示·") for each in told)
    assert all(is_mobile(each["phone"]) and each["phone"].startswith("1390000") for each in told)
    numbers = [each["id_number"] for each in told if "id_number" in each]
    assert len(numbers) > 250
    assert all(is_id_number(number) and number.startswith("999999") for number in numbers)


def test_the_same_place_of_the_stream_is_the_same_person():
    assert reporter(77, RESIDENT, "x") == reporter(77, RESIDENT, "x")
