"""docs/settings.md and the code name the same settings."""

import re

from tests.project.files import ROOT, tracked

READ = re.compile(r"""env\.\w+\(\s*["']([A-Z][A-Z_]+)["']""")
ROW = re.compile(r"^\| `([A-Z_]+)` \|", re.MULTILINE)


def test_every_setting_is_documented_and_nothing_else_is() -> None:
    source = "\n".join(path.read_text() for path in tracked(".py") if "src" in path.parts)
    assert set(ROW.findall((ROOT / "docs/settings.md").read_text())) == set(READ.findall(source))
