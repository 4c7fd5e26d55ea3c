"""JSON and XML of strangers: counted before a library makes trees of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final
from xml.parsers import expat

from corridors.errors import BadTable
from corridors.incoming.limits import (
    JSON_LISTS,
    JSON_OBJECTS,
    JSON_VALUES,
    XML_DEPTH,
    XML_HEAD,
)
from corridors.incoming.meter import Meter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import IO

__all__ = ["load_json", "need_plain_xml", "scan_xml"]

CHUNK: Final = 1 << 18
_JSON: Final = {
    b"{": ("objects", JSON_OBJECTS),
    b"[": ("lists", JSON_LISTS),
    b",": ("values", JSON_VALUES),
}


def load_json(data: bytes | str, name: str) -> Any:
    """Return what a JSON text says.

    Parameters
    ----------
    data
        The text.
    name
        Of the file, for messages.

    Raises
    ------
    BadTable
        It has more objects, lists or values than are read, or is nested too deep.
    ValueError
        It is no JSON.
    """
    for sign, (kind, most) in _JSON.items():
        count = data.count(sign) if isinstance(data, bytes) else data.count(sign.decode())
        Meter(name, {kind: most}).add(kind, count)
    try:
        return json.loads(data)
    except RecursionError as fault:
        raise BadTable(
            f"{name} has lists within lists beyond any reason; give a file as the program made it."
        ) from fault


def need_plain_xml(data: bytes, name: str) -> None:
    """Refuse XML that declares a document type, for entities in it may swell without end.

    Parameters
    ----------
    data
        The file; it is read up to its first element.
    name
        Of the file, for messages.

    Raises
    ------
    BadTable
        It has a document type, or no element within reach.
    xml.parsers.expat.ExpatError
        It is no XML.
    """
    parser = expat.ParserCreate()
    begun = list[str]()

    def begins(tag: str, _: object) -> None:
        begun.append(tag)

    parser.StartDoctypeDeclHandler = _refuse_type(name)
    parser.StartElementHandler = begins
    for start in range(0, min(len(data), XML_HEAD), CHUNK):
        parser.Parse(data[start : start + CHUNK], False)  # noqa: FBT003 - expat's own signature
        if begun:
            return
    if len(data) > XML_HEAD:
        raise BadTable(
            f"{name} has no element in its first {XML_HEAD:,} bytes, so it is no file that is read here."
        )


def scan_xml(
    stream: IO[bytes],
    name: str,
    most: Mapping[str, int],
    seen: Callable[[str, Mapping[str, str]], None] | None = None,
) -> int:
    """Count the elements of an XML file.

    Parameters
    ----------
    stream
        The file.
    name
        What it is called, for messages.
    most
        How many ``elements`` are read.
    seen
        Is told the name, without prefix, and the attributes of each element as it begins.

    Returns
    -------
        How many elements there are.

    Raises
    ------
    BadTable
        There are more, they are nested too deep, or the file declares a document type.
    xml.parsers.expat.ExpatError
        It is no XML.
    """
    meter, depth, count = Meter(name, most), 0, 0

    def begins(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth, count = depth + 1, count + 1
        meter.add("elements")
        if depth > XML_DEPTH:
            raise BadTable(
                f"{name} has elements within elements beyond {XML_DEPTH} levels; give a file as the program made it."
            )
        if seen:
            seen(tag.rpartition(":")[2], attributes)

    def ends(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_type(name)
    parser.StartElementHandler, parser.EndElementHandler = begins, ends
    while chunk := stream.read(CHUNK):
        parser.Parse(chunk, False)  # noqa: FBT003 - expat's own signature
    parser.Parse(b"", True)  # noqa: FBT003 - expat's own signature
    return count


def _refuse_type(name: str) -> Callable[..., None]:
    def refuse(*_: object) -> None:
        raise BadTable(
            f"{name} declares a document type with entities of its own, which are not read; save it without."
        )

    return refuse
