import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from service.labels import Label
from service.tagging.models import CONFIG, NETWORK, ModelError, current_name, open_model
from tests.tagging.tiny import tag_pieces, write_model
from tests.training.tiny import labelled, spans_of
from training.evaluation import Judged
from training.promotion import HISTORY, PROMOTE, ROLLBACK, Verdict, install, judge, previous_name, set_current

A, B, BOTH, NONE = "⟦PLACE|A⟧ và B", "A và ⟦PLACE|B⟧", "⟦PLACE|A⟧ và ⟦PLACE|B⟧", "A và B"
WRONG = "⟦PLACE|A và⟧ B"


def judged(gold: str, found: str) -> Judged:
    return Judged(labelled(gold), spans_of(gold), spans_of(found), {})


def place(current: Sequence[str], candidate: Sequence[str], **limits: float) -> Verdict:
    """The verdict on PLACE where every document's gold is both names and these forms are what was found."""
    verdicts = judge([judged(BOTH, each) for each in current], [judged(BOTH, each) for each in candidate], **limits)
    (verdict,) = (each for each in verdicts if each.label == Label.PLACE)
    return verdict


def test_equal_models_pass() -> None:
    gold = "⟦PLACE|A⟧ chi ⟦AMOUNT|5 tỷ⟧ cho ⟦ORG|B⟧"
    current = [judged(gold, "⟦PLACE|A⟧ chi ⟦AMOUNT|5 tỷ⟧ cho B"), judged(gold, "A chi ⟦AMOUNT|5⟧ tỷ cho B")]
    assert judge(current, current) == [
        Verdict("PLACE", 0.6667, 0.6667, 0, True),
        Verdict("AMOUNT", 0.5, 0.5, 0, True),
        Verdict("ORG", 0, 0, 0, True),
    ]


@pytest.mark.parametrize(
    ("current", "candidate", "passed"),
    [
        ([BOTH] * 8, [BOTH] * 8, True),
        ([A] * 8, [BOTH] * 8, True),
        ([A] * 8, [B] * 8, True),
        ([BOTH] * 8, [A] * 8, False),
        ([BOTH] * 8, [BOTH + " ⟦PLACE|C⟧"] * 8, False),
        ([BOTH] * 8, [*[A] * 4, *[BOTH] * 4], False),
        ([BOTH] * 8, [A, *[BOTH] * 7], True),
        ([A, *[BOTH] * 7], [BOTH, A, A, *[BOTH] * 5], True),
        ([BOTH], [A], False),
    ],
    ids=["equal", "better", "other names", "fewer", "one too many", "half", "one document", "ups and downs", "single"],
)
def test_a_fall_that_chance_does_not_explain_is_refused(
    current: Sequence[str], candidate: Sequence[str], passed: bool
) -> None:
    assert place(current, candidate).passed is passed


def test_certainty_is_the_share_of_samples_in_which_the_candidate_is_worse() -> None:
    verdict = place([BOTH] * 4, [A, *[BOTH] * 3])
    assert verdict.certainty == pytest.approx(1 - (3 / 4) ** 4, abs=0.05)
    assert (verdict.current, verdict.candidate) == (1, 0.9333)
    assert place([A] * 4, [BOTH] * 4).certainty == 0


@pytest.mark.parametrize(
    ("limits", "passed"), [({"floor": 0.3}, False), ({"floor": 0.4}, True), ({"certain": 1}, False)]
)
def test_the_limits_are_the_caller_s(limits: dict[str, float], passed: bool) -> None:
    verdict = place([BOTH] * 8, [A] * 8, **limits)
    assert (verdict.passed, verdict.candidate, verdict.certainty) == (passed, 0.6667, 1)


@pytest.mark.parametrize("candidate", [NONE, WRONG])
@pytest.mark.parametrize("floor", [0.005, 1])
def test_a_label_that_is_gone_is_always_refused(candidate: str, floor: float) -> None:
    verdict = place([A, *[NONE] * 9], [candidate, *[NONE] * 9], floor=floor)
    assert verdict.certainty < 0.9
    assert not verdict.passed


def test_a_label_that_neither_finds_passes() -> None:
    assert place([NONE] * 3, [NONE] * 3).passed
    assert place([NONE] * 3, [WRONG] * 3).passed


def test_documents_without_a_label_don_t_make_its_ruin_look_like_chance() -> None:
    others = [judged("năm ⟦DATE|2025⟧", "năm ⟦DATE|2025⟧")] * 20
    many = "⟦ORG|A⟧ " * 9
    before = [judged(many, many)] * 2 + others
    after = [judged(many, "⟦ORG|A⟧ " + "A " * 8)] * 2 + others
    org, date = sorted(judge(before, after), key=lambda verdict: -verdict.certainty)
    assert (org.label, org.passed, org.certainty) == (Label.ORG, False, 1)
    assert (date.label, date.passed) == (Label.DATE, True)


def test_each_label_has_its_own_verdict() -> None:
    gold = "⟦PLACE|A⟧ chi ⟦AMOUNT|5 tỷ⟧"
    verdicts = judge([judged(gold, gold)] * 5, [judged(gold, "⟦PLACE|A⟧ chi ⟦AMOUNT|5⟧ tỷ")] * 5)
    assert {each.label: each.passed for each in verdicts} == {"PLACE": True, "AMOUNT": False}


def test_labels_without_gold_have_no_verdict() -> None:
    assert judge([judged("A", "A")], [judged("A", "⟦ORG|A⟧")]) == []
    assert judge([], []) == []


def test_both_must_have_judged_as_many_documents() -> None:
    with pytest.raises(ValueError, match="zip"):
        judge([judged(A, A)], [])


def write_models(folder: Path, *names: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name in names:
        write_model(folder, name, tag_pieces({}), version=name.upper())
    return folder


def read_history(models: Path) -> list[tuple[str | None, str]]:
    lines = map(json.loads, (models / HISTORY).read_text("utf-8").splitlines())
    return [(line["before"], line["model"]) for line in lines]


def test_a_candidate_is_copied_without_its_work_and_is_current(tmp_path: Path) -> None:
    candidate = write_models(tmp_path / "runs", "a") / "a"
    (candidate / "work").mkdir()
    (candidate / "work" / "checkpoint.pt").write_bytes(b"...")
    (candidate / "report.html").write_text("...", "utf-8")
    models = tmp_path / "models"
    assert install(candidate, models, reason={"action": PROMOTE, "f1": {"PLACE": 0.5}}) == "a"
    assert current_name(models) == "a"
    assert open_model("a", folder=models).version == "A"
    assert {path.name for path in (models / "a").iterdir()} == {path.name for path in candidate.iterdir()} - {
        "work",
        "report.html",
    }
    assert {path.name for path in models.iterdir()} == {"a", "current", HISTORY}
    (line,) = map(json.loads, (models / HISTORY).read_text("utf-8").splitlines())
    assert line.pop("time").endswith("+00:00")
    assert line == {"model": "a", "before": None, "action": "promote", "f1": {"PLACE": 0.5}}


def test_a_candidate_that_is_there_already_is_not_copied(tmp_path: Path) -> None:
    models = write_models(tmp_path, "a", "b")
    (models / "a" / "work").mkdir()
    for name in "ab":
        install(models / name, models, reason={})
    assert (models / "a" / "work").is_dir()
    assert current_name(models) == "b"
    assert read_history(models) == [(None, "a"), ("a", "b")]


def test_a_broken_candidate_is_refused(tmp_path: Path) -> None:
    models = write_models(tmp_path / "models", "a")
    set_current(models, "a", reason={})
    runs = write_models(tmp_path / "runs", "b")
    (runs / "b" / NETWORK).write_bytes(b"onnx")
    with pytest.raises(ModelError, match=NETWORK):
        install(runs / "b", models, reason={})
    with pytest.raises(ModelError, match="không có mô hình"):
        install(runs / "c", models, reason={})
    with pytest.raises(ModelError, match="không có mô hình"):
        set_current(models, "b", reason={})
    assert current_name(models) == "a"
    assert read_history(models) == [(None, "a")]


def test_another_model_of_that_name_is_left_alone(tmp_path: Path) -> None:
    models = write_models(tmp_path / "models", "a", "b")
    set_current(models, "a", reason={})
    config = (models / "b" / CONFIG).read_bytes()
    runs = tmp_path / "runs"
    runs.mkdir()
    write_model(runs, "b", tag_pieces({}), version="other")
    with pytest.raises(FileExistsError, match="đổi tên"):
        install(runs / "b", models, reason={})
    assert (models / "b" / CONFIG).read_bytes() == config
    assert current_name(models) == "a"


def test_a_copy_that_breaks_off_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    candidate = write_models(tmp_path / "runs", "a") / "a"
    models = tmp_path / "models"
    copy_tree = shutil.copytree

    def break_off(source: Path, target: Path, **options: object) -> None:
        copy_tree(source, target)
        raise OSError("No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copytree", break_off)
        with pytest.raises(OSError, match="No space"):
            install(candidate, models, reason={})
    assert list(models.iterdir()) == []
    assert install(candidate, models, reason={}) == "a"


@pytest.mark.parametrize(
    ("steps", "previous"),
    [
        ("", None),
        ("a", None),
        ("a b", "a"),
        ("a b c", "b"),
        ("a b c <", "a"),
        ("a b c < <", None),
        ("a b c < d", "b"),
        ("a b c < d <", "a"),
        ("a b a", "b"),
        ("a b b", "a"),
    ],
)
def test_a_rollback_goes_one_promotion_back(tmp_path: Path, steps: str, previous: str | None) -> None:
    models = write_models(tmp_path, *"abcd")
    for step in steps.split():
        if step == "<":
            back = previous_name(models)
            assert back is not None
            set_current(models, back, reason={"action": ROLLBACK})
        else:
            set_current(models, step, reason={"action": PROMOTE})
    assert previous_name(models) == previous
