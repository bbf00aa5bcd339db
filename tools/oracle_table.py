"""What exact pabutools answered about real rounds: the questions, the asking, and the table.

`tools/oracle.py` fills the table; tests read it and ask again.
"""

import hashlib
import importlib.metadata
import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TABLE = Path(__file__).resolve().parent.parent / "tests" / "engines" / "oracle.json"

FRACTIONS = "gmpy2"
# As pabutools calls them. It breaks ties lexicographically unless told otherwise; we tell it.
PARAMETERS = {
    "fractions": FRACTIONS,
    "profile": "as_multiprofile",
    "tie_breaking": "lexico_tie_breaking",
    "questions": {
        "equal-shares cost": {"rule": "method_of_equal_shares", "sat_class": "Cost_Sat"},
        "equal-shares cardinality": {
            "rule": "method_of_equal_shares",
            "sat_class": "Cardinality_Sat",
        },
        "equal-shares points": {
            "rule": "method_of_equal_shares",
            "sat_class": "Additive_Cardinal_Sat",
        },
        "equal-shares borda": {
            "rule": "method_of_equal_shares",
            "sat_class": "Additive_Borda_Sat",
        },
        "equal-shares cost add1": {
            "rule": "method_of_equal_shares",
            "sat_class": "Cost_Sat",
            "voter_budget_increment": 1,
        },
        "greedy cost": {"rule": "greedy_utilitarian_welfare", "sat_class": "Cost_Sat"},
        "greedy cardinality": {
            "rule": "greedy_utilitarian_welfare",
            "sat_class": "Cardinality_Sat",
        },
        "phragmen": {"rule": "sequential_phragmen"},
    },
}

APPROVAL = (
    "equal-shares cost",
    "equal-shares cardinality",
    "greedy cost",
    "greedy cardinality",
    "phragmen",
)
BASE = {
    "approval": APPROVAL,
    "choose-1": APPROVAL,
    "cumulative": ("equal-shares points",),
    "ordinal": ("equal-shares borda",),
}
ADD1 = "equal-shares cost add1"
# Asked when every file has its base answers: one file can take as long as all others together.
LATER = {"approval": (ADD1,), "choose-1": (ADD1,)}

LATE = "TimeLimit"

Answer = str | dict[str, Any]
"""Ids of the winners in pabutools' order, with commas between; or the name of what went wrong."""


class Unfit(Exception):
    """This machine cannot be asked; says why."""


# --- asking ---------------------------------------------------------------------------------------


def version() -> str:
    """Of pabutools; raises Unfit when it would not compute exactly."""
    import pabutools.election
    import pabutools.fractions
    import pabutools.rules

    if pabutools.fractions.FRACTION != FRACTIONS:
        raise Unfit(f"pabutools computes with {pabutools.fractions.FRACTION}, not with {FRACTIONS}")
    return importlib.metadata.version("pabutools")


def answers(path: Path, questions: Sequence[str]) -> Iterator[tuple[str, Answer]]:
    """What pabutools says, one question after another, the file read once."""
    from pabutools import election, rules, tiebreaking

    try:
        instance, profile = election.parse_pabulib(str(path))
        profile = profile.as_multiprofile()
    except Exception as error:
        yield from ((question, {"error": type(error).__name__}) for question in questions)
        return
    for question in questions:
        parameters: dict[str, Any] = dict(PARAMETERS["questions"][question])
        rule = getattr(rules, parameters.pop("rule"))
        if "sat_class" in parameters:
            parameters["sat_class"] = getattr(election, parameters["sat_class"])
        ties = getattr(tiebreaking, PARAMETERS["tie_breaking"])
        try:
            winners = rule(instance, profile, tie_breaking=ties, **parameters)
        except Exception as error:
            yield question, {"error": type(error).__name__}
        else:
            yield question, ",".join(project.name for project in winners)


# --- files ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Source:
    """A file of the library. `work` and `work_of_add1` only order: what it costs, more or less."""

    path: Path
    kind: str
    digest: str
    work: float
    work_of_add1: float


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sources(folder: Path) -> list[Source]:
    """Every file with ballots that pabutools and we both can count, cheapest first."""
    found = []
    for path in folder.glob("*.pb"):
        meta = _meta(path)
        kind = meta.get("vote_type", "").lower()
        if kind not in BASE:
            continue
        work = path.stat().st_size * _number(meta.get("num_projects", ""))
        # add1 raises every share by 1 a time: the more money a voter, the more runs.
        runs = _number(meta.get("budget", "")) / _number(meta.get("num_votes", ""))
        found.append(Source(path, kind, digest(path), work, work * runs))
    return sorted(found, key=lambda source: (source.work, source.path.name))


def _meta(path: Path) -> dict[str, str]:
    meta = {}
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        for line in lines:
            key, _, value = line.strip().partition(";")
            if key.upper() == "PROJECTS":
                break
            meta[key.strip()] = value.strip()
    return meta


def _number(text: str) -> float:
    try:
        return max(float(text.replace(",", ".")), 1.0)
    except ValueError:
        return 1.0


# --- the table ---------------------------------------------------------------------------------


@dataclass
class Table:
    """By name of file: `kind`, `sha256`, and `answers` by question."""

    version: str
    files: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path = TABLE) -> "Table":
        table = json.loads(path.read_text(encoding="utf-8"))
        if table["parameters"] != PARAMETERS:
            raise Unfit(f"{path.name} answers other questions: make oracle")
        return cls(table["pabutools"], table["files"])

    @classmethod
    def resumed(cls, path: Path, version: str, found: Sequence[Source]) -> "Table":
        """What is still true of the table at `path`: same pabutools, questions and files."""
        table = cls(version)
        if not path.exists():
            return table
        try:
            before = cls.read(path)
        except Unfit:
            return table
        if before.version != version:
            return table
        for source in found:
            entry = before.files.get(source.path.name)
            if entry and (entry["sha256"], entry["kind"]) == (source.digest, source.kind):
                table.files[source.path.name] = entry
        return table

    def write(self, path: Path) -> None:
        """One line a file, sorted, so that a difference is read as one; whole or not at all."""
        head = json.dumps({"pabutools": self.version, "parameters": PARAMETERS}, indent=1)
        lines = [
            f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(entry, ensure_ascii=False)}"
            for name, entry in sorted(self.files.items())
        ]
        text = head.removesuffix("\n}") + ',\n "files": {\n' + ",\n".join(lines) + "\n }\n}\n"
        new = path.with_suffix(".new")
        try:
            new.write_text(text, encoding="utf-8")
            os.replace(new, path)
        finally:
            new.unlink(missing_ok=True)

    def put(self, source: Source, told: Mapping[str, Answer]) -> None:
        entry = self.files.setdefault(
            source.path.name, {"kind": source.kind, "sha256": source.digest, "answers": {}}
        )
        entry["answers"] = dict(sorted({**entry["answers"], **told}.items()))

    def lacking(self, source: Source, questions: Sequence[str], cap: float) -> list[str]:
        """What must still be asked; what was too late once is asked again with more time."""
        told = self.files.get(source.path.name, {}).get("answers", {})
        return [
            question
            for question in questions
            if question not in told
            or (
                isinstance(told[question], dict)
                and told[question]["error"] == LATE
                and told[question]["seconds"] < cap
            )
        ]

    def counted(self) -> Counter[str]:
        """How many files have all their base answers, by kind, and how many have add1."""
        count: Counter[str] = Counter()
        for entry in self.files.values():
            told = {q for q, answer in entry["answers"].items() if isinstance(answer, str)}
            count[entry["kind"]] += told.issuperset(BASE[entry["kind"]])
            count[ADD1] += ADD1 in told
        return count

    def sentence(self) -> str:
        """As the reference says it, and a test sees that it does."""
        count = self.counted()
        kinds = ", ".join(f"{count[kind]} {kind}" for kind in BASE)
        return (
            f"pabutools {self.version} answered for {sum(count[kind] for kind in BASE)} files "
            f"({kinds}); for {count[ADD1]} of the {sum(count[kind] for kind in LATER)} with "
            f"approval or choose-1 also with add1."
        )
