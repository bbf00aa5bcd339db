"""What a stranger meets first: two commands, a picture, and links that lead somewhere."""

import re

from tests.project.files import ROOT, tracked

SCREEN = 40
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
ANCHOR = re.compile(r"[^\w\- ]")


def test_the_first_screen_holds_two_commands_and_a_picture() -> None:
    screen = (ROOT / "README.md").read_text().splitlines()[:SCREEN]
    text = "\n".join(screen)
    block = re.search(r"^```\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert block
    commands = [line.split("#")[0].strip() for line in block[1].splitlines()]
    assert commands == ["make demo", "make test"]
    assert re.search(r"^!\[.{20,}\]\(", text[block.end() :], re.MULTILINE)


def test_the_two_commands_exist() -> None:
    makefile = (ROOT / "Makefile").read_text()
    for target in ("demo", "test"):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_every_link_inside_the_documents_leads_to_a_file() -> None:
    broken = []
    for page in tracked(".md"):
        for target in LINK.findall(page.read_text()):
            path, _, anchor = target.partition("#")
            if target.startswith(("http:", "https:", "mailto:")):
                continue
            aim = (page.parent / path).resolve() if path else page
            if not aim.exists():
                broken.append(f"{page.relative_to(ROOT)}: {target}")
            elif anchor and aim.suffix == ".md":
                heads = re.findall(r"^#+ (.*)$", aim.read_text(), re.MULTILINE)
                names = {ANCHOR.sub("", head).strip().lower().replace(" ", "-") for head in heads}
                if anchor not in names:
                    broken.append(f"{page.relative_to(ROOT)}: {target}")
    assert not broken


def test_the_readme_has_a_dutch_summary() -> None:
    assert "## In het Nederlands" in (ROOT / "README.md").read_text()
