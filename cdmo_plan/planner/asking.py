"""The use case `ask`: open questions of the best rows, ordered by what their answers could change.

Whether an answer flips the winner is proved: the brief is solved again with yes, and again with no.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cdmo_plan.domain.answers import Answer, Answers
from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.world import World
from cdmo_plan.network.judging import Judge
from cdmo_plan.network.rows import outlooks_of
from cdmo_plan.planner.challengers import challenging
from cdmo_plan.planner.inquiries import Asked, Inquiry
from cdmo_plan.planner.plan import DEFAULT_K, Plan, PlannedRoute, plan
from cdmo_plan.planner.pricing import priced
from cdmo_plan.planner.search import Search
from cdmo_plan.planner.standing import best_route

if TYPE_CHECKING:
    from cdmo_plan.planner.costs import Wanted

DEFAULT_TOP = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """An inquiry with what its answers could change.

    `ranks` are the best rows that rest on it, none where another route would win by a yes. `if_yes` and
    `if_no` are the best routes after each answer, None where there is none.
    """

    inquiry: Inquiry
    ranks: tuple[int, ...]
    if_yes: PlannedRoute | None
    if_no: PlannedRoute | None
    winner: str

    @property
    def yes_flips(self) -> bool:
        """Whether another route wins after a yes."""
        return self.if_yes is None or self.if_yes.id != self.winner

    @property
    def no_flips(self) -> bool:
        """Whether another route wins after a no, or none is left."""
        return self.if_no is None or self.if_no.id != self.winner

    @property
    def weight(self) -> tuple[object, ...]:
        """What questions are ordered by: those that flip the winner first, then by the rows they decide."""
        flips = self.yes_flips + self.no_flips
        first = min(self.ranks, default=0)
        return -flips, -len(self.ranks), first, not self.inquiry.is_counted, self.inquiry.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What to ask, the weightiest first: `weighed` holds the first of `number` questions.

    Asked is what the best rows leave open, and what would make another route win: `beyond` counts the latter.

    `before` is the answer without the answers of `answers`, None where there are none; `unheard` are those
    that bear on nothing that the brief asks.
    """

    plan: Plan
    weighed: tuple[Weighed, ...]
    number: int
    beyond: int
    answers: Answers
    before: Plan | None
    unheard: tuple[Answer, ...]


def ask(  # noqa: PLR0913  a query has as many wishes
    world: World,
    brief: Brief,
    *,
    top: int | None = DEFAULT_TOP,
    k: int = DEFAULT_K,
    rank_by: tuple[str, ...] = (),
    cost: Wanted | None = None,
    answers: Answers | None = None,
    watch: Callable[[Search], object] | None = None,
) -> Asking:
    """Return the open questions of the best rows, ordered by what their answers could change.

    Args:
        world: The catalog.
        brief: What the sponsor needs, as of a day.
        top: How many questions to return, None for all.
        k: How many of the best rows to ask about.
        rank_by: Criteria in the order in which they decide; the rest of the default order follows.
        cost: On which basis cost is counted, where it is a criterion.
        answers: What was answered so far.
        watch: Is handed every search of rows before it begins.

    Raises:
        BriefRefused: If the brief names what the world does not know, or asks what cannot be answered.
    """
    known = answers or world.answers
    judge = Judge(world.with_answers(known))
    answer = plan(judge.world, brief, rank_by=rank_by, cost=cost, k=k, watch=watch)
    asked = Asked(judge.world, brief)
    found: dict[tuple[str, str], Inquiry] = {}
    ranks: dict[tuple[str, str], list[int]] = {}
    for row in answer.routes:
        for inquiry in asked.of_route(row):
            found.setdefault(inquiry.name, inquiry)
            ranks.setdefault(inquiry.name, []).append(row.rank)
    weighed = [_weighed(each, tuple(ranks[name]), answer, judge) for name, each in found.items()]
    others = {each.name: each for each in challenging(answer, asked) if each.name not in found}
    beyond = (_weighed(each, (), answer, judge) for each in others.values())
    weighed += [each for each in beyond if each.yes_flips]
    weighed.sort(key=lambda each: each.weight)
    return Asking(
        plan=answer,
        weighed=tuple(weighed[:top]),
        number=len(weighed),
        beyond=sum(not each.ranks for each in weighed),
        answers=known,
        before=plan(world, brief, rank_by=rank_by, cost=cost, k=k, watch=watch) if answers else None,
        unheard=tuple(each for each in answers or () if not _is_heard(each, brief, judge)),
    )


def _weighed(inquiry: Inquiry, ranks: tuple[int, ...], answer: Plan, judge: Judge) -> Weighed:
    yes, no = (
        winner(judge, answer, Answer(of=inquiry.of, asked=inquiry.asked, is_yes=is_yes))
        for is_yes in (True, False)
    )
    return Weighed(inquiry=inquiry, ranks=ranks, if_yes=yes, if_no=no, winner=answer.routes[0].id)


def winner(judge: Judge, answer: Plan, *more: Answer) -> PlannedRoute | None:
    """Return the best route if some more answers were given: the brief is solved again with them."""
    told = judge.answering(judge.world.answers.beside(*more))
    outlooks = outlooks_of(told.world, answer.brief, told, with_refused=False)
    return best_route(priced(outlooks, answer.costing), answer.order)


def _is_heard(answer: Answer, brief: Brief, judge: Judge) -> bool:
    """Tell whether an answer changes what is judged for a brief, or is of an offering in its nets."""
    others = Answers.of(each for each in judge.world.answers if each is not answer)
    with_it = outlooks_of(judge.world, brief, judge)
    if any(offer.id == answer.of for outlook in with_it for offer in outlook.net.offers):
        return True
    without = judge.answering(others)
    return with_it != outlooks_of(without.world, brief, without)
