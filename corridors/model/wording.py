"""Notes as sentences: one text a code, in the language of whoever reads.

The only place that words a note. The model's ``to_dict`` asks for English, pages for their reader's
language; nothing reads a value back out of a sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from babel import Locale
from babel.numbers import format_decimal

from corridors.i18n import translator
from corridors.model.notes import NoteCode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from corridors.i18n import Words
    from corridors.model.notes import Note, Value

__all__ = ["next_step", "notes_to_dicts", "sentences", "word_note", "word_notes"]

PATTERNS: Final = {"away_km": "0.0", "gap_km": "0"}
"""How a number is written, by the name of its value."""
PLAIN: Final = "0.######"
COUNTRY, COUNTRIES = "country", "countries"
"""Values of notes that hold codes of countries; sentences tell these by name."""
LISTS: Final = {"namesakes": "; "}
"""What stands between the items of a list, by the name of its value; else a comma."""


def word_note(note: Note, words: Words | None = None, *, cited: bool = True) -> str:
    """Return a note as a sentence.

    Parameters
    ----------
    note
        The note.
    words
        The language; English without it.
    cited
        Name the sources in brackets where the sentence has room for them; a page that links them
        beside the sentence does without.

    Examples
    --------
    >>> from corridors.model.notes import Note, NoteCode
    >>> word_note(Note.of(NoteCode.CLOSURE_STANDS_FOR, thing="Terespol", closed=("Brest", "Małaszewicze")))
    'Avoiding Terespol closes Brest, Małaszewicze.'
    """
    _ = words or translator()
    worded = {name: _told(name, value, _.lang) for name, value in note.values.items()}
    ids = ", ".join(source.id for source in note.sources) if cited else ""
    worded["cited"] = _(" (source {id})").format(id=ids) if ids else ""
    count = note.values.get("count", 2)
    number = count if isinstance(count, int | float) else 2
    return sentences(_, number)[note.code].format(**worded)


def word_notes(notes: Iterable[Note], words: Words | None = None) -> str:
    """Return notes as running text, one sentence after the other; English without a language."""
    return " ".join(word_note(note, words) for note in notes)


def notes_to_dicts(notes: Iterable[Note]) -> list[dict[str, Any]]:
    """Return notes as plain values: code, English sentence, values by name."""
    return [
        {
            "code": str(note.code),
            "text": f"{word_note(note)} {next_step(note)}".strip(),
            "values": _plain(note.values),
        }
        for note in notes
    ]


def next_step(note: Note, words: Words | None = None) -> str:
    """Return what to ask for after a note, for readers of a file; an empty text where there is nothing.

    Examples
    --------
    >>> from corridors.model.notes import Note, NoteCode
    >>> next_step(Note.of(NoteCode.TRADE_BARRED, country="RU"))
    'Allow “trade” (“Closed trade”) to see it.'
    """
    _ = words or translator()
    return _("Allow “trade” (“Closed trade”) to see it.") if note.code is NoteCode.TRADE_BARRED else ""


def _plain(values: Mapping[str, Value]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _land(code: str, lang: str) -> str:
    return str(Locale.parse(lang).territories.get(code, code))


def _told(name: str, value: Value, lang: str) -> str:
    if isinstance(value, str):
        return _land(value, lang) if name == COUNTRY else value
    if isinstance(value, tuple):
        value = tuple(_land(code, lang) for code in value) if name == COUNTRIES else value
        return LISTS.get(name, ", ").join(value)
    return format_decimal(value, format=PATTERNS.get(name, PLAIN), locale=lang)


def sentences(_: Words, count: float = 2) -> dict[NoteCode, str]:
    """Return the sentence of each code, with the names of its values in braces, in the form for a count."""
    return _of_places(_) | _of_trade(_) | _of_pipelines(_) | _of_series(_, count) | _of_services(_)


def _of_places(_: Words) -> dict[NoteCode, str]:
    """Return what is said of places and of what is avoided."""
    return {
        NoteCode.POINT_NEAR_PLACE: _("{away_km} km from {place}"),
        NoteCode.SWAPPED_COORDINATES: _(
            "Longitude comes first; for a point near {place} write {position}."
        ),
        NoteCode.AMBIGUOUS_NAME: _("{place} was taken; there is also {namesakes}."),
        NoteCode.CLOSURE_WITHOUT_EFFECT: _(
            "No way by these modes uses {thing}: avoiding it changes nothing."
        ),
        NoteCode.CLOSURE_STANDS_FOR: _("Avoiding {thing} closes {closed}."),
        NoteCode.FAR_FROM_LINE: _(
            "{place} lies {gap_km} km from the line where the way joins it; these are not in the length."
        ),
        NoteCode.LONG_WAY_ROUND: _(
            "The way is {way_km} km long, {times} times the {direct_km} km between the places: a shorter link may be missing in the map, closed or not yet built."
        ),
        NoteCode.LONG_WAY_OVER_WATER: _(
            "The way is {way_km} km long, {times} times the {direct_km} km between the places: ships go round the land."
        ),
        NoteCode.CROSSINGS_CLOSED: _("Closed to goods on the direct way: {crossings} ({source})."),
        NoteCode.COMES_BACK: _(
            "The way leaves {country} and comes back into it: with these modes, stops and closures none does otherwise."
        ),
        NoteCode.COMES_BACK_AS_FOUND: _(
            "The way leaves {country} and comes back into it; none that does otherwise was found."
        ),
        NoteCode.THROUGH_NEIGHBOURS: _(
            "The way leads through other countries: no line on land known here joins the two parts of {country}."
        ),
        NoteCode.JOINED_ABROAD: _("{place} joins a line in {country}: the border between is not counted."),
        NoteCode.SHORTER_THAN_STRAIGHT: _(
            "{published_km} km is less than the {direct_km} km between the places as the crow flies: look at how the column writes numbers."
        ),
        NoteCode.JOINS_AT_PORT: _("{place} joins at {port}, {gap_km} km away."),
        NoteCode.VIA_MEANS_CROSSING: _("Passing {place} means passing the crossing {crossing}."),
        NoteCode.VIA_NOT_PASSED: _(
            "The crossing {crossing} is not passed: no open line of these modes leads over it on the network; the way touches the line nearest to it."
        ),
        NoteCode.TURNS_ROUND: _("The way turns round at {place}."),
        NoteCode.DOUBTFUL_LINK: _("The way uses {link}, of which it is doubtful whether it runs."),
        NoteCode.MENDED_KM: _(
            "{mended_km} km of the way ({share_pct} %) are not in the map's data but were mended here."
        ),
        NoteCode.CLOSURE_OF_CROSSING_TOWN: _(
            "Avoiding {thing} closes {closed} and the lines within {reach_km} km of it."
        ),
        NoteCode.CLOSURE_OF_AREA: _("Avoiding {thing} closes the lines within {reach_km} km of it."),
        NoteCode.SEA_WARNING: _("{strait} since {since}: {warning} ({source})."),
        NoteCode.CANAL_WITHOUT_LANES: _(
            "The sea lanes known here do not lead through {canal}, by which the way is about {saved_km} km shorter."
        ),
        NoteCode.STRAITS_PASSED: _("The way over water passes {straits}."),
    }


def _of_trade(_: Words) -> dict[NoteCode, str]:
    """Return what is said of trade and borders that are closed."""
    return {
        NoteCode.TRADE_CLOSED: _("This trade is closed since {since}: {closure} ({source})."),
        NoteCode.BORDER_CLOSED: _(
            "The border between the two is closed since {since}: {closure} ({source})."
        ),
        NoteCode.WITHOUT_CONTROL: _(
            "Sections of {country} are passed without control and are not counted as borders."
        ),
        NoteCode.CUT_AREA: _(
            "The way begins, ends or runs where the lines are cut since {since}: {closure} ({source}). Do not take it for one that runs."
        ),
        NoteCode.TRADE_RESTRICTED: _(
            "Some goods of this trade are barred since {since}: {closure} ({source})."
        ),
        NoteCode.TRADE_BARRED: _("No way through {country} is shown for this trade: {closure} ({source})."),
        NoteCode.TRANSIT_CLOSED: _(
            "The way passes {countries}, closed to this trade since {since}: {closure} ({source})."
        ),
        NoteCode.TRANSIT_RESTRICTED: _(
            "Some goods of this trade may not pass {countries} since {since}: {closure} ({source})."
        ),
    }


def _of_pipelines(_: Words) -> dict[NoteCode, str]:
    """Return what is said of a way through pipelines."""
    return {
        NoteCode.OFF_THE_PIPELINE: _(
            "{place} lies {gap_km} km from the pipeline's point {point}; these are not in the length."
        ),
        NoteCode.OTHER_COMMODITY: _(
            "Pipelines for {commodity} lead there, too, by a longer way: ask for commodity {commodity}."
        ),
        # Translators: {cited} is empty or a source in brackets.
        NoteCode.PIPELINES_JOINED: _("{one} and {other} are joined at {place}{cited}."),
        # Translators: {cited} is empty or a source in brackets.
        NoteCode.PIPELINES_JOINED_APART: _(
            "{one} and {other} are joined at {place} over {gap_km} km{cited}."
        ),
        NoteCode.AGAINST_THE_FLOW: _(
            "{pipeline} is followed against the direction in which it is stated to run."
        ),
        NoteCode.CAPACITY_NOT_PUBLISHED: _("The capacity of {pipeline} is not published."),
        NoteCode.PIPELINE_STATE: _("{pipeline}: {state}."),
        NoteCode.COURSE_OF_FILE: _(
            "The course of {pipeline}, and its length, are those of your own file; how far along it a place lies "
            "is read off our named points."
        ),
        NoteCode.STRAIGHT_STEPS: _(
            "Lengths are measured along straight steps between named points, at most {gap_km} km long, whose "
            "positions are good for {accuracy_km} km (median of each line); bends are left out, so published "
            "lengths are mostly longer."
        ),
        NoteCode.STRAIGHT_STEPS_RANGE: _(
            "Lengths are measured along straight steps between named points, at most {gap_km} km long, whose "
            "positions are good for {accuracy_km} to {accuracy_most_km} km (median of each line); bends are left "
            "out, so published lengths are mostly longer."
        ),
    }


def _of_series(_: Words, count: float) -> dict[NoteCode, str]:
    """Return what is said of annual series."""
    return {
        NoteCode.NO_FULL_YEAR: _("The tables have no full year."),
        NoteCode.FIGURES_LEFT_OUT: _.ngettext(
            "{count} more figure is no point: it covers part of a year, another is preferred, or no page printing it was found.",
            "{count} more figures are no points: they cover part of a year, another is preferred, or no page printing them was found.",
            count,
        ),
        NoteCode.CAPACITY_OF_TODAY: _(
            "Use of capacity counts each line with what it can carry today, also in years before it was enlarged."
        ),
    }


def _of_services(_: Words) -> dict[NoteCode, str]:
    """Return how trains were put on services, and what a crossing's count leaves."""
    return {
        NoteCode.SOLE_SERVICE_OF_CITY: _("The count of the city, whose only known service this is."),
        NoteCode.SOLE_SERVICE_OF_PROVINCE: _(
            "The count of the province, whose only known service this is."
        ),
        NoteCode.SOLE_SERVICE_OF_CORRIDOR: _(
            "The count of the corridor, whose only known service this is."
        ),
        NoteCode.SOLE_SERVICE_OF_ALL: _(
            "The count of all China–Europe trains, whose only known service this is."
        ),
        NoteCode.SHARE_OF_CITY: _(
            "An equal share of the count of the city among its known services: an estimate."
        ),
        NoteCode.SHARE_OF_PROVINCE: _(
            "An equal share of the count of the province among its known services: an estimate."
        ),
        NoteCode.SHARE_OF_CORRIDOR: _(
            "An equal share of the count of the corridor among its known services: an estimate."
        ),
        NoteCode.SHARE_OF_ALL: _(
            "An equal share of all China–Europe trains among the services to Europe: an estimate."
        ),
        NoteCode.DIVIDED_BY_ROOM: _("It names no crossing: divided by the room left at either."),
        NoteCode.SCALED_TO_CROSSING: _("Scaled to the count at the crossing."),
        NoteCode.SHARE_OF_REST: _(
            "No count of its own: an equal share of the trains counted at the crossing that no count explains."
        ),
        NoteCode.NEITHER_COUNTED: _("Neither the service nor its crossing was counted in this year."),
        NoteCode.NOT_COUNTED_NONE_PUT: _("Not counted, and no trains of the crossing are put on it."),
        NoteCode.CROSSING_NOT_COUNTED: _("Not counted in this year: nothing to reconcile with."),
        NoteCode.NO_SERVICE_COUNTED: _("No service through it has a count of its own."),
        NoteCode.ONE_DIRECTION_COUNTED: _("Only one direction ({direction}) was counted."),
        NoteCode.MIXED_COUNT: _(
            "The count of the crossing holds trains to Central Asia as well: it is a ceiling, and what it "
            "leaves over is put on no service."
        ),
        NoteCode.TOO_FEW_COUNTED: _(
            "Not enough services with a count in this year: their trains are {share_pct} % of those counted, "
            "less than {least_pct} %. None are put on the network."
        ),
        NoteCode.ALL_SCALED_DOWN: _(
            "More trains are assigned than were counted: all are scaled down to the count."
        ),
        NoteCode.REST_SHARED: _(
            "The rest is shared equally among the services without a count: an estimate."
        ),
        NoteCode.NO_SERVICE_FOR_REST: _("No known service without a count is left to take the rest."),
    }
