"""Modules of JavaScript become one text: each once, in the order of need."""

import pytest

from corridors.webmap.bundle import bundle


@pytest.fixture
def modules(tmp_path):
    def write(**texts):
        for name, text in texts.items():
            (tmp_path / f"{name}.js").write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_a_module_without_imports_stays_as_it_is(modules):
    text = "/* import nothing */\nexport default function head() {}\n"
    assert bundle(modules(head=text) / "head.js") == text


def test_what_two_need_comes_once_and_first(modules):
    folder = modules(
        a='import { b } from "./b.js";\nimport {\n  c,\n} from "./c.js";\nb(c);',
        b='import { c } from "./c.js";\nconst own = 1;\nexport const b = () => c + own;',
        c="export const c = 2;\nexport async function later() {}",
    )
    assert bundle(folder / "a.js").splitlines() == [
        "const $0_c = (() => {",
        "const c = 2;",
        "async function later() {}",
        "return { c, later };",
        "})();",
        "const $1_b = (() => {",
        "const { c } = $0_c;",
        "const own = 1;",
        "const b = () => c + own;",
        "return { b };",
        "})();",
        "const { b } = $1_b;",
        "const {",
        "  c,",
        "} = $0_c;",
        "b(c);",
    ]


def test_a_circle_is_refused(modules):
    folder = modules(
        a='import { b } from "./b.js";', b='import { c } from "./c.js";', c='import { b } from "./b.js";'
    )
    with pytest.raises(ValueError, match=r"b\.js is imported by what it imports"):
        bundle(folder / "a.js")
