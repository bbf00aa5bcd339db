"""Two who leave at the same moment do not leave a party to nobody: processes, a database on disk."""

import json

from tests.voice.conftest import Installation, installation  # noqa: F401


def act(here: Installation, name: str, **given: object):
    process = here.start("-m", "tests.people.acts", name)
    assert process.stdin
    process.stdin.write(json.dumps(given))
    process.stdin.close()
    return process


def test_of_two_who_leave_at_once_one_stays(installation):  # noqa: F811
    pairs = installation.done(act(installation, "make", parties=30))
    running = [act(installation, "leave", roles=[pair[side] for pair in pairs]) for side in (0, 1)]
    said = [installation.done(process) for process in running]
    for one, other in zip(*said, strict=True):
        assert sorted([one == "left", other == "left"]) == [False, True], (one, other)
        assert "opvolger" in one + other
    assert set(installation.done(act(installation, "run_by"))) == {1}
