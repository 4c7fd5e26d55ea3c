"""Notes: codes, their sentences, and that nothing is lost between them."""

import json
import pickle
from string import Formatter

import pytest

from corridors.i18n import translator
from corridors.model import Note, NoteCode, Source
from corridors.model.notes import unique
from corridors.model.wording import notes_to_dicts, sentences, word_note

SENTENCES = sentences(translator())


def named(code):
    """Return the names of the values that a code's sentence asks for."""
    return {name for _, name, _, _ in Formatter().parse(SENTENCES[code]) if name} - {"cited"}


@pytest.mark.parametrize("code", NoteCode)
def test_every_code_has_a_sentence_that_says_all_its_values(code):
    values = {name: f"«{name}»" for name in named(code)}
    told = word_note(Note.of(code, **values))
    assert all(value in told for value in values.values())


def test_a_note_travels_and_is_the_same_in_any_order_of_its_values():
    source = Source("X1", "A title")
    one = Note.of(NoteCode.SWAPPED_COORDINATES, [source], place="Almaty", position="76.9,43.25")
    other = Note.of(NoteCode.SWAPPED_COORDINATES, [source], position="76.9,43.25", place="Almaty")
    assert one == other
    assert len({one, other}) == 1
    assert pickle.loads(pickle.dumps(one)) == one
    assert unique((one, None, other)) == (one,)


def test_notes_are_plain_values_in_json():
    note = Note.of(NoteCode.CLOSURE_STANDS_FOR, thing="Terespol", closed=("Brest", "Małaszewicze"))
    (told,) = notes_to_dicts([note])
    assert json.loads(json.dumps(told)) == told
    assert set(told) == {"code", "text", "values"}
    assert told["values"] == {"thing": "Terespol", "closed": ["Brest", "Małaszewicze"]}


def test_names_with_braces_are_said_as_they_are():
    note = Note.of(NoteCode.CLOSURE_WITHOUT_EFFECT, thing="{0} {thing}")
    assert "{0} {thing}" in word_note(note)


def test_a_source_is_named_in_the_sentence_or_left_to_a_link():
    values = {"one": "TEN-A", "other": "TEN-B", "place": "Beyneu"}
    note = Note.of(NoteCode.PIPELINES_JOINED, [Source("J7", "A title")], **values)
    assert "J7" in word_note(note)
    assert "J7" not in word_note(note, cited=False)


def test_a_count_takes_its_form():
    one, two = (word_note(Note.of(NoteCode.FIGURES_LEFT_OUT, count=n)) for n in (1, 2))
    assert one.replace("1", "2") != two
