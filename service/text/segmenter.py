"""underthesea's word segmentation model, read from its files.

Importing underthesea loads all that it has, and joblib reads these pickles in Python: together 0.7 of 3.5 seconds from a
process's start to its first answer. The computing part, underthesea_core, is imported as any package.
"""

import pickle
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_MODEL = "pipeline/word_tokenize/models/ws_crf_vlsp2013_20230727"
_SPELLINGS = "pipeline/text_normalize/tn_rules_2023_07_14.bin"
_LONGEST_SYLLABLE = 6
"""Longer ones have no other spelling in underthesea's table."""


def tag_words(units: Sequence[str]) -> list[str]:
    """A tag for each unit (syllable, number or sign): "B-W" where a word begins, "I-W" where it goes on."""
    featurizer, tagger = _load_model()
    (features,) = featurizer.process([[[_spell(unit)] for unit in units]])
    tags: list[str] = tagger.tag(features)
    return tags


@cache
def _load_model() -> tuple[Any, Any]:
    """What makes features of units and what tags them, loaded once a process at their first use."""
    from underthesea_core import CRFFeaturizer, CRFTagger

    folder = _locate(_MODEL)
    tagger = CRFTagger()
    tagger.load(str(folder / "models.bin"))
    return CRFFeaturizer(_unpickle(folder / "features.bin"), _unpickle(folder / "dictionary.bin")), tagger


@lru_cache(maxsize=50_000)
def _spell(unit: str) -> str:
    """A unit in the spelling that the model was trained on ("hoá" as "hóa")."""
    if len(unit) > _LONGEST_SYLLABLE or not unit.isalpha():
        return unit
    characters, syllables = _load_spellings()
    for character, standard in characters.items():
        unit = unit.replace(character, standard)
    return syllables.get(unit, unit)


@cache
def _load_spellings() -> tuple[dict[str, str], dict[str, str]]:
    rules = _unpickle(_locate(_SPELLINGS))
    return rules["character"], rules["token"]


def _locate(name: str) -> Path:
    """A file or folder of the installed package underthesea, which is not imported."""
    spec = find_spec("underthesea")
    assert spec is not None
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0]) / name


def _unpickle(path: Path) -> Any:
    with path.open("rb") as stream:
        return pickle.load(stream)  # as safe as the code of the installed package that it comes with
