"""What a recipe is for a brief before anybody is asked: its stages, hand-overs and steps.

Few terms of a brief decide it, so that most briefs for one recipe have the same.
"""

from __future__ import annotations

from datetime import date

from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.process import Process, Stage
from cdmo_plan.domain.values import NamedTuple
from cdmo_plan.network.net import Link, NetStep
from cdmo_plan.network.stages import links_between, stages_asked, stages_for
from cdmo_plan.network.timing import net_steps
from cdmo_plan.network.work import spared_steps


class Frame(NamedTuple):
    """The stages of a recipe that a brief asks for, what is handed over between them, and their steps.

    `assigned` are the stages that somebody is to do; `links` and the homes of `steps` are numbers of these.
    `spared` are the steps that what is at hand makes needless.
    """

    stages: tuple[Stage, ...]
    assigned: tuple[Stage, ...]
    links: tuple[Link, ...]
    steps: tuple[NetStep, ...]
    spared: tuple[str, ...]


def shape_of(brief: Brief) -> Brief:
    """Return a brief with no terms but those that decide stages, hand-overs and steps: of any day."""
    return Brief(
        modality=brief.modality,
        as_of=date.min,
        step_regions=brief.step_regions,
        container=brief.container,
        dose_form=brief.dose_form,
        via=brief.via,
        from_step=brief.from_step,
        to_step=brief.to_step,
        have=brief.have,
    )


def frame_of(process: Process, shape: Brief) -> Frame:
    """Return the frame of a recipe for all briefs of a shape (RULES S2 to S9).

    Raises:
        BriefRefused: If a term names a step that the recipe has no stage for or a material that it does not
            make, or binds a fill that is not asked for.
    """
    stages = stages_for(process, shape)
    assigned = tuple(stage for stage in stages if stage.kind in ("assigned", "open"))
    spared: tuple[str, ...] = ()
    if shape.have:
        spared = spared_steps(process, stages_asked(process, shape.changed(have=())), shape)
    return Frame(
        stages, assigned, links_between(stages, process, shape), net_steps(process, stages, shape), spared
    )
