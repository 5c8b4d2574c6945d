"""How well owners of tasks are suggested: published breakdowns, one whole document held out at a time.

    python benchmarks/owners.py [--errors] [--parts]

Reads ``../shared/data/decompositions`` (or ``$LUOSHI_SHARED``). For every document all weights are learnt again without it. A suggestion is
right if the family of the true lead is suggested; a bureau that joins functions (教体局) has the families of all of them. Joint is what the
breakdown itself gives to several units without a lead. Needs the standard library alone, and about half a minute.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from luoshi.engines.owners import Level, families_of, suggest  # noqa: E402
from luoshi.engines.owners.learning import UNTAUGHT, learn  # noqa: E402
from luoshi.engines.owners.pairs import Pair, pairs_from_lines  # noqa: E402
from luoshi.engines.owners.training import fit_scale, judge, judged_by, surprise, train  # noqa: E402
from luoshi.engines.owners.units import families  # noqa: E402
from luoshi.engines.owners.votes import contest, cooperation_probabilities, lead_probabilities  # noqa: E402
from luoshi.engines.owners.weights import Knowledge, Scale, Weights  # noqa: E402
from luoshi.engines.owners.words import find_words  # noqa: E402

SHARED = Path(os.environ.get("LUOSHI_SHARED", ROOT.parent / "shared"))
FOLDER = SHARED / "data" / "decompositions"
VOTES_ALONE = Scale(floor=1.0, sharpness=1.0, trust=0.0)
BAYES_ALONE = Scale(floor=1.0, sharpness=1.0, trust=1.0)
BINS = 5
METHODS = ("most frequent at level", "duty words alone", "learnt model alone", "combined")
PARTS: dict[str, Callable[[Sequence[Pair]], Knowledge]] = {
    "table of duties": lambda _: UNTAUGHT,
    "table, tasks per duty word": lambda pairs: replace(UNTAUGHT, prior=learn(pairs).prior, word_leads=learn(pairs).word_leads),
    "table, naive Bayes": lambda pairs: replace(learn(pairs), word_leads={}),
    "all (combined)": learn,
}
PROMISES = ("target", "commitment", "mechanism", "platform", "programme")


@dataclass(frozen=True)
class Outcome:
    """What was answered for one pair by weights that had not seen its document. ``ranked``: families by method, best first."""

    pair: Pair
    ranked: Mapping[str, Sequence[str]]
    confidence: float
    joint: float
    said_joint: bool
    cooperating: Sequence[str]
    usual_cooperating: Sequence[str]

    def right(self, method: str, places: int) -> bool:
        return any(family in self.pair.lead_families for family in self.ranked[method][:places])


def load_pairs() -> list[Pair]:
    """All published breakdowns, file by file. Ends the program with a sentence if they are not there."""
    if not FOLDER.is_dir():
        sys.exit(f"缺少任务分工数据：没有文件夹 {FOLDER}\nNo published breakdowns: no folder {FOLDER} (set LUOSHI_SHARED)")
    return [
        pair
        for file in sorted(FOLDER.glob("*.jsonl"))
        for pair in pairs_from_lines(file.read_text(encoding="utf-8").splitlines(), source=file.stem)
    ]


def hold_out_documents(pairs: Sequence[Pair]) -> list[Outcome]:
    """Answers for every pair, from weights learnt without its document."""
    outcomes = []
    for document in sorted({pair.document for pair in pairs}):
        others = [pair for pair in pairs if pair.document != document]
        weights = train(others)
        outcomes += [answer(pair, weights, others) for pair in pairs if pair.document == document]
    return outcomes


def answer(pair: Pair, weights: Weights, others: Sequence[Pair]) -> Outcome:
    knowledge = weights.knowledge
    seen, unseen = judged_by(knowledge, pair), judged_by(UNTAUGHT, pair)
    leads = seen.leads(weights.scale)
    joint = weights.joint.probability(contest(leads, seen.counted))
    first = next(iter(leads))
    return Outcome(
        pair=pair,
        ranked={
            "most frequent at level": most_frequent(other.lead_families for other in others if other.single and other.level is pair.level),
            "duty words alone": list(unseen.leads(VOTES_ALONE)),
            "learnt model alone": list(lead_probabilities({}, seen.odds, knowledge.prior, BAYES_ALONE, pair.level)),
            "combined": list(leads),
        },
        confidence=leads[first],
        joint=joint,
        said_joint=joint >= weights.joint_from,
        cooperating=list(cooperation_probabilities(leads, seen.counted, weights)),
        usual_cooperating=[family for family in most_frequent(other.cooperating for other in others) if family != first],
    )


def most_frequent(groups: Iterable[frozenset[str]]) -> list[str]:
    """Families by how many of the groups hold them."""
    return [family for family, _ in Counter(family for group in groups for family in sorted(group)).most_common()]


def print_leads(outcomes: Sequence[Outcome]) -> None:
    singles = [outcome for outcome in outcomes if outcome.pair.single]
    print(f"\nLead of {len(singles)} single-lead tasks, whole documents held out")
    print(f"{'':36}{'tasks':>6}" + "".join(f"{method:>24}" for method in METHODS))
    print(f"{'':42}" + f"{'@1      @3':>24}" * len(METHODS))
    print_row("all", singles)
    for source in sorted({outcome.pair.source for outcome in singles}):
        print_row(source, [outcome for outcome in singles if outcome.pair.source == source])
    for level in Level:
        print_row(f"level: {level}", [outcome for outcome in singles if outcome.pair.level == level])
    print_row("unit that joins functions", [outcome for outcome in singles if any(len(unit) > 1 for unit in outcome.pair.leads)])
    print_row("joint tasks: any of the leads", [outcome for outcome in outcomes if outcome.pair.joint])
    print(
        "The table of duty words is not learnt and so not held out; its authors knew these breakdowns (docs/adr/0005-owner-suggestion.md)."
    )


def print_row(label: str, outcomes: Sequence[Outcome]) -> None:
    cells = [f"{share(outcomes, method, 1):10.1%}{share(outcomes, method, 3):8.1%}" for method in METHODS]
    print(f"{label:36}{len(outcomes):6}" + "".join(f"{cell:>24}" for cell in cells))


def share(outcomes: Sequence[Outcome], method: str, places: int) -> float:
    return sum(outcome.right(method, places) for outcome in outcomes) / max(len(outcomes), 1)


def print_calibration(title: str, scored: Sequence[tuple[float, bool]]) -> None:
    """Reliability: in each bin of stated probability, what was stated and what came true."""
    print(f"\n{title}\n{'stated':>12}{'tasks':>8}{'mean':>8}{'true':>8}")
    error = 0.0
    for bin_ in range(BINS):
        low, high = bin_ / BINS, (bin_ + 1) / BINS
        inside = [(stated, true) for stated, true in scored if low <= stated < high or (stated == 1 and high == 1)]
        if not inside:
            print(f"{low:6.1f}–{high:.1f}{0:>11}")
            continue
        mean, true = (sum(values) / len(inside) for values in zip(*inside, strict=True))
        error += abs(mean - true) * len(inside) / len(scored)
        print(f"{low:6.1f}–{high:.1f}{len(inside):>10}{mean:8.2f}{true:8.2f}")
    print(f"{'mean distance between stated and true':>36}{error:8.3f}")


def print_joint(outcomes: Sequence[Outcome]) -> None:
    print("\nJoint duty, no single lead (what the breakdown itself says)")
    print(f"{'':36}{'tasks':>6}{'joint':>7}{'said':>6}{'precision':>11}{'recall':>8}{'ranking':>9}")
    groups: dict[str, Callable[[Outcome], bool]] = {"all": lambda _: True}
    groups |= {source: lambda o, s=source: o.pair.source == s for source in sorted({o.pair.source for o in outcomes})}  # type: ignore[misc]
    groups |= {"level: district": lambda o: o.pair.level is Level.DISTRICT}
    for label, belongs in groups.items():
        group = [outcome for outcome in outcomes if belongs(outcome)]
        joint = [outcome for outcome in group if outcome.pair.joint]
        said = [outcome for outcome in group if outcome.said_joint]
        hits = sum(outcome.pair.joint for outcome in said)
        print(
            f"{label:36}{len(group):6}{len(joint):7}{len(said):6}{hits / max(len(said), 1):11.2f}{hits / max(len(joint), 1):8.2f}"
            f"{ranking(group):9.2f}"
        )
    print("ranking: how often a joint task gets a higher probability than one with a single lead; 0.5 is chance")


def ranking(outcomes: Sequence[Outcome]) -> float:
    pairs = [(a.joint, b.joint) for a in outcomes if a.pair.joint for b in outcomes if b.pair.single]
    return sum((a > b) + (a == b) / 2 for a, b in pairs) / max(len(pairs), 1)


def print_cooperation(outcomes: Sequence[Outcome]) -> None:
    naming = [outcome for outcome in outcomes if outcome.pair.cooperating]
    named = sum(len(outcome.pair.cooperating) for outcome in naming)
    print(f"\nCooperating departments of the {len(naming)} tasks that name any ({named} departments; circles such as 各地区 do not count)")
    methods: dict[str, Callable[[Outcome], Sequence[str]]] = {
        "most frequent": lambda o: o.usual_cooperating,
        "combined": lambda o: o.cooperating,
    }
    for label, ranked in methods.items():
        hits = sum(family in outcome.pair.cooperating for outcome in naming for family in ranked(outcome)[:3])
        print(f"{label:36}precision@3 {hits / (3 * len(naming)):.2f}   recall@3 {hits / named:.2f}")


def print_units() -> None:
    records = [json.loads(line) for file in sorted(FOLDER.glob("*.jsonl")) for line in file.read_text(encoding="utf-8").splitlines()]
    units = {unit for record in records for unit in (*record["lead"], *record["cooperate"])}
    unknown = sorted(unit for unit in units if not families_of(unit))
    print(f"\nUnits: {len(units)} names, {len(units) - len(unknown)} recognised; not recognised: {'、'.join(unknown) or 'none'}")


def print_district_report() -> None:
    """No breakdown of the district's own report is published: only how many promises hold a duty word, and how sure the answers are."""
    file = SHARED / "data" / "seed_gold.jsonl"
    if not file.exists():
        return
    records = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    quotes = [record["quote"] for record in records if record["kind"] in PROMISES]
    began = time.perf_counter()
    answers = [suggest(quote) for quote in quotes]
    each = (time.perf_counter() - began) / len(quotes)
    known = sum(bool(find_words(quote)) for quote in quotes)
    sure = sum(found.leads[0].probability >= 0.5 for found in answers)
    print(
        f"\nThe district's report (no breakdown to compare with): {len(quotes)} promises, {known / len(quotes):.0%} hold a duty word, "
        f"{sure / len(quotes):.0%} get a lead with probability ≥ 0.5; {each * 1000:.1f} ms each"
    )


def print_parts(pairs: Sequence[Pair]) -> None:
    print("\nWhat each part contributes: mean surprise at the true lead of single-lead tasks (nats, less is better), scale fitted for each")
    for label, learner in PARTS.items():
        total, tasks = 0.0, 0
        for document in sorted({pair.document for pair in pairs}):
            others = [pair for pair in pairs if pair.document != document]
            scale = fit_scale([item for item in judge(others, learner) if item.pair.single])
            own = [judged_by(learner(others), pair) for pair in pairs if pair.document == document and pair.single]
            total, tasks = total + (surprise(own, scale) * len(own) if own else 0.0), tasks + len(own)
        print(f"{label:36}{total / tasks:.3f}")


def print_errors(outcomes: Sequence[Outcome]) -> None:
    print("\nSingle-lead tasks with a wrong first suggestion")
    for outcome in outcomes:
        if outcome.pair.single and not outcome.right("combined", 1):
            true, said = "/".join(sorted(outcome.pair.lead_families)), " > ".join(outcome.ranked["combined"][:3])
            print(f"  {outcome.pair.level:9}{outcome.confidence:5.2f}  {outcome.pair.task[:40]} — true {true}, said {said}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="list the tasks whose first suggestion was wrong")
    parser.add_argument("--parts", action="store_true", help="show what each part of the model contributes")
    arguments = parser.parse_args()
    pairs = load_pairs()
    outcomes = hold_out_documents(pairs)
    documents = len({pair.document for pair in pairs})
    print(f"{len(pairs)} tasks of {documents} documents, {len(families())} families of units")
    print_leads(outcomes)
    singles = [outcome for outcome in outcomes if outcome.pair.single]
    print_calibration("Confidence in the first lead (single-lead tasks)", [(o.confidence, o.right("combined", 1)) for o in singles])
    print_joint(outcomes)
    print_calibration("Probability of joint duty (all tasks)", [(o.joint, o.pair.joint) for o in outcomes])
    print_cooperation(outcomes)
    print_units()
    print_district_report()
    if arguments.parts:
        print_parts(pairs)
    if arguments.errors:
        print_errors(outcomes)


if __name__ == "__main__":
    main()
