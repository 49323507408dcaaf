"""What a phrase is worth beside others, by its roles and its length in tokens, and whether it may pick an offer."""

from __future__ import annotations

from functools import lru_cache

# Nobody arranges an appointment in more words. What lies beyond is not read, and then nothing is taken for a yes.
MOST_TOKENS = 80
TIME = "time"
PICK = "pick "
_WEAKEST = frozenset(("filler", "polite", "join", "hence"))
# Long phrases say more than the sum of their words; a word that only joins says least.
_WORTH = tuple(length * length + 0.1 for length in range(MOST_TOKENS + 1))
_WORTH_LITTLE = (0.0, 0.8, *(0.9 * length * length for length in range(2, MOST_TOKENS + 1)))


@lru_cache(maxsize=4096)
def worth_of(roles: frozenset[str]) -> tuple[tuple[float, ...], bool]:
    """What a phrase of these roles is worth, by its length in tokens, and whether it may pick an offer."""
    if not roles:
        return (), False
    return _WORTH_LITTLE if only_joins(roles) else _WORTH, any(role.startswith(PICK) for role in roles)


def only_joins(roles: frozenset[str]) -> bool:
    """Whether a phrase of these roles says nothing by itself."""
    return roles <= _WEAKEST
