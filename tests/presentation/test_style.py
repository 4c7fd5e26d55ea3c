"""The palette: told apart by every reader, legible, and one for all pictures."""

from __future__ import annotations

import itertools
import re

import numpy as np
import pytest

from corridors.errors import UnknownName
from corridors.layers.kit.registry import style_of
from corridors.presentation import style
from corridors.routing.families import FAMILIES

# Machado, Oliveira and Fernandes (2009), severity 1.0, for linear RGB.
VISION = {
    "usual": np.eye(3),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def linear(colour):
    rgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def lab(rgb):
    x, y, z = TO_XYZ @ np.clip(rgb, 0, 1) / [0.95047, 1, 1.08883]
    fx, fy, fz = (np.cbrt(t) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def ciede2000(one, two):
    (l1, a1, b1), (l2, a2, b2) = one, two
    mean_c = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    g = 0.5 * (1 - np.sqrt(mean_c**7 / (mean_c**7 + 25**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1, h2 = (np.degrees(np.arctan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = (h2 - h1 + 180) % 360 - 180
    d_l, d_c, d_h = l2 - l1, c2 - c1, 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2))
    ml, mc, mh = (l1 + l2) / 2, (c1 + c2) / 2, (h1 + turn / 2) % 360
    waves = ((0.17, 1, -30), (-0.24, 2, 0), (-0.32, 3, 6), (0.2, 4, -63))
    t = 1 - sum(k * np.cos(np.radians(n * mh + shift)) for k, n, shift in waves)
    s_l = 1 + 0.015 * (ml - 50) ** 2 / np.sqrt(20 + (ml - 50) ** 2)
    s_c, s_h = 1 + 0.045 * mc, 1 + 0.015 * mc * t
    r_c = 2 * np.sqrt(mc**7 / (mc**7 + 25**7))
    r_t = -r_c * np.sin(np.radians(60 * np.exp(-(((mh - 275) / 25) ** 2))))
    light, chroma, hue = d_l / s_l, d_c / s_c, d_h / s_h
    return float(np.sqrt(light**2 + chroma**2 + hue**2 + r_t * chroma * hue))


def contrast(one, two):
    light = sorted((TO_XYZ[1] @ linear(c) for c in (one, two)), reverse=True)
    return (light[0] + 0.05) / (light[1] + 0.05)


def test_the_measure_of_difference_agrees_with_its_published_figures():
    # from the paper's own test set: Sharma, Wu and Dalal (2005)
    pairs = (
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, -0.001, 2.49), (50, 0.0011, -2.49), 4.7461),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    )
    for one, two, expected in pairs:
        assert ciede2000(one, two) == pytest.approx(expected, abs=2e-4)


@pytest.mark.parametrize("vision", VISION)
def test_oil_and_gas_stay_apart_from_each_other_and_from_the_corridors(vision):
    colours = [f.colour for f in style.FAMILIES.values()]
    colours += [style_of(name).colour for name in ("oil", "gas")]
    seen = [lab(VISION[vision] @ linear(c)) for c in colours]
    pairs = [p for p in itertools.combinations(range(len(seen)), 2) if p[1] >= len(style.FAMILIES)]
    assert min(ciede2000(seen[a], seen[b]) for a, b in pairs) > 14


@pytest.mark.parametrize("vision", VISION)
def test_families_and_plain_routes_stay_apart_for_every_reader(vision):
    colours = [f.colour for f in style.FAMILIES.values()] + [style.INK]
    seen = [lab(VISION[vision] @ linear(c)) for c in colours]
    assert min(ciede2000(a, b) for a, b in itertools.combinations(seen, 2)) >= 18


def test_text_on_its_ground_is_legible():
    for name, label in style.LABELS.items():
        ground = style.PAPER.sea if name == "water" else style.PAPER.land
        least = 2.3 if name in {"region", "water"} else 3.0
        assert contrast(label.colour, ground) >= least, name
    assert contrast(style.PAPER.text, style.PAPER.card) >= 7
    assert contrast(style.PAPER.muted, style.PAPER.card) >= 4.5


def test_css_holds_every_colour_and_nothing_that_is_none():
    css = style.css_variables()
    assert all(f"--{name}:" in css for name in ("land", "sea", "family-middle", "country-size", "font"))
    assert all(re.fullmatch(r"#[0-9a-f]{6}", c) for c in re.findall(r"#\w+", css))


def test_an_unknown_family_is_named_with_those_there_are():
    assert style.family("").colour == style.INK
    assert style.family("Middle").order == 1
    with pytest.raises(UnknownName, match=r"corridor family.*Atlantic.*Northern"):
        style.family("Atlantic")


def test_every_family_that_routing_gives_has_a_look():
    assert {style.family(name).id for name in FAMILIES} == set(FAMILIES)
