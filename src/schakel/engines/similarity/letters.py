"""Likeness of two words by their letters: shared pieces of 3 to 5 letters, and edit distance."""

from functools import lru_cache

SHORTEST, LONGEST = 3, 5


@lru_cache(maxsize=50_000)
def grams(word: str, longest: int = LONGEST) -> frozenset[str]:
    """Every piece of 3 to `longest` letters, with the edges of the word as letters."""
    edged = f"<{word}>"
    return frozenset(
        edged[at : at + size]
        for size in range(SHORTEST, longest + 1)
        for at in range(len(edged) - size + 1)
    )


def likeness(one: str, other: str) -> int:
    """Shared pieces of two words in thousandths: 1000 for the same word, 0 for nothing shared."""
    left, right = grams(one), grams(other)
    return 2000 * len(left & right) // (len(left) + len(right)) if left and right else 0


def distance(one: str, other: str, limit: int) -> int:
    """Letters to add, drop, change or swap with the next; `limit` + 1 when it is more than the limit."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    older: list[int] = []
    old = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        new = [row]
        for column, against in enumerate(other, 1):
            best = min(old[column] + 1, new[-1] + 1, old[column - 1] + (letter != against))
            swapped = (
                row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against
            )
            if swapped:
                best = min(best, older[column - 2] + 1)
            new.append(best)
        if min(new) > limit:
            return limit + 1
        older, old = old, new
    return min(old[-1], limit + 1)


def tolerance(word: str) -> int:
    """How many letters a word of this length may be off and still be meant."""
    return 0 if len(word) < 5 else 1 if len(word) < 7 else 2 if len(word) < 11 else 3
