"""Evaluation: each figure of a small gold standard and a small run, counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.annotations import Annotations, Mark
from kg.comparison import compare
from kg.errors import AnnotationError
from kg.evaluation import Figures, Score, Share, cohens_kappa, evaluate, organ_of
from kg.reliability import Bin, reliability, wilson


def cited(start: int, target: str | None, *, length: int = 4, **more) -> Mark:
    return Mark("citation", start, start + length, target, **more)


def found(start: int, target: str | None, **more) -> Mark:
    decided = {"status": "explicit", "rule": "symbol", "confidence": 0.9}
    return cited(start, target, **decided | more)


def one(*marks: Mark, file: str = "a.txt", **more) -> list[Annotations]:
    return [Annotations(file, marks, **more)]


# Three of four are found, one of them on longer words; one is found with another target, one more
# is found where nothing is.
GOLD = one(
    cited(0, "A/RES/70/1"),
    cited(10, "S/RES/1325 (2000)"),
    cited(20, "A/RES/55/2"),
    cited(30, None),
)
RUN = one(
    found(0, "A/RES/70/1"),
    found(9, "S/RES/1325 (2000)", length=6, rule="shape", status="inferred"),
    found(20, "A/HRC/RES/55/2", rule="shape", status="inferred", confidence=0.6),
    found(30, None, rule="shape", status="unresolved", confidence=0.4),
    found(40, "A/RES/1/1"),
    language="fr",
    organ="GA",
)


# ------------------------------------------------------------------------------------- the figures
def test_strict_asks_for_the_span_and_lenient_for_words_that_overlap():
    assert evaluate(GOLD, RUN).by_kind == {
        "citation": Figures(strict=Score(2, 2, 3), lenient=Score(3, 1, 2))
    }


def test_precision_recall_and_f1_of_a_score():
    score = Score(right=3, missed=1, extra=2)
    assert score.precision == pytest.approx(0.6)
    assert score.recall == pytest.approx(0.75)
    assert score.f1 == pytest.approx(2 / 3)


def test_a_share_of_nothing_is_no_number():
    assert (Score(0, 0, 0).f1, Score(0, 2, 0).precision, Share(0, 0).rate) == (None, None, None)


def test_citations_are_told_apart_by_the_organ_that_is_cited():
    lenient = {k: f.lenient for k, f in evaluate(GOLD, RUN).by_cited_organ.items()}
    assert lenient == {
        "GA": Score(1, 1, 1),
        "HRC": Score(0, 0, 1),
        "SC": Score(1, 0, 0),
        "unresolved": Score(1, 0, 0),
    }


def test_citations_are_told_apart_by_language_and_by_the_organ_that_cites():
    evaluation = evaluate(GOLD, RUN)
    figures = evaluation.by_kind["citation"]
    assert evaluation.by_language == {"fr": figures}
    assert evaluation.by_citing_organ == {"GA": figures}


def test_rules_and_statuses_have_a_precision_only():
    evaluation = evaluate(GOLD, RUN)
    assert evaluation.by_rule == {"shape": Share(2, 3), "symbol": Share(1, 2)}
    assert evaluation.by_status == {
        "explicit": Share(1, 2),
        "inferred": Share(1, 2),
        "unresolved": Share(1, 1),
    }


@pytest.mark.parametrize(
    ("target", "organ"),
    [
        ("A/RES/70/1", "GA"),
        ("A/HRC/RES/48/24", "HRC"),
        ("A/76/184", "GA"),
        ("instrument:crc", "instrument"),
        ("?", "other"),
        (None, "unresolved"),
    ],
)
def test_the_organ_of_a_target(target, organ):
    assert organ_of(target) == organ


def test_only_kinds_that_the_gold_marks_are_compared():
    run = one(*RUN[0].marks, Mark("body", 50, 60, "body:GA"))
    assert set(evaluate(GOLD, run).by_kind) == {"citation"}


def test_only_mandates_of_the_types_that_the_gold_marks_are_compared():
    gold = one(Mark("mandate", 0, 8, "body:SG", type="report"))
    run = one(
        Mark("mandate", 0, 8, "body:SG", type="report"),
        Mark("mandate", 20, 28, "body:GA", type="decision"),
    )
    assert evaluate(gold, run).by_kind["mandate"].strict == Score(1, 0, 0)


def test_optional_marks_count_neither_way():
    gold = one(cited(0, "A/RES/70/1"), cited(10, "series:?", optional=True))
    run = one(found(0, "A/RES/70/1"), found(10, "A/RES/1/1"))
    assert evaluate(gold, run).by_kind["citation"].strict == Score(1, 0, 0)
    without = one(found(0, "A/RES/70/1"))
    assert evaluate(gold, without).by_kind["citation"].strict == Score(1, 0, 0)


def test_a_kind_whose_marks_are_all_optional_has_no_figures_but_is_named():
    evaluation = evaluate(one(cited(0, "?", optional=True)), one())
    assert evaluation.by_kind == {"citation": Figures(Score(0, 0, 0), Score(0, 0, 0))}


# ----------------------------------------------------------------------------------------- the texts
def test_a_text_without_marks_makes_all_found_in_it_extra():
    gold = [*one(cited(0, "A/RES/70/1")), Annotations("b.txt")]
    run = [*one(found(0, "A/RES/70/1")), *one(found(0, "A/RES/1/1"), file="x/b.txt")]
    assert evaluate(gold, run).by_kind["citation"].strict == Score(1, 0, 1)


def test_texts_that_the_gold_does_not_name_are_not_compared():
    run = [*RUN, *one(found(0, "A/RES/9/9"), file="b.txt")]
    assert evaluate(GOLD, run) == evaluate(GOLD, RUN)


def test_a_text_that_the_run_does_not_have_is_left_out_and_named():
    evaluation = evaluate([*GOLD, *one(cited(0, "A/RES/1/1"), file="b.txt")], RUN)
    assert evaluation.left_out == ("b.txt",)
    assert evaluation.by_kind["citation"].lenient == Score(3, 1, 2)


def test_gold_and_run_without_a_text_in_common_are_refused():
    with pytest.raises(AnnotationError, match=r"the gold has a\.txt, the run b\.txt"):
        evaluate(GOLD, one(file="b.txt"))


# ------------------------------------------------------------------------------ acts and pinpoints
def said(start: int, act: str | None, pinpoint: str | None = None) -> Mark:
    return cited(start, "A/RES/70/1", details=(("act", act), ("pinpoint", pinpoint)))


def test_acts_and_pinpoints_are_compared_where_the_target_is_right():
    gold = one(said(0, "recalls"), said(10, "notes", "para. 3"), said(20, "endorses"))
    run = one(said(0, "recalls"), said(10, "recalls", "para. 3"))
    details = {d.name: d.share for d in evaluate(gold, run).details}
    assert details == {"act": Share(1, 2), "pinpoint": Share(2, 2)}


def test_what_the_gold_does_not_state_is_not_compared():
    assert evaluate(one(cited(0, "A/RES/70/1")), one(said(0, "recalls"))).details == ()


def test_kappa_is_agreement_beyond_chance():
    # observed 0.7; the first says yes 25 and 25, the second 30 and 20: by chance 0.5
    answers = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert cohens_kappa(answers) == pytest.approx(0.4)


def test_kappa_of_one_answer_only_is_no_number():
    assert cohens_kappa([("y", "y")] * 3) is None


# ------------------------------------------------------------------------------------ the mistakes
def test_every_mistake_is_told_in_reading_order():
    told = [
        (m.sort, m.mark.start, m.gold is None, m.run is None) for m in evaluate(GOLD, RUN).mistakes
    ]
    assert told == [
        ("wrong span", 10, False, False),
        ("wrong target", 20, False, False),
        ("extra", 40, True, False),
    ]


def test_what_is_not_found_at_all_is_missed():
    [mistake] = evaluate(one(cited(0, "A/RES/70/1")), one()).mistakes
    assert (mistake.sort, mistake.file, mistake.run) == ("missed", "a.txt", None)


def test_a_wrong_act_and_a_wrong_pinpoint_are_mistakes_of_their_own():
    gold, run = one(said(0, "recalls", "para. 3")), one(said(0, "notes", None))
    assert [m.sort for m in evaluate(gold, run).mistakes] == ["wrong act", "wrong pinpoint"]


# ------------------------------------------------------------------------------------ the confidence
def test_marks_are_counted_in_bins_of_confidence():
    told = reliability(evaluate(GOLD, RUN))
    assert told.bins == (
        Bin(lower=0.5, upper=0.7, count=1, confidence=0.6, right=0),
        Bin(lower=0.9, upper=0.95, count=3, confidence=pytest.approx(0.9), right=2),
    )


def test_the_brier_score_and_the_calibration_error_by_hand():
    told = reliability(evaluate(GOLD, RUN))
    assert told.brier == pytest.approx((0.36 + 0.01 + 0.01 + 0.81) / 4)
    assert told.calibration_error == pytest.approx((1 * 0.6 + 3 * (0.9 - 2 / 3)) / 4)


def test_full_confidence_is_in_the_last_bin():
    told = reliability(
        evaluate(one(cited(0, "A/RES/1/1")), one(found(0, "A/RES/1/1", confidence=1.0)))
    )
    assert told.bins == (Bin(0.98, 1.0, 1, 1.0, 1),)


def test_a_run_without_confidences_has_no_reliability():
    told = reliability(evaluate(GOLD, GOLD))
    assert (told.bins, told.brier, told.calibration_error) == ((), None, None)


def test_wilsons_interval():
    # Newcombe 1998, table I: 81 of 263 and 0 of 20
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)


# ------------------------------------------------------------------------------------------ two runs
def test_gains_and_losses_of_a_run_over_an_earlier_one():
    before = one(found(0, "A/RES/70/1"), found(20, "A/RES/55/3"))
    now = one(found(20, "A/RES/55/2"), found(40, "A/RES/1/1"))
    comparison = compare(GOLD, before, now)
    assert [(c.change, c.mark.target, c.is_gain) for c in comparison.changes] == [
        ("now missed", "A/RES/70/1", False),
        ("no longer extra", "A/RES/55/3", True),
        ("now found", "A/RES/55/2", True),
        ("now extra", "A/RES/1/1", False),
    ]
    assert comparison.before.by_kind["citation"].lenient == Score(1, 3, 1)
    assert comparison.now.by_kind["citation"].lenient == Score(1, 3, 1)


def test_runs_are_compared_on_the_texts_that_both_have():
    gold = [*GOLD, *one(cited(0, "A/RES/1/1"), file="b.txt")]
    comparison = compare(gold, [*RUN, *one(file="b.txt")], RUN)
    assert comparison.changes == ()
    assert [d.gold.file for d in comparison.before.documents] == ["a.txt"]


# ---------------------------------------------------------------------------------------------- laws
marks = st.lists(
    st.builds(
        lambda kind, start, length, target, act: Mark(
            kind, start, start + length, target, (("act", act),), status="explicit", rule="r"
        ),
        st.sampled_from(["citation", "event"]),
        st.integers(0, 40),
        st.integers(1, 9),
        st.sampled_from([None, "A/RES/1/1", "S/RES/2 (1950)", "instrument:crc"]),
        st.sampled_from([None, "recalls", "notes"]),
    ),
    min_size=1,
    max_size=12,
)


def all_figures(gold, run) -> list[Figures]:
    told = evaluate(gold, run)
    groups = (told.by_kind, told.by_language, told.by_cited_organ, told.by_citing_organ)
    return [figures for group in groups for figures in group.values()]


@given(marks)
def test_a_run_is_perfect_when_it_is_its_own_gold(own):
    evaluation = evaluate(one(*own), one(*own))
    for figures in all_figures(one(*own), one(*own)):
        assert (figures.strict.precision, figures.strict.recall, figures.strict.f1) == (1, 1, 1)
        assert (figures.lenient.precision, figures.lenient.recall) == (1, 1)
    assert {share.rate for share in evaluation.by_rule.values()} <= {1.0}
    assert {detail.share.rate for detail in evaluation.details} <= {1.0}
    assert {detail.kappa for detail in evaluation.details} <= {None, 1.0}
    assert evaluation.mistakes == ()


@given(marks, marks)
def test_gold_and_run_change_places_as_precision_and_recall_do(first, second):
    kinds = {m.kind for m in first} & {m.kind for m in second}
    gold = one(*(m for m in first if m.kind in kinds))
    run = one(*(m for m in second if m.kind in kinds))
    forth, back = evaluate(gold, run).by_kind, evaluate(run, gold).by_kind
    assert set(forth) == set(back)
    for kind, there in forth.items():
        here = back[kind]
        assert (there.strict.precision, there.strict.recall) == (
            here.strict.recall,
            here.strict.precision,
        )
        assert (there.lenient.precision, there.lenient.recall) == (
            here.lenient.recall,
            here.lenient.precision,
        )
