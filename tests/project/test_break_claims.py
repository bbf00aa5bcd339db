"""The check on claiming tests must itself catch a test that proves nothing."""

from pathlib import Path
from textwrap import dedent

import pytest

pytest_plugins = ["pytester"]

MODULE = """
    import functools

    def loud(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            return function(*args, **kwargs)
        return wrapper

    @loud
    def add(a, b=1):
        return a + b

    def counter(step):
        def count(n):
            return n + step
        return count

    two = counter(2)
"""
TESTS = """
    import pytest
    from sums import add, two

    @pytest.mark.requirement("S0-001", breaks="sums.add")
    def test_real():
        assert add(2) == 3

    @pytest.mark.requirement("S0-002", breaks="sums.two")
    def test_closure():
        assert two(2) == 4

    @pytest.mark.requirement("S0-003", breaks="sums.add")
    def test_hollow():
        assert True

    @pytest.mark.requirement("S0-004", breaks="sums.add")
    def test_only_calls():
        add(2)

    def test_claims_nothing():
        assert True
"""


def test_a_test_that_survives_a_broken_function_fails(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).resolve().parents[2]))
    pytester.makepyfile(sums=dedent(MODULE), test_sums=dedent(TESTS))
    pytester.makeini(
        "[pytest]\nmarkers = requirement(id, breaks): claim\nfilterwarnings = ignore\n"
    )
    result = pytester.runpytest_subprocess(
        "-p", "no:django", "-p", "tests.plugins.break_claims", "-v"
    )
    result.assert_outcomes(passed=2, failed=2, deselected=1)
    result.stdout.fnmatch_lines_random(
        ["*sums.add raises, and the test still passes", "*sums.add does nothing, and *"]
    )
