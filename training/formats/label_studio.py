"""Label Studio's JSON: a list of tasks with `data.text`, each with annotations (a human's) and predictions (a machine's),
whose `result` lists regions (`type` "labels") and relations. Its short form JSON-MIN is read too.

Regions quote their words (blanks joined), so offsets that an older Label Studio counted in UTF-16 units are found out.
A task that nobody has annotated is refused, and so is one whose annotations differ, unless one is the ground truth.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Unpack

from training.documents import GoldSpan, LabelledDocument
from training.formats.alignment import Stated
from training.formats.intake import (
    ABOUT,
    DOCUMENT,
    Claim,
    ClaimedDocument,
    ClaimedRelation,
    FormatError,
    Options,
    Refuse,
    describe_document,
    raise_refusal,
    read_text,
    take_in,
)
from training.formats.losses import Loss, keep
from training.formats.prediction import Prediction
from training.formats.relations import relations_of

_TEXT = "text"
_LABELLING = {"from_name": "label", "to_name": _TEXT, "type": "labels"}
"""The names that Label Studio's own template for named entities gives its tags: `<Labels name="label" toName="text">`
over `<Text name="text" value="$text"/>`. A project must have these for what we write to be shown.
"""
_ADDED = ("id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time")
"""What the short form adds to a task's data."""


def read(path: Path, **options: Unpack[Options]) -> list[LabelledDocument]:
    """The annotated tasks of an export. Raises FormatError, or gives it to `refuse` (see Options)."""
    return take_in(_claim_documents(path, options.get("refuse", raise_refusal)), path, **options)


def write(documents: Sequence[LabelledDocument], path: Path) -> list[Loss]:
    """Write documents as annotated tasks; what could not be held. A span's value becomes its region's note."""
    losses, tasks = [], []
    for number, original in enumerate(documents, start=1):
        document, lost = keep(original, values=True, about=True, relations=True)
        losses += lost
        result = [_write_region(span, at, document.text) for at, span in enumerate(document.spans)]
        for relation in relations_of(document):
            ends = {"from_id": f"s{relation.head}", "to_id": f"s{relation.tail}"}
            result.append({**ends, "type": "relation", "direction": "right", "labels": [relation.type]})
        tasks.append({"id": number, **_write_data(document), "annotations": [{"result": result}], "predictions": []})
    _write_tasks(tasks, path)
    return losses


def write_predictions(predictions: Sequence[Prediction], path: Path) -> list[Loss]:
    """Write what a model found as predictions for people to correct, in the order given; what could not be held."""
    losses, tasks = [], []
    for number, prediction in enumerate(predictions, start=1):
        document, lost = keep(prediction.document, values=True, about=True)
        losses += lost
        result = [
            {**_write_region(span, at, document.text), "score": round(score, 4)}
            for at, (span, score) in enumerate(zip(document.spans, prediction.scores, strict=True))
        ]
        found = {"model_version": prediction.model, "score": round(prediction.certainty, 4), "result": result}
        tasks.append({"id": number, **_write_data(document), "annotations": [], "predictions": [found]})
    _write_tasks(tasks, path)
    return losses


def _write_data(document: LabelledDocument) -> dict[str, Any]:
    return {"data": {_TEXT: document.text, DOCUMENT: document.id, ABOUT: document.about}}


def _write_region(span: GoldSpan, at: int, text: str) -> dict[str, Any]:
    quoted = {"start": span.start, "end": span.end, "text": text[span.start : span.end], "labels": [str(span.label)]}
    region = {"id": f"s{at}", **_LABELLING, "value": quoted}
    if span.value is not None:
        region["meta"] = {"text": [json.dumps(span.value, ensure_ascii=False, default=dict)]}
    return region


def _write_tasks(tasks: Sequence[Mapping[str, Any]], path: Path) -> None:
    lines = ",\n".join(json.dumps(task, ensure_ascii=False) for task in tasks)
    path.write_text(f"[\n{lines}\n]\n", "utf-8", newline="\n")


def _claim_documents(path: Path, refuse: Refuse) -> Iterator[ClaimedDocument]:
    for line, task in _iterate_tasks(path):
        document = _read_task(task, path, line, refuse)
        if document is not None:
            yield document


def _iterate_tasks(path: Path) -> Iterator[tuple[int, Any]]:
    """The tasks of the file, each with the line on which it begins. Raises FormatError where it is no JSON array."""
    source = read_text(path)
    decoder = json.JSONDecoder()
    position = _skip_blanks(source, 0)
    if not source.startswith("[", position):
        raise FormatError(path, 1, "không phải là danh sách công việc (JSON) của Label Studio")
    position = _skip_blanks(source, position + 1)
    line = start = 0
    while not source.startswith("]", position):
        line += source.count("\n", start, position)
        start = position
        try:
            task, position = decoder.raw_decode(source, position)
        except ValueError as error:
            raise FormatError(path, line + 1, f"không phải là JSON ({error})") from error
        yield line + 1, task
        position = _skip_blanks(source, position)
        if source.startswith(",", position):
            position = _skip_blanks(source, position + 1)


def _skip_blanks(source: str, position: int) -> int:
    while position < len(source) and source[position].isspace():
        position += 1
    return position


def _read_task(task: Any, path: Path, line: int, refuse: Refuse) -> ClaimedDocument | None:
    if not isinstance(task, dict):
        refuse(FormatError(path, line, "không phải là một công việc của Label Studio"))
        return None
    short = not isinstance(task.get("data"), dict)
    data: dict[str, Any] = task if short else task["data"]
    identity = str(data.get(DOCUMENT) or task.get("id") or f"{path.stem}-{line}")

    def turn_down(reason: str) -> None:
        refuse(FormatError(path, line, reason, document=identity))

    name = _find_text(data)
    if name is None:
        turn_down("không có văn bản trong dữ liệu của công việc")
        return None
    if short:
        regions = [region for region in map(_complete_region, data.get("label") or ()) if region]
        own: tuple[str, ...] = (*_ADDED, "label")
    else:
        chosen = _choose_annotation(task)
        if isinstance(chosen, str):
            turn_down(chosen)
            return None
        regions, own = chosen, ()
    claims: list[Claim] = []
    relations: list[ClaimedRelation] = []
    for region in regions:
        if region.get("type") == "relation":
            relations += _read_relation(region, line)
        else:
            found = _read_region(region, data[name], line)
            if isinstance(found, str):
                turn_down(found)
            else:
                claims += found
    about = describe_document(data, without=(name, *own))
    return ClaimedDocument(identity, data[name], line, tuple(claims), tuple(relations), about)


def _find_text(data: Mapping[str, Any]) -> str | None:
    """The key of a task's text: "text", else the only one whose value has several words."""
    if isinstance(data.get(_TEXT), str):
        return _TEXT
    texts = [key for key, value in data.items() if isinstance(value, str) and " " in value.strip()]
    return texts[0] if len(texts) == 1 else None


def _complete_region(value: Any) -> dict[str, Any] | None:
    """A region of the short form, which is its value alone, in the long form."""
    return {"type": "labels", "value": value} if isinstance(value, dict) else None


@dataclass(frozen=True, slots=True)
class _Annotation:
    result: list[dict[str, Any]]
    is_truth: bool


def _choose_annotation(task: Mapping[str, Any]) -> list[dict[str, Any]] | str:
    """The regions of the annotation that holds, or why none does."""
    done = [
        _Annotation(
            [each for each in given.get("result") or () if isinstance(each, dict)], bool(given.get("ground_truth"))
        )
        for given in task.get("annotations") or task.get("completions") or ()
        if isinstance(given, dict) and not given.get("was_cancelled")
    ]
    if not done:
        return "chưa có người gán nhãn" + (" (mới có gợi ý của máy)" if task.get("predictions") else "")
    truths = [annotation for annotation in done if annotation.is_truth] or done
    if any(_compare_by(each.result) != _compare_by(truths[0].result) for each in truths):
        return f"{len(truths)} bản gán nhãn khác nhau; hãy chọn một bản làm ground truth"
    return truths[0].result


def _compare_by(result: Sequence[Mapping[str, Any]]) -> list[str]:
    """What makes two annotations the same: their spans and labels, not the ids."""
    return sorted(json.dumps(region.get("value"), sort_keys=True) for region in result if "value" in region)


def _read_relation(region: Mapping[str, Any], line: int) -> list[ClaimedRelation]:
    head, tail = str(region.get("from_id")), str(region.get("to_id"))
    types = [str(label) for label in region.get("labels") or ("",)]
    forward = [ClaimedRelation(head, tail, each, line) for each in types]
    backward = [ClaimedRelation(tail, head, each, line) for each in types]
    match region.get("direction"):
        case "left":
            return backward
        case "bi":
            return forward + backward
        case _:
            return forward


def _read_region(region: Mapping[str, Any], text: str, line: int) -> list[Claim] | str:
    """The spans of a region, one a label, or why it can't be taken."""
    match region.get("value"):
        case {"start": int(start), "end": int(end), "labels": [*labels], **rest}:
            words = rest.get("text")
            if isinstance(words, str) and "\\n" in words and "\\n" not in text:
                words = words.replace("\\n", "\n")  # some versions write the two signs for a line break
            stated = Stated(start, end, words if isinstance(words, str) else None)
            key, note = str(region.get("id")), _read_note(region)
            return [Claim(stated, str(label), line, key, note) for label in labels]
        case _:
            return f"không hiểu vùng {region.get('id')} loại “{region.get('type')}”; chỉ nhận nhãn trên văn bản thuần"


def _read_note(region: Mapping[str, Any]) -> dict[str, Any] | None:
    """The value that we wrote as a region's note; a person's own note is none."""
    match region.get("meta"):
        case {"text": [str(note), *_]}:
            try:
                value = json.loads(note)
            except ValueError:
                return None
            return value if isinstance(value, dict) else None
        case _:
            return None
