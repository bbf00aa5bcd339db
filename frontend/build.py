"""Make the vendored style sheet and fonts from the packages in `node_modules`.

For maintainers: `npm ci` and then `python build.py` in this folder. The outputs are committed, so
that nobody who installs Schakel needs Node. `python build.py --check` fails on a difference.

The style sheet holds the components we use, without source maps, comments and variants we never
show, and of the Voorbeeld theme only the variables that those components, our theme and our own
style sheet reach.
"""

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
MODULES = HERE / "node_modules"
WEB = HERE.parent / "src" / "schakel" / "web"
STATIC = WEB / "static" / "schakel"

THEME = "@nl-design-system-unstable/voorbeeld-design-tokens"
FONTS = {
    "fonts/bricolage-grotesque.woff2": (
        "@fontsource-variable/bricolage-grotesque",
        "files/bricolage-grotesque-latin-wght-normal.woff2",
    ),
    "fonts/source-sans-3.woff2": (
        "@fontsource-variable/source-sans-3",
        "files/source-sans-3-latin-wght-normal.woff2",
    ),
}
# Variants of components that no page shows: their rules are left out.
UNUSED = re.compile(
    r"--(?:pressed|positive|negative|busy|icon-only|hint|subtle|sticky|fixed|oneline|truncate"
    r"|alternate(?:-even|-odd|-row-color)?|selected|row-hover|row-focus-within|arrows|section|center|nested|html-content"
    r"|overflow|inactive|active|success|safe|focus-visible|placeholder|inline-box"
    r"|read-only|numpad|multiple|reset-address|image|icon)\b"
    r"|__(?:header-cell-button|data--|figcaption|footer--|icon-start|icon-end)|:lang\(ar\)"
    r"|utrecht-alert__(?:icon|title)|nl-link--inline-box|html-hr"
)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
COPYRIGHT = re.compile(r"Copyright \(c\)[^*\n]*")
VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")


def rules(css: str) -> Iterator[tuple[str, str]]:
    """Pairs of (prelude, body) of the outermost rules; statements without a body are skipped."""
    start = depth = 0
    prelude = ""
    for at, sign in enumerate(css):
        if sign == "{":
            if depth == 0:
                prelude, start = css[start:at].strip(), at + 1
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0:
                yield prelude, css[start:at].strip()
                start = at + 1
        elif sign == ";" and depth == 0:
            start = at + 1


def compact(text: str) -> str:
    return re.sub(r"\s*([{};,>])\s*", r"\1", re.sub(r"\s+", " ", text)).strip().rstrip(";")


def component_css(css: str) -> str:
    kept = []
    for prelude, body in rules(COMMENT.sub("", css)):
        if prelude.startswith("@"):
            inner = component_css(body)
            if inner:
                kept.append(f"{compact(prelude)}{{{inner}}}")
            continue
        selectors = [one for one in prelude.split(",") if not UNUSED.search(one)]
        # A comma inside :where(...) or :not(...) must not be cut.
        if any(one.count("(") != one.count(")") for one in selectors):
            selectors = [] if UNUSED.search(prelude) else [prelude]
        if selectors and body:
            declarations = re.sub(r":\s+", ":", compact(body))
            kept.append(f"{compact(','.join(selectors))}{{{declarations}}}")
    return "\n".join(kept)


def theme_css(css: str, roots: set[str]) -> str:
    """The declarations of the theme that `roots` reach, in their own order."""
    declared: dict[str, str] = {}
    for _, body in rules(COMMENT.sub("", css)):
        for line in body.split(";"):
            name, _, value = line.partition(":")
            if value:
                declared[name.strip()] = compact(value)
    reached, todo = set(), list(roots)
    while todo:
        name = todo.pop()
        if name in reached or name not in declared:
            continue
        reached.add(name)
        todo += VARIABLE.findall(declared[name])
    lines = ";\n".join(f"{name}:{value}" for name, value in declared.items() if name in reached)
    return f".schakel-theme{{{lines}}}"


def package(name: str) -> dict[str, str]:
    found: dict[str, str] = json.loads((MODULES / name / "package.json").read_text("utf-8"))
    return found


def stylesheet_of(name: str) -> Path:
    folder = MODULES / name / "dist"
    plain = folder / "index.css"
    return plain if plain.exists() else folder / f"{name.rpartition('/')[2][:-4]}.css"


def build() -> dict[str, bytes]:
    wanted: dict[str, str] = json.loads((HERE / "package.json").read_text("utf-8"))[
        "devDependencies"
    ]
    components = [name for name in wanted if name.endswith("-css")]
    parts = [component_css(stylesheet_of(name).read_text("utf-8")) for name in components]
    ours = [STATIC / "theme.css", STATIC / "schakel.css", *(WEB / "templates").rglob("*.html")]
    roots = {
        name
        for text in (*parts, *(p.read_text("utf-8") for p in ours if p.exists()))
        for name in VARIABLE.findall(text)
    }
    theme = (MODULES / THEME / "dist" / "theme.css").read_text("utf-8")
    holders = sorted(
        {
            line.strip()
            for name in components
            for line in COPYRIGHT.findall(stylesheet_of(name).read_text("utf-8"))
        }
    )
    head = "\n".join(
        [
            "/* NL Design System components and theme variables. Licence: EUPL-1.2",
            *holders,
            "Copyright (c) Community for NL Design System",
            "Made by frontend/build.py; the packages and versions are in VENDORED.json. */",
        ]
    )
    outputs = {
        "nlds.css": "\n".join([head, theme_css(theme, roots), *parts, ""]).encode(),
        **{out: (MODULES / name / path).read_bytes() for out, (name, path) in FONTS.items()},
        # The Open Font License asks that it travels with the font.
        **{
            f"{out}.LICENSE.txt": (MODULES / name / "LICENSE").read_bytes()
            for out, (name, _) in FONTS.items()
        },
    }
    made_from = {
        "nlds.css": sorted([*components, THEME]),
        **{out: [name] for out, (name, _) in FONTS.items()},
        **{f"{out}.LICENSE.txt": [name] for out, (name, _) in FONTS.items()},
    }
    vendored = [
        {
            "file": out,
            "sha256": hashlib.sha256(data).hexdigest(),
            "packages": [
                {
                    "package": name,
                    "version": package(name)["version"],
                    "licence": package(name)["license"],
                }
                for name in made_from[out]
            ],
        }
        for out, data in sorted(outputs.items())
    ]
    outputs["VENDORED.json"] = (json.dumps(vendored, indent=2) + "\n").encode()
    return outputs


def main() -> int:
    outputs = build()
    if "--check" in sys.argv[1:]:
        stale = [
            out
            for out, data in outputs.items()
            if not (STATIC / out).exists() or (STATIC / out).read_bytes() != data
        ]
        if stale:
            print(f"not as built: {', '.join(stale)}; run python build.py", file=sys.stderr)
        return 2 if stale else 0
    for out, data in outputs.items():
        target = STATIC / out
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
