"""Best ways over a network, and what they are made of.

Read in this order: :mod:`~corridors.routing.engine`, :mod:`~corridors.routing.metric`,
:mod:`~corridors.routing.snap`, :mod:`~corridors.routing.router`, :mod:`~corridors.routing.points`,
:mod:`~corridors.routing.family`, :mod:`~corridors.routing.assemble`.
"""
