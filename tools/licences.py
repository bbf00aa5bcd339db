"""Fail when something that is installed with the product has a licence it cannot be shipped under.

Walks the product's own requirements, not the environment: GPL tools may help to test it.
"""

import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from license_expression import ExpressionError, LicenseSymbol, get_spdx_licensing
from packaging.requirements import Requirement

ALLOWED = {
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "EUPL-1.2",
    "ISC",
    "MIT",
    "MIT-0",
    "MIT-CMU",
    "MPL-2.0",
    "PSF-2.0",
    "Python-2.0",
    "Unlicense",
}
REASONS = {
    ("psycopg", "LGPL-3.0-only"): "imported as it is, unchanged, and replaceable by the user",
    ("psycopg-binary", "LGPL-3.0-only"): "as psycopg; the client library inside is PostgreSQL's",
}
CLASSIFIERS = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "European Union Public Licence 1.2 (EUPL 1.2)": "EUPL-1.2",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
}
# Read by a person where what the package declares cannot be read by a program.
READ = {
    "qrcode": "BSD-3-Clause AND MIT"
}  # its LICENSE file: the second is of the code it grew from
LICENSING = get_spdx_licensing()


def licence(package: Distribution) -> str:
    """The licence a package declares as one SPDX expression; empty when it declares none."""
    metadata = package.metadata
    if package.name in READ:
        return READ[package.name]
    if metadata.get("License-Expression"):
        return str(metadata["License-Expression"])
    named = [
        CLASSIFIERS.get(text.rsplit(" :: ", 1)[-1], "")
        for text in metadata.get_all("Classifier") or []
        if text.startswith("License :: ") and text != "License :: OSI Approved"
    ]
    if named:
        return " AND ".join(f"({name})" for name in named) if all(named) else ""
    text = str(metadata.get("License") or "").strip()
    return text if len(text) < 60 else ""


def refusal(name: str, expression: str) -> str:
    """Why this package cannot be shipped, in one line; empty when it can."""
    if not expression:
        return f"{name}: declares no licence that can be read"
    try:
        parsed = LICENSING.parse(expression, validate=True)
    except ExpressionError:
        return f"{name}: unknown licence {expression!r}"

    def allowed(symbol: LicenseSymbol) -> bool:
        return str(symbol) in ALLOWED or (name, str(symbol)) in REASONS

    # An expression holds when replacing each licence by its verdict makes it true.
    verdict = parsed.subs(
        {s: LICENSING.TRUE if allowed(s) else LICENSING.FALSE for s in parsed.symbols}
    ).simplify()
    return "" if verdict == LICENSING.TRUE else f"{name}: licence {expression} is not allowed"


def requirements(root: str) -> Iterator[Distribution]:
    """Everything `pip install root` brings on this machine, each package once."""
    waiting, seen = [(root, "")], set()
    while waiting:
        name, extra = waiting.pop()
        name = re.sub(r"[-_.]+", "-", name).lower()
        if (name, extra) in seen:
            continue
        package = distribution(name)
        if not any(name == other for other, _ in seen):
            yield package
        seen.add((name, extra))
        for line in package.requires or []:
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
                waiting += [(requirement.name, e) for e in ["", *requirement.extras]]


def main() -> int:
    refusals, count = [], 0
    try:
        for package in requirements("schakel"):
            count += 1
            refusals.append(refusal(package.name.lower(), licence(package)))
    except PackageNotFoundError as missing:
        print(f"licences: {missing.name} is not installed; run `make install`", file=sys.stderr)
        return 2
    refusals = [line for line in refusals if line]
    for line in refusals:
        print(f"licences: {line}", file=sys.stderr)
    print(f"licences: {count} packages are installed with the product, {len(refusals)} refused")
    return 1 if refusals else 0


if __name__ == "__main__":
    sys.exit(main())
