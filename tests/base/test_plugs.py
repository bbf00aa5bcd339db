"""Plugs: a key holds one thing, in the order of arrival."""

import pytest

from schakel.base.plugs import Plug


def test_items_come_back_in_the_order_they_were_added():
    plug: Plug[str] = Plug("words")
    plug.register("b", "two")
    plug.register("a", "one")
    assert list(plug) == ["two", "one"]
    assert "a" in plug and "c" not in plug and plug.get("c") is None


def test_a_second_thing_under_one_key_is_refused():
    plug: Plug[str] = Plug("words")
    plug.register("a", "one")
    with pytest.raises(ValueError, match="registered twice"):
        plug.register("a", "other")
