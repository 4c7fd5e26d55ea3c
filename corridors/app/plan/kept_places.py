"""Places of a question that mean something to whatever else moves."""

from __future__ import annotations

from corridors.app.cached import pipe_names, planner
from corridors.app.question import FREIGHT, Question
from corridors.errors import CorridorsError

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
    known = _known_to_freight if carry == FREIGHT else lambda text: pipe_names(carry).find(text) is not None
    first, last = (text if text and known(text) else "" for text in (question.origin, question.destination))
    return Question(first, last, carry=carry)


def _known_to_freight(text: str) -> bool:
    try:
        planner().place(text)
    except CorridorsError:
        return False
    return True
