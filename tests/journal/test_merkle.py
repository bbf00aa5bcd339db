from collections.abc import Sequence
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schakel.journal import merkle

# The tree of RFC 6962 over the eight inputs that Certificate Transparency's own tests use.
INPUTS = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def naive(leaves: Sequence[bytes]) -> bytes:
    """RFC 6962, section 2.1, word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + naive(leaves[:split]) + naive(leaves[split:])).digest()


def hashes(count: int) -> list[bytes]:
    return [merkle.leaf_hash(str(number).encode()) for number in range(count)]


sizes = st.integers(1, 70)


def test_roots_are_those_of_certificate_transparency():
    leaves = [merkle.leaf_hash(bytes.fromhex(data)) for data in INPUTS]

    assert [merkle.root(leaves[:size]).hex() for size in range(1, 9)] == ROOTS


@given(st.integers(0, 200))
def test_growing_tree_has_the_root_of_the_definition(size: int):
    assert merkle.root(hashes(size)) == naive(hashes(size))


@given(st.integers(0, 60), st.integers(0, 60))
def test_tree_goes_on_from_its_stored_peaks(first: int, more: int):
    leaves = hashes(first + more)
    stored = merkle.Frontier()
    for leaf in leaves[:first]:
        stored.add(leaf)
    taken_up = merkle.Frontier(stored.size, stored.peaks)
    for leaf in leaves[first:]:
        taken_up.add(leaf)

    assert taken_up.root() == naive(leaves)


@given(sizes, st.data())
def test_leaf_is_proven_to_be_in_the_tree_and_no_other_leaf_is(size: int, data: st.DataObject):
    index = data.draw(st.integers(0, size - 1))
    leaves = hashes(size)
    root = naive(leaves)
    path = merkle.inclusion_proof(index, size, lambda start, stop: naive(leaves[start:stop]))

    assert merkle.verify_inclusion(leaves[index], index, size, path, root)
    other = merkle.leaf_hash(b"something else")
    assert not merkle.verify_inclusion(other, index, size, path, root)
    assert not merkle.verify_inclusion(leaves[index], index, size, [*path, other], root)
    if path:
        assert not merkle.verify_inclusion(leaves[index], index, size, path[:-1], root)


@given(sizes, st.data())
def test_older_tree_is_proven_to_be_the_beginning_of_a_newer_one(size: int, data: st.DataObject):
    old = data.draw(st.integers(1, size))
    leaves = hashes(size)
    path = merkle.consistency_proof(old, size, lambda start, stop: naive(leaves[start:stop]))

    assert merkle.verify_consistency(old, size, naive(leaves[:old]), naive(leaves), path)
    forged = naive([*leaves[: old - 1], merkle.leaf_hash(b"something else")])
    assert not merkle.verify_consistency(old, size, forged, naive(leaves), path)
    assert not merkle.verify_consistency(old, size, naive(leaves[:old]), forged, path)


def test_what_is_not_there_has_no_proof():
    with pytest.raises(IndexError):
        merkle.inclusion_proof(3, 3, lambda start, stop: b"")
    with pytest.raises(IndexError):
        merkle.consistency_proof(4, 3, lambda start, stop: b"")
    assert not merkle.verify_inclusion(b"", 3, 3, [], b"")
    assert not merkle.verify_consistency(4, 3, b"", b"", [])
    assert not merkle.verify_consistency(2, 3, b"", b"", [])


def test_data_that_was_not_hashed_is_no_leaf():
    with pytest.raises(ValueError, match="leaf_hash"):
        merkle.root([b"data"])
    with pytest.raises(ValueError, match="2 peaks"):
        merkle.Frontier(3, [])
