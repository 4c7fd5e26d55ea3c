"""Runs the pages of the app without a browser and records every element that they send."""

from __future__ import annotations

import io
import json
import logging
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
from google.protobuf.json_format import MessageToDict
from streamlit.testing.v1 import AppTest

from scripts.recording.forms import dumped, lines_form, table_form

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["record_pages"]

ROOT: Final = Path(__file__).resolve().parents[2]
LIMIT_S: Final = 240
ELEMENT_ID: Final = re.compile(r"\$\$ID-[0-9a-f]+-")
# what a run makes up, and the code that draws: neither is what is shown
PASSED_OVER: Final = {
    "deferredFileId",
    "jsContent",
    "cssContent",
    "htmlContent",
    "url",
    "formId",
    "jsSourcePath",
    "cssSourcePath",
}
HOSTILE: Final = "{{7*7}}<script>alert(1)</script> :red[x]"

Params = dict[str, str | list[str]]


def asked() -> dict[str, Params]:
    """Return the query parameters of each recorded page by the recording's name."""
    main: Params = {"page": "plan", "from": "Chongqing", "to": "Duisburg"}
    pages: dict[str, Params] = {
        "map": {},
        "map-zh": {"lang": "zh"},
        "map-state": {"year": "2005", "off": "trains", "view": "80.25,44.2,9.5", "lang": "ru"},
        "plan-empty": {"page": "plan"},
        "plan-empty-fr": {"page": "plan", "lang": "fr"},
        "plan-rail": main | {"via": ["Khorgos"]},
        "plan-rail-zh": main | {"via": ["Khorgos"], "lang": "zh"},
        "plan-time": main | {"by": "time", "avoid": ["RU"]},
        "plan-ferry": main | {"from": "Xi'an", "to": "Istanbul"},
        "plan-slawkow": main | {"from": "Kyiv", "to": "Katowice"},
        "plan-road": main | {"from": "Lianyungang", "to": "St Petersburg", "mode": ["road"]},
        "plan-sea": main | {"from": "Shanghai", "to": "Rotterdam", "mode": ["sea", "rail"], "lang": "ru"},
        "plan-oil": {"page": "plan", "carry": "oil", "from": "Atyrau", "to": "Dushanzi"},
        "plan-gas": {"page": "plan", "carry": "gas", "from": "Turkmenistan", "to": "China"},
        "plan-oil-empty": {"page": "plan", "carry": "oil"},
        "plan-oil-unknown": {"page": "plan", "carry": "oil", "from": "Nowhereville", "to": "Dushanzi"},
        "plan-gas-no-way": {"page": "plan", "carry": "gas", "from": "Beijing", "to": "Baku"},
        "plan-unknown": main | {"from": "Chonqing", "to": "Duisbrg"},
        "plan-hostile": main | {"from": HOSTILE, "via": [HOSTILE]},
        "plan-no-way": main
        | {"from": "Xi'an", "to": "Poti", "avoid": ["Kazakhstan", "Russia", "Mongolia"]},
        "plan-far": main | {"to": "Honolulu"},
        "plan-half": {"page": "plan", "from": "Chongqing"},
    }
    series = (
        "khorgos",
        "alashankou",
        "china-europe-trains",
        "middle-corridor",
        "CAGP",
        "trade",
        "CPC",
        "nothing",
    )
    pages |= {f"throughput-{name}": {"page": "throughput", "series": name} for name in series}
    pages["throughput-metric"] = {
        "page": "throughput", "series": "khorgos", "metric": "rail_freight", "first": "2018", "last": "2022",
        "lang": "fr",
    }  # fmt: skip
    provinces = ("CN-CQ", "CN-SN", "CN-XJ", "CN-ZJ", "Henan", "CN-TW", "nothing")
    pages |= {f"provinces-{name}": {"page": "provinces", "province": name} for name in provinces}
    pages |= {f"learn-{step}": {"page": "learn", "step": str(step)} for step in range(1, 9)}
    files = ("network", "crossings", "assumptions", "REPAIRS", "china_europe_trains", "nothing")
    pages |= {f"data-{name}": {"page": "data", "name": name} for name in files}
    for name in ("throughput", "provinces", "learn", "data"):
        pages[f"{name}-zh"] = {"page": name, "lang": "zh"}
    return pages


# what is pressed on a page: name of the recording, page it starts from, keys of the buttons in turn
PRESSED: Final = (
    ("plan-rail-swapped", "plan-rail", ("swap",)),
    ("plan-example", "plan-empty", ("example-0",)),
    ("plan-meant", "plan-unknown", ("meant-0",)),
    ("plan-way-out", "plan-no-way", ("way-out-0",)),
)


def record_pages() -> dict[str, list[str]]:
    """Return the lines of each recording by its name."""
    os.chdir(ROOT)  # the theme is read from here
    logging.disable(logging.WARNING)
    pages = asked()
    found = {f"pages/{name}": _shown(_run(params), params) for name, params in pages.items()}
    for name, start, keys in PRESSED:
        app = _run(pages[start])
        for key in keys:
            if any(button.key == key for button in app.button):
                app.button(key=key).click().run()
        found[f"pages/{name}"] = _shown(app, pages[start])
    return found


def _run(params: Mapping[str, str | list[str]]) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=LIMIT_S)
    app.query_params.update(params)
    return app.run()


def _shown(app: AppTest, params: Mapping[str, str | list[str]]) -> list[str]:
    where = {name: app.query_params[name] for name in sorted(app.query_params)}
    lines = [
        f"asked {json.dumps(params, ensure_ascii=False)}",
        f"address {json.dumps(where, ensure_ascii=False)}",
    ]
    lines += [f"exception {fault.message}" for fault in app.exception]
    for root in (app.main, app.sidebar):
        for depth, node in _walk(root, 0):
            lines += [f"{'  ' * depth}{line}" for line in _element(node)]
    return lines


def _walk(node: Any, depth: int) -> Iterator[tuple[int, Any]]:
    for child in getattr(node, "children", {}).values():
        yield depth, child
        yield from _walk(child, depth + 1)


def _element(node: Any) -> list[str]:
    proto = getattr(node, "proto", None)
    if proto is None:
        return [f"[{node.type}]"]
    if node.type == "flex_container":
        return [f"[{node.type}] {ELEMENT_ID.sub('', proto.id)}".rstrip()]
    raw = MessageToDict(proto)
    tables = list(_tables(proto, ()))
    fields = _plain(raw)
    body = [line for where, table in tables for line in (f"table {where}", *table_form(table))]
    return [f"[{node.type}]", *lines_form("\n".join(dumped(fields))), *body]


def _plain(value: Any) -> Any:
    """Return fields without what differs from run to run; texts of JSON as JSON, tables elsewhere."""
    if isinstance(value, dict):
        kept = {k: v for k, v in value.items() if k not in PASSED_OVER}
        return {
            k: "(a table)" if k in {"arrowData", "data"} and _bytes(v) else _plain(v)
            for k, v in kept.items()
        }
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, str):
        return value
    text = ELEMENT_ID.sub("", value).replace(str(ROOT), "ROOT")
    if text[:1] in {"{", "["}:
        try:
            return _plain(json.loads(text))
        except ValueError:
            return text
    return text


def _bytes(value: Any) -> bool:
    inner = value.get("data", "") if isinstance(value, dict) else value
    return isinstance(inner, str) and inner.startswith("/////")


def _tables(message: Any, path: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """Give every Arrow table in a message with the way to it."""
    for field, value in message.ListFields():
        here = (*path, field.name)
        if field.type == field.TYPE_BYTES and bytes(value).startswith(b"\xff\xff\xff\xff"):
            yield "/".join(here), pa.ipc.open_stream(io.BytesIO(value)).read_pandas()
        elif field.type == field.TYPE_MESSAGE and not hasattr(value, "keys"):
            for item in value if hasattr(value, "append") or hasattr(value, "add") else (value,):
                yield from _tables(item, here)
