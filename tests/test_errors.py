import pytest

from corridors import errors


@pytest.mark.parametrize("name", sorted(set(errors.__all__) - {"CorridorsError"}))
def test_every_error_is_ours_and_also_a_built_in(name):
    kind = getattr(errors, name)
    built_in = {base.__name__ for base in kind.__mro__} & {
        "ValueError",
        "LookupError",
        "RuntimeError",
        "ImportError",
    }
    assert issubclass(kind, errors.CorridorsError)
    assert built_in
    assert kind.__doc__.strip().endswith((".", "says where."))


def test_the_tree_at_the_head_draws_every_error():
    assert [name for name in errors.__all__ if name not in errors.__doc__] == []


def test_an_unknown_place_says_what_arrived_and_what_is_near():
    error = errors.UnknownPlace("Khorgoss", ("Khorgos", "Korgas"))
    assert str(error) == "No place is called 'Khorgoss'. Did you mean Khorgos, Korgas?"
    assert error.query == "Khorgoss"
    assert error.suggestions == ("Khorgos", "Korgas")


def test_an_unknown_place_without_neighbours_says_what_a_place_can_be():
    assert "lon,lat" in str(errors.UnknownPlace("qqq"))


def test_an_unknown_name_lists_what_is_allowed():
    error = errors.UnknownName("mode", "plane", ("rail", "road"))
    assert str(error) == "No mode is called 'plane'. Choose one of: rail, road."
    assert str(errors.UnknownName("layer", "x")) == "No layer is called 'x'."


def test_bad_input_catches_every_fault_of_the_user():
    for error in (errors.UnknownPlace("x"), errors.UnknownName("layer", "x"), errors.BadTable("x")):
        assert isinstance(error, errors.BadInput)
    assert not isinstance(errors.DamagedData("x"), errors.BadInput)
