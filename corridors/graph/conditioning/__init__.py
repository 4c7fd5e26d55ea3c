"""Raw lines to a routable network, one visible step after another.

Each verb takes a network (and a table) and returns a new network; nothing is changed in place.
Read in this order: :mod:`~corridors.graph.conditioning.edit`, :mod:`~corridors.graph.conditioning.repair`,
:mod:`~corridors.graph.conditioning.borders`, :mod:`~corridors.graph.conditioning.gauges`,
:mod:`~corridors.graph.conditioning.links`; :mod:`~corridors.graph.conditioning.pipeline` calls them in turn,
and :mod:`~corridors.graph.conditioning.extract` brings a user's own track.
"""
