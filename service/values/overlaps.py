"""Matches that overlap, resolved by rank."""

from collections.abc import Iterable, Sequence

from service.values.reading import Match


def resolve_overlaps(*groups: Iterable[Match]) -> list[Match]:
    """The matches of all groups that overlap none of an earlier group (or earlier in theirs), by start."""
    kept: list[Match] = []
    for group in groups:
        kept = _merge(kept, sorted(group, key=lambda match: match.start))
    return kept


def _merge(first: Sequence[Match], second: Sequence[Match]) -> list[Match]:
    merged: list[Match] = []
    index = 0
    for match in second:
        while index < len(first) and first[index].start < match.end:
            merged.append(first[index])
            index += 1
        if not merged or merged[-1].end <= match.start:
            merged.append(match)
    return [*merged, *first[index:]]
