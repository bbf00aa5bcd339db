"""What pages load is what was vendored: known, unchanged, small, and from this site only."""

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "schakel"
STATIC = SRC / "web" / "static" / "schakel"
OPEN_LICENCES = {"EUPL-1.2", "OFL-1.1"}
FIRST_VISIT = 150_000
HTML_OF_A_PAGE = 30_000
VENDORED = json.loads((STATIC / "VENDORED.json").read_text("utf-8"))
SHEETS = ["nlds.css", "theme.css", "schakel.css"]
TEMPLATES = sorted(SRC.rglob("templates/**/*.html"))


@pytest.mark.parametrize("entry", VENDORED, ids=lambda entry: entry["file"])
def test_a_vendored_file_is_the_one_that_was_taken_over(entry: dict) -> None:
    found = hashlib.sha256((STATIC / entry["file"]).read_bytes()).hexdigest()
    assert found == entry["sha256"]
    assert {package["licence"] for package in entry["packages"]} <= OPEN_LICENCES


def test_no_font_is_there_that_was_not_vendored() -> None:
    on_disk = {f"fonts/{path.name}" for path in (STATIC / "fonts").iterdir()}
    assert on_disk == {e["file"] for e in VENDORED if e["file"].startswith("fonts/")}


def test_the_lock_pins_the_vendored_versions_and_names_no_registry() -> None:
    text = (ROOT / "frontend" / "package-lock.json").read_text("utf-8")
    locked = json.loads(text)["packages"]
    assert '"resolved"' not in text
    for entry in VENDORED:
        for package in entry["packages"]:
            found = locked[f"node_modules/{package['package']}"]
            assert found["version"] == package["version"]
            assert found["integrity"].startswith("sha512-")


@pytest.mark.parametrize("name", SHEETS)
def test_a_style_sheet_loads_nothing_from_elsewhere(name: str) -> None:
    css = (STATIC / name).read_text("utf-8")
    addresses = re.findall(r"url\(\s*[\"']?([^\"')]+)", css)
    assert all((STATIC / address).is_file() for address in addresses), addresses
    assert "@import" not in css
    assert "sourceMappingURL" not in css


def test_the_first_visit_stays_small() -> None:
    sheets = sum(len(gzip.compress((STATIC / name).read_bytes())) for name in SHEETS)
    fonts = sum(path.stat().st_size for path in (STATIC / "fonts").glob("*.woff2"))
    assert sheets + fonts + HTML_OF_A_PAGE < FIRST_VISIT


def test_every_variable_that_we_use_has_a_value() -> None:
    known = set()
    for name in SHEETS:
        known |= set(re.findall(r"(--[\w-]+)\s*:", (STATIC / name).read_text("utf-8")))
    for path in [STATIC / "schakel.css", *TEMPLATES]:
        used = set(re.findall(r"var\((--[\w-]+)\)", path.read_text("utf-8")))
        assert used <= known, path


def test_every_class_in_a_template_is_known_to_a_style_sheet() -> None:
    css = "".join((STATIC / name).read_text("utf-8") for name in SHEETS)
    known = set(re.findall(r"\.((?:nl|utrecht|schakel)-[\w-]+)", css))
    unknown = set()
    for path in TEMPLATES:
        text = re.sub(r"\{[{%].*?[}%]\}", "?", path.read_text("utf-8"))
        for names in re.findall(r'class="([^"]*)"', text):
            unknown |= {
                f"{path.relative_to(SRC)}: {name}"
                for name in names.split()
                if name.startswith(("nl-", "utrecht-", "schakel-"))
                and "?" not in name
                and name not in known
            }
    assert not unknown


# --- the theme can be read ---------------------------------------------------------------------


def _theme() -> dict[str, str]:
    css = (STATIC / "theme.css").read_text("utf-8")
    return dict(re.findall(r"(--basis-color-[\w-]+):\s*(#[0-9a-f]{6})", css))


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    "family",
    ["default", "accent-1", "accent-2", "positive", "warning", "negative", "info", "highlight"],
)
def test_text_in_every_family_has_enough_contrast(family: str) -> None:
    colour = {
        name: value
        for full, value in _theme().items()
        if (name := full.removeprefix(f"--basis-color-{family}-")) != full
    }
    assert _contrast(colour["color-default"], "#ffffff") >= 7
    assert _contrast(colour["color-document"], colour["bg-default"]) >= 7
    assert _contrast(colour["color-subtle"], colour["bg-subtle"]) >= 4.5
    assert _contrast(colour["border-default"], "#ffffff") >= 3
