"""Colours of roles read on a page, and in whatever theme a notebook has."""

import re
import shutil

import pytest

from linalg.notation.roles import ON_PAPER
from linalg.page import Page, to_html

PAGE = Page("A page", [])

THEMES = {  # colours of the text and of what lies behind it
    "JupyterLab, light": ("rgba(0, 0, 0, 0.87)", "#FFFFFF"),
    "JupyterLab, dark": ("#FFFFFF", "#111111"),
    "JupyterLab, dark, a cell": ("#FFFFFF", "#212121"),
    "Visual Studio Code, dark": ("#D4D4D4", "#1E1E1E"),
    "sepia": ("#433422", "#F4ECD8"),
}


def channels(colour):
    """Red, green, blue and opacity, from 0 to 1, as a browser writes them."""
    if colour.startswith("#"):
        return [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)] + [1.0]
    numbers = [float(number) for number in re.findall(r"[\d.]+", colour)]
    scale = 1 if colour.startswith("color") else 255
    opacity = numbers[3] if len(numbers) == 4 else 1.0
    return [number / scale for number in numbers[:3]] + [opacity]


def brightness(colour):
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(colour, behind):
    """The ratio of WCAG 2.2; what shows through a colour is part of it."""
    *ink, opacity = channels(colour)
    ground = channels(behind)[:3]
    seen = [opacity * i + (1 - opacity) * g for i, g in zip(ink, ground, strict=True)]
    dim, bright = sorted((brightness(seen), brightness(ground)))
    return (bright + 0.05) / (dim + 0.05)


CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
EVERY_ROLE = "".join(f'<b class="{role.replace(" ", "-")}">{role}</b>' for role in ON_PAPER)


def test_contrasts_are_measured():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("rgba(0, 0, 0, 0.5)", "#FFFFFF") == pytest.approx(3.95, abs=0.1)
    assert contrast("color(srgb 0 0 0)", "#FFFFFF") == pytest.approx(21)


def test_a_fragment_asks_not_for_the_theme_of_the_system():
    assert "prefers-color-scheme" in to_html(PAGE)
    assert "prefers-color-scheme" not in to_html(PAGE, standalone=False)


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")
def test_roles_read_in_every_theme_of_a_notebook():
    style = to_html(PAGE, standalone=False).partition("<h1>")[0]
    body = "".join(
        f'<section style="color: {ink}; background: {ground}">{style}{EVERY_ROLE}</div></section>'
        for ink, ground in THEMES.values()
    )
    from playwright.sync_api import sync_playwright

    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(color_scheme="dark")
        page.set_content(body)
        colours = page.evaluate(
            "[...document.querySelectorAll('section')].map("
            "each => [...each.querySelectorAll('b')].map(b => getComputedStyle(b).color))"
        )
        browser.close()
    for found, (name, (_, ground)) in zip(colours, THEMES.items(), strict=True):
        assert min(contrast(colour, ground) for colour in found) >= 4.5, (name, found)
        assert len(set(found)) == len(set(ON_PAPER.values())), name
