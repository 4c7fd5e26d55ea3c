"""Places of a question that mean something to whatever else moves."""

from __future__ import annotations

from corridors.app.place_names import names_of
from corridors.app.question import Question

__all__ = ["kept_places"]


def kept_places(question: Question, carry: str) -> Question:
    """Return the question for something else that moves, with the places that mean something to it.

    Parameters
    ----------
    question
        As it was.
    carry
        ``freight``, ``oil`` or ``gas``.
    """
    names = names_of(carry)
    first, last = (
        text if text and names.knows(text) else "" for text in (question.origin, question.destination)
    )
    return Question(first, last, carry=carry)
