"""What must be known of an answer beside its figures: codes with values and sources, worded at the door."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from corridors.model.mappings import FrozenMap, freeze_mappings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from corridors.model.facts import Source

__all__ = ["Note", "NoteCode", "Value", "unique"]

Value = str | int | float | tuple[str, ...]
"""What a note may hold; numbers in the unit that their name states."""


class NoteCode(StrEnum):
    """What a note says; :mod:`corridors.model.wording` has a sentence for each."""

    POINT_NEAR_PLACE = "point_near_place"
    SWAPPED_COORDINATES = "swapped_coordinates"
    AMBIGUOUS_NAME = "ambiguous_name"
    CLOSURE_WITHOUT_EFFECT = "closure_without_effect"
    CLOSURE_STANDS_FOR = "closure_stands_for"
    CLOSURE_OF_AREA = "closure_of_area"
    STRAITS_PASSED = "straits_passed"
    FAR_FROM_LINE = "far_from_line"
    LONG_WAY_ROUND = "long_way_round"
    LONG_WAY_OVER_WATER = "long_way_over_water"
    CROSSINGS_CLOSED = "crossings_closed"
    SHORTER_THAN_STRAIGHT = "shorter_than_straight"
    COMES_BACK = "comes_back"
    COMES_BACK_AS_FOUND = "comes_back_as_found"
    THROUGH_NEIGHBOURS = "through_neighbours"
    JOINED_ABROAD = "joined_abroad"
    JOINS_AT_PORT = "joins_at_port"
    VIA_MEANS_CROSSING = "via_means_crossing"
    VIA_NOT_PASSED = "via_not_passed"
    TURNS_ROUND = "turns_round"
    TRADE_CLOSED = "trade_closed"
    BORDER_CLOSED = "border_closed"
    WITHOUT_CONTROL = "without_control"
    CUT_AREA = "cut_area"
    TRADE_RESTRICTED = "trade_restricted"
    TRADE_BARRED = "trade_barred"
    TRANSIT_CLOSED = "transit_closed"
    TRANSIT_RESTRICTED = "transit_restricted"
    SEA_WARNING = "sea_warning"
    CANAL_WITHOUT_LANES = "canal_without_lanes"
    DOUBTFUL_LINK = "doubtful_link"
    MENDED_KM = "mended_km"
    CLOSURE_OF_CROSSING_TOWN = "closure_of_crossing_town"
    OFF_THE_PIPELINE = "off_the_pipeline"
    OTHER_COMMODITY = "other_commodity"
    PIPELINES_JOINED = "pipelines_joined"
    PIPELINES_JOINED_APART = "pipelines_joined_apart"
    AGAINST_THE_FLOW = "against_the_flow"
    CAPACITY_NOT_PUBLISHED = "capacity_not_published"
    PIPELINE_STATE = "pipeline_state"
    COURSE_OF_FILE = "course_of_file"
    STRAIGHT_STEPS = "straight_steps"
    STRAIGHT_STEPS_RANGE = "straight_steps_range"
    NO_FULL_YEAR = "no_full_year"
    FIGURES_LEFT_OUT = "figures_left_out"
    CAPACITY_OF_TODAY = "capacity_of_today"
    SOLE_SERVICE_OF_CITY = "sole_service_of_city"
    SOLE_SERVICE_OF_PROVINCE = "sole_service_of_province"
    SOLE_SERVICE_OF_CORRIDOR = "sole_service_of_corridor"
    SOLE_SERVICE_OF_ALL = "sole_service_of_all"
    SHARE_OF_CITY = "share_of_city"
    SHARE_OF_PROVINCE = "share_of_province"
    SHARE_OF_CORRIDOR = "share_of_corridor"
    SHARE_OF_ALL = "share_of_all"
    DIVIDED_BY_ROOM = "divided_by_room"
    SCALED_TO_CROSSING = "scaled_to_crossing"
    SHARE_OF_REST = "share_of_rest"
    NEITHER_COUNTED = "neither_counted"
    NOT_COUNTED_NONE_PUT = "not_counted_none_put"
    CROSSING_NOT_COUNTED = "crossing_not_counted"
    NO_SERVICE_COUNTED = "no_service_counted"
    ONE_DIRECTION_COUNTED = "one_direction_counted"
    ALL_SCALED_DOWN = "all_scaled_down"
    MIXED_COUNT = "mixed_count"
    TOO_FEW_COUNTED = "too_few_counted"
    REST_SHARED = "rest_shared"
    NO_SERVICE_FOR_REST = "no_service_for_rest"


@dataclass(frozen=True, slots=True)
class Note:
    """A thing to know of an answer: what it is, its values by name, and the sources that it rests on.

    Examples
    --------
    >>> note = Note.of(NoteCode.CLOSURE_WITHOUT_EFFECT, thing="Honolulu")
    >>> str(note.code), note.values
    ('closure_without_effect', {'thing': 'Honolulu'})
    """

    code: NoteCode
    values: Mapping[str, Value] = field(default_factory=FrozenMap)
    sources: tuple[Source, ...] = ()

    @classmethod
    def of(cls, code: NoteCode, /, sources: Iterable[Source] = (), **values: Value) -> Note:
        """Make a note of values by name; their order is of no account."""
        return cls(code, FrozenMap(values), tuple(sources))

    def __post_init__(self) -> None:
        """Freeze the values."""
        freeze_mappings(self)


def unique(notes: Iterable[Note | None]) -> tuple[Note, ...]:
    """Return the notes that are there, each once, in the order of their first mention."""
    return tuple(dict.fromkeys(note for note in notes if note is not None))
