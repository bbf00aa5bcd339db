"""Show that a claiming test can fail: break the function it rests on, and run it.

Each function named in `breaks` is replaced twice, by one that raises and by one that does nothing;
a test that still passes proves nothing and fails here. Used by `make test-slow`.
"""

import importlib
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import CodeType, FunctionType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from tests.conftest import claims


def find(path: str) -> FunctionType:
    """The function at a dotted path, without its decorators."""
    parts = path.split(".")
    for length in range(len(parts) - 1, 0, -1):
        try:
            value: Any = importlib.import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for name in parts[length:]:
            value = inspect.getattr_static(value, name)
            value = getattr(value, "__func__", value)
        value = inspect.unwrap(value)
        if not isinstance(value, FunctionType):
            raise pytest.UsageError(f"{path} is not a Python function")
        return value
    raise pytest.UsageError(f"{path} does not exist")


def _replacement(body: str, free: tuple[str, ...]) -> CodeType:
    # New code must close over the same names as the code it stands in for.
    lines = ["def outer():"]
    lines += [f"    {name} = None" for name in free]
    lines += ["    def broken(*args, **kwargs):"]
    lines += [f"        {name}" for name in free]
    lines += [f"        {body}", "    return broken"]
    space: dict[str, Callable[[], FunctionType]] = {}
    exec("\n".join(lines), space)
    return space["outer"]().__code__


BODIES = {
    "raises": "raise RuntimeError('broken on purpose')",
    "does nothing": "return None",
}


@contextmanager
def broken(function: FunctionType, body: str) -> Iterator[None]:
    """Swap the code inside the function, so that every name bound to it is broken."""
    whole = function.__code__
    function.__code__ = _replacement(body, whole.co_freevars)
    try:
        yield
    finally:
        function.__code__ = whole


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    claiming = [item for item in items if claims(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in claiming])
    items[:] = claiming


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    survived, last = [], []
    for path in dict.fromkeys(claim.breaks for claim in claims(item)):
        function = find(path)
        for name, body in BODIES.items():
            with broken(function, body):
                item._initrequest()  # type: ignore[attr-defined]
                last = runtestprotocol(item, nextitem=nextitem, log=False)
            if all(report.passed for report in last):
                survived.append(f"{path} {name}, and the test still passes")
    for report in last:
        if report.when == "call" or (report.failed and not any(r.when == "call" for r in last)):
            report.when = "call"
            report.outcome = "failed" if survived else "passed"
            report.longrepr = "\n".join(survived) or None
            item.ihook.pytest_runtest_logreport(report=report)
            break
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True
