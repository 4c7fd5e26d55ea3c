"""Raw lines to a routable network, one visible step after another.

Each verb takes a network (and a table) and returns a new network; nothing is changed in place.
Read in this order: :mod:`~corridors.conditioning.edit`, :mod:`~corridors.conditioning.repair`,
:mod:`~corridors.conditioning.borders`, :mod:`~corridors.conditioning.gauges`,
:mod:`~corridors.conditioning.links`; :mod:`~corridors.conditioning.pipeline` calls them in turn,
and :mod:`~corridors.conditioning.extract` brings a user's own track.
"""
