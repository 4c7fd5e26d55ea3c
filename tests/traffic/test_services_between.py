"""The published services between two places are found by any name, either way, and told beside the modelled way."""

from corridors.app.plan.answer_view import view_of
from corridors.i18n import translator
from corridors.routing.planner import default_planner
from corridors.traffic.services import services_between


def test_services_are_found_by_any_name_and_either_way():
    planner = default_planner()
    one, other = planner.place("重庆"), planner.place("Дуйсбург")
    found = services_between(one, other)
    assert "Chongqing–Duisburg (Yuxinou)" in {s.name for s in found}
    assert {s.status for s in found} == {"running"}
    assert services_between(other, one) == found
    assert services_between(planner.place("Almaty"), planner.place("Lisbon")) == ()


def test_a_published_service_is_named_beside_the_way_with_both_lengths():
    planner = default_planner()
    view = view_of(planner.route("Chongqing", "Duisburg"), planner.costs, "en", translator())
    text, grounds = next(told for told in view.notes if "Yuxinou" in told[0])
    assert "11\u202f179\u202fkm" in text
    assert grounds[0][1].startswith("https://")
    by_sea = view_of(
        planner.route("Shanghai", "Rotterdam", modes=["sea"]), planner.costs, "en", translator()
    )
    assert not [text for text, _ in by_sea.notes if "train service" in text]
