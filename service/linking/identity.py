"""Which mentions mean one project: names that are spelled otherwise, and short forms of a fuller name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from service.labels import Label
from service.linking.mentions import Mention, Source, within
from service.linking.names import Name, bare, find_heads, is_short_for, read_name, same_project


@dataclass(frozen=True, slots=True)
class _Group:
    """Mentions of one project and the names that they give it."""

    mentions: list[Mention] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)


def group_projects(source: Source) -> list[list[Mention]]:
    """The PROJECT mentions of a document, those of one project together, in order of their first mention."""
    groups: list[_Group] = []
    like: dict[tuple[object, ...], list[int]] = {}
    for mention in source.mentions:
        if mention.label is not Label.PROJECT:
            continue
        name = _read(source, mention)
        keys = _keys(name)
        # A name that fits two groups joins the one that was named last.
        near = sorted({at for key in keys for at in like.get(key, ())[-_MOST:]}, reverse=True)
        found = next((at for at in near if any(same_project(name, known) for known in groups[at].names)), None)
        if found is None:
            found = len(groups)
            groups.append(_Group())
        groups[found].mentions.append(mention)
        if name not in groups[found].names:
            groups[found].names.append(name)
            for key in keys:
                like.setdefault(key, []).append(found)
    return [group.mentions for group in _join_short(groups, source)]


_MOST = 50
"""So many names that share a head are compared."""


def _read(source: Source, mention: Mention) -> Name:
    places = [
        (place.start - mention.start, place.end - mention.start)
        for place in within(source.mentions, mention.start, mention.end)
        if place.label is Label.PLACE
    ]
    return read_name(mention.text, places)


def _keys(name: Name) -> tuple[tuple[object, ...], ...]:
    """What two spellings of one name share: its numbers, its length, and all its letters, its first or its last word."""
    if not name.core:
        return ()
    words = [bare(word) for word in name.core]
    shared = (tuple(sorted(name.numbers)), len(words))
    return (*shared, "all", " ".join(words)), (*shared, "first", words[0]), (*shared, "last", words[-1])


def _join_short(groups: Sequence[_Group], source: Source) -> list[_Group]:
    """Groups whose names are short forms join the one group whose name is fuller; where two fit, neither is it."""
    heads: dict[str, list[int]] = {}
    for at, group in enumerate(groups):
        for word in {word for name in group.names for word in find_heads(name)}:
            heads.setdefault(word, []).append(at)
    owner = list(range(len(groups)))
    for at, group in enumerate(groups):
        first = {bare(word) for name in group.names for word in name.words[:1]}
        near = {other for word in first for other in heads.get(word, ())[:_MOST] if other != at}
        full = [other for other in sorted(near) if _is_short(group, groups[other])]
        if len(full) == 1 and not _listed_apart(group, groups[full[0]], source):
            owner[at] = full[0]
    joined: dict[int, _Group] = {}
    for at, group in enumerate(groups):
        root = owner[at]
        while owner[root] != root:
            root = owner[root]
        whole = joined.setdefault(root, _Group())
        whole.mentions.extend(group.mentions)
    for group in joined.values():
        group.mentions.sort(key=lambda mention: mention.index)
    return sorted(joined.values(), key=lambda group: group.mentions[0].index)


def _is_short(group: _Group, other: _Group) -> bool:
    return any(is_short_for(name, full) for name in group.names for full in other.names)


def _listed_apart(group: _Group, other: _Group, source: Source) -> bool:
    """Whether two projects are items of one list, and so are two: a sign of lists stands between them, and little else."""
    return any(
        _BETWEEN_ITEMS.fullmatch(source.masked, min(a.end, b.end), max(a.start, b.start))
        for a in group.mentions[:_MOST]
        for b in other.mentions[:_MOST]
        if abs(a.start - b.start) < _LIST_REACH
    )


_BETWEEN_ITEMS = re.compile(r"[^;.:\n]{0,60}(?:[;,\n]|\svà\s)[^;.:\n]{0,20}")
_LIST_REACH = 300
