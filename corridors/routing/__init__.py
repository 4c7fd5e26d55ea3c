"""Best ways over a network, and what they are made of.

Read in this order: :mod:`~corridors.routing.engine`, :mod:`~corridors.routing.metrics`,
:mod:`~corridors.routing.snapping`, :mod:`~corridors.routing.router`, :mod:`~corridors.routing.points`,
:mod:`~corridors.routing.families`, :mod:`~corridors.routing.assembly`.
"""
