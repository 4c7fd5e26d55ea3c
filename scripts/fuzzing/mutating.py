"""Files changed as chance, a bad disk or an enemy would; the same numbers give the same file."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import io
import json
import re
import warnings
import zipfile
import zlib
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

__all__ = ["mutated"]

TOKENS: Final = (
    *(b"\0", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\r", b"\n", b'"', b"'", b"<", b">", b"&", b"]]>", b"%s", b"{}", b"[]"),
    *(b"null", b"NaN", b"-1", b"0", b"1e308", b"-1e999", b"9" * 40, b"9" * 5000, b"999999999999", b"\xd7\x9a\xd8\xa7" * 9),
    *(b"[" * 3000, b'{"a":' * 3000, b"<a>" * 3000, b"<!--", b"<![CDATA[", b" " * 5000, b"," * 5000, b"\x1b[31m", b"\\u0000"),
)  # fmt: skip
VALUES: Final[tuple[Any, ...]] = (
    None,
    True,
    -1,
    0,
    1,
    1e308,
    float("nan"),
    "",
    "x",
    "9" * 5000,
    [],
    {},
    [[]],
    [None],
    {"a": 1},
    "\x1b[2J",
    10**30,
)
DOCTYPE: Final = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
ENCODINGS: Final = (
    b"utf-7",
    b"utf-16",
    b"koi8-r",
    b"nonsense",
    b"cp65001",
    b"utf-32",
    b"hex",
    b"rot13",
    b"gb18030",
)
METHODS: Final = (1, 6, 9, 12, 14, 93, 97, 99)
_TAG: Final = re.compile(rb"<[^<>]{1,400}>")
_VALUE: Final = re.compile(rb'="[^"<>]{0,200}"')
_SENT_ENCODING: Final = re.compile(rb'encoding=["\'][\w-]+["\']')


def mutated(data: bytes, rng: random.Random, others: Sequence[bytes] = ()) -> bytes:
    """Return a file changed in one to four ways.

    Parameters
    ----------
    data
        The file.
    rng
        Draws the ways and the places.
    others
        Files of which pieces may be taken.
    """
    for _ in range(rng.choice((1, 1, 1, 2, 2, 3, 4))):
        shaped = _shaped(data)
        way = rng.choice(shaped) if shaped and rng.random() < 0.75 else rng.choice(_BYTES)  # noqa: PLR2004
        with contextlib.suppress(ValueError, IndexError, OSError, EOFError, RecursionError, zlib.error, zipfile.BadZipFile, RuntimeError, KeyError):  # fmt: skip
            data = way(data, rng, others)[:4_000_000]
    return data


def _shaped(data: bytes) -> Sequence[Callable[..., bytes]]:
    """Return the ways that know the form of a file."""
    head = data.lstrip(b"\xef\xbb\xbf \r\n\t")[:4]
    if head[:4] == b"PK\x03\x04":
        return (_in_zip, _in_zip, _in_zip, _zip_header)
    if head[:2] == b"\x1f\x8b":
        return (_in_gzip,)
    if head[:3] == b"BZh":
        return (_in_bzip,)
    if head[:1] in {b"{", b"["}:
        return (_json, _json, _json, _json_deep)
    if head[:1] == b"<":
        return (_tags, _attribute, _attribute, _doctype, _encoding)
    return (_cells, _cells) if b"\n" in data[:5000] and b"\0" not in data[:5000] else ()


# -------------------------------------------------------------------------------------------------- bytes
def _span(data: bytes, rng: random.Random, most: int = 400) -> tuple[int, int]:
    start = rng.randrange(len(data) + 1)
    return start, min(len(data), start + rng.randrange(1, most))


def _flip(data: bytes, rng: random.Random, _: object) -> bytes:
    out = bytearray(data)
    for _n in range(rng.choice((1, 1, 2, 8, 64))):
        out[rng.randrange(len(out))] ^= 1 << rng.randrange(8)
    return bytes(out)


def _set(data: bytes, rng: random.Random, _: object) -> bytes:
    out = bytearray(data)
    out[rng.randrange(len(out))] = rng.choice((0, 255, 127, 128, 10, 34, 44, 60))
    return bytes(out)


def _cut(data: bytes, rng: random.Random, _: object) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def _behead(data: bytes, rng: random.Random, _: object) -> bytes:
    return data[rng.randrange(min(200, len(data)) + 1) :]


def _drop(data: bytes, rng: random.Random, _: object) -> bytes:
    start, end = _span(data, rng)
    return data[:start] + data[end:]


def _repeat(data: bytes, rng: random.Random, _: object) -> bytes:
    start, end = _span(data, rng)
    return data[:end] + data[start:end] * rng.choice((1, 2, 10, 300)) + data[end:]


def _swap(data: bytes, rng: random.Random, _: object) -> bytes:
    (a, b), (c, d) = sorted((_span(data, rng), _span(data, rng)))
    return data if b > c else data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def _insert(data: bytes, rng: random.Random, _: object) -> bytes:
    at = rng.randrange(len(data) + 1)
    return data[:at] + rng.choice(TOKENS) + data[at:]


def _overwrite(data: bytes, rng: random.Random, _: object) -> bytes:
    start, end = _span(data, rng, 40)
    return data[:start] + rng.choice(TOKENS) + data[end:]


def _graft(data: bytes, rng: random.Random, others: Sequence[bytes]) -> bytes:
    other = rng.choice(others)
    start, end = _span(other, rng, 2000)
    at = rng.randrange(len(data) + 1)
    return data[:at] + other[start:end] + data[at:]


_BYTES: Final = (_flip, _flip, _set, _cut, _behead, _drop, _repeat, _swap, _insert, _overwrite, _graft)


# --------------------------------------------------------------------------------------------------- forms
def _cells(data: bytes, rng: random.Random, _: object) -> bytes:
    lines = data.split(b"\n")
    at = rng.randrange(len(lines))
    sign = rng.choice((b",", b";", b"\t"))
    cells = lines[at].split(sign)
    cells[rng.randrange(len(cells))] = rng.choice(
        (*TOKENS, b"=1+1", b"@x", "１２".encode(), b'"', b"1,2,3", b"1.234")
    )
    lines[at] = sign.join(cells)
    if rng.random() < 0.2:  # noqa: PLR2004
        lines.insert(0, lines.pop(rng.randrange(len(lines))))
    return b"\n".join(lines)


def _json(data: bytes, rng: random.Random, _: object) -> bytes:
    root = json.loads(data)
    holders: list[tuple[Any, Any]] = []
    stack = [root]
    while stack and len(holders) < 3000:  # noqa: PLR2004 - enough to draw from
        node = stack.pop()
        pairs = (
            list(node.items())
            if isinstance(node, dict)
            else list(enumerate(node))
            if isinstance(node, list)
            else []
        )
        holders += [(node, key) for key, _value in pairs]
        stack += [value for _key, value in pairs]
    holder, key = rng.choice(holders)
    how = rng.randrange(4)
    if how == 0:
        del holder[key]
    elif how == 1:
        other, where = rng.choice(holders)
        holder[key] = json.loads(json.dumps(other[where]))
    elif how == 2 and isinstance(holder, dict):  # noqa: PLR2004
        holder[rng.choice(("", "type", "id", "lat", "crs", "geometry", "x"))] = holder.pop(key)
    else:
        holder[key] = rng.choice(VALUES)
    return json.dumps(root, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _json_deep(data: bytes, rng: random.Random, _: object) -> bytes:
    text = data.decode()
    spots = [m.start() for m in re.finditer(r"[\[{\d]", text)][:2000]
    at, depth = rng.choice(spots), rng.choice((70, 900, 5000, 100_000))
    return (text[:at] + "[" * depth + "]" * depth + "," * (text[at] == "[") + text[at:]).encode()


def _tags(data: bytes, rng: random.Random, _: object) -> bytes:
    tags = list(_TAG.finditer(data))
    one, other = rng.choice(tags), rng.choice(tags)
    put = rng.choice((b"", other[0], one[0] * 2, one[0] * 500, other[0] + one[0], b"<x/>", b"<?x y?>"))
    return data[: one.start()] + put + data[one.end() :]


def _attribute(data: bytes, rng: random.Random, _: object) -> bytes:
    values = list(_VALUE.finditer(data))
    one, other = rng.choice(values), rng.choice(values)
    plain = (
        b'=""',
        b'="-1"',
        b'="x"',
        b'="nan"',
        b'="1e400"',
        b'="999999999999"',
        b'="XFD1048576"',
        b'="&#65535;"',
        b'="' + b"9" * 5000 + b'"',
    )
    put = rng.choice((b"", other[0], *plain))
    return data[: one.start()] + put + data[one.end() :]


def _doctype(data: bytes, rng: random.Random, _: object) -> bytes:
    at = data.find(b"?>") + 2 if data.startswith(b"<?") else 0
    spot = data.find(b">", rng.randrange(len(data))) + 1
    return data[:at] + DOCTYPE + data[at:spot] + b"&c;" + data[spot:]


def _encoding(data: bytes, rng: random.Random, _: object) -> bytes:
    stated = b'encoding="' + rng.choice(ENCODINGS) + b'"'
    if _SENT_ENCODING.search(data[:200]):
        return _SENT_ENCODING.sub(stated, data, count=1)
    return b'<?xml version="1.0" ' + stated + b"?>" + data


# -------------------------------------------------------------------------------------------------- packed
def _in_zip(data: bytes, rng: random.Random, others: Sequence[bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = [(info.filename, packed.read(info)) for info in packed.infolist()]
    at = rng.randrange(len(parts))
    name, part = parts[at]
    how = rng.randrange(12)
    if how == 0:
        del parts[at]
    elif how == 1:
        parts.append(parts[at])
    elif how == 2:  # noqa: PLR2004
        parts[at] = rng.choice((name + "/", "../" + name, name.upper(), "", "x")), part
    elif how == 3:  # noqa: PLR2004
        parts[at] = name, rng.choice(parts)[1]
    else:
        parts[at] = name, mutated(part, rng, [p for _, p in parts] or others)
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        warnings.simplefilter("ignore")  # of names that come twice
        for written, content in parts:
            packed.writestr(zipfile.ZipInfo(written), content, compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _zip_header(data: bytes, rng: random.Random, _: object) -> bytes:
    """Change a field of a header: method, sizes, flags, sums."""
    marks = [m.start() for m in re.finditer(rb"PK\x01\x02|PK\x03\x04|PK\x05\x06", data)]
    out, at = bytearray(data), rng.choice(marks)
    if rng.random() < 0.3:  # noqa: PLR2004
        for mark in marks:
            field = mark + (10 if data[mark + 2] == 1 else 8)
            out[field] = rng.choice(METHODS)
        return bytes(out)
    for _n in range(rng.choice((1, 2, 4))):
        out[at + 4 + rng.randrange(40)] = rng.choice((0, 1, 8, 127, 255, rng.randrange(256)))
    return bytes(out)


def _in_gzip(data: bytes, rng: random.Random, others: Sequence[bytes]) -> bytes:
    return gzip.compress(mutated(gzip.decompress(data), rng, others), mtime=0)


def _in_bzip(data: bytes, rng: random.Random, others: Sequence[bytes]) -> bytes:
    return bz2.compress(mutated(bz2.decompress(data), rng, others))
