"""docs/settings.md and the code name the same settings."""

import ast
import re

from tests.project.files import ROOT, tracked

READ = re.compile(r"""env\.\w+\(\s*["']([A-Z][A-Z_]+)["']""")
ROW = re.compile(r"^\| `([A-Z_]+)` \|", re.MULTILINE)


def test_every_setting_is_documented_and_nothing_else_is() -> None:
    source = "\n".join(path.read_text() for path in tracked(".py") if "src" in path.parts)
    assert set(ROW.findall((ROOT / "docs/settings.md").read_text())) == set(READ.findall(source))


WRITTEN = {"": "empty", 20 * 1024 * 1024: "20 MiB"}
# What the page says of a default that the code works out.
WORKED_OUT = {
    "DATABASE_URL": "SQLite in the data folder",
    "MIGRATE_DATABASE_URL": "DATABASE_URL",
    "SCHAKEL_SECRET_KEY": "made once, kept in the data folder",
    "SCHAKEL_EMAIL_BACKEND": "SMTP",
}


def defaults() -> dict[str, object]:
    """Each setting with the default that stands in the code."""
    found: dict[str, object] = {}
    for path in tracked(".py"):
        if "src" not in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "env"
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                for keyword in node.keywords:
                    if keyword.arg == "default":
                        code = compile(ast.Expression(keyword.value), str(path), "eval")
                        found[str(node.args[0].value)] = eval(code)
    return found


def as_written(default: object) -> str:
    if isinstance(default, list):
        return ", ".join(default) or "none"
    if isinstance(default, bool):
        return str(default).lower()
    return WRITTEN.get(default, str(default))  # type: ignore[call-overload]


def test_the_page_gives_the_defaults_of_the_code() -> None:
    page = (ROOT / "docs/settings.md").read_text()
    told = {
        row[1]: row[2].replace("`", "").strip()
        for row in re.finditer(r"^\| `([A-Z_]+)` \| ([^|]+) \|", page, re.MULTILINE)
    }
    wrong = {
        name: (told.get(name), as_written(default))
        for name, default in defaults().items()
        if told.get(name) != WORKED_OUT.get(name, as_written(default))
    }
    assert len(defaults()) > 20
    assert wrong == {}
