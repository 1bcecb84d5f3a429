"""What the verbs take, as completion reads it: `grammar.json` beside it is written from this."""

import json
import re
from typing import Any

from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from cdmo_plan.cli.app import build
from cdmo_plan.cli.verbs import VERBS, load

# What a metavar says: `[STEP=]REGION`, `STEP=SITE|PARTNER`, `CRITERION,...`, `[PATH]...`.
_METAVAR = re.compile(r"(?P<opened>\[)?(?P<step>STEP=)?\]?(?P<atoms>[^\],]+)\]?(?P<list>,\.\.\.)?")


def grammar() -> dict[str, Any]:
    """Return the verbs with their options and arguments, and the words of closed sets."""
    verbs = {verb.name: {"says": verb.summary, **_command(load(verb))} for verb in VERBS}
    return {**_command(build()), "verbs": verbs, "words": _words()}


def as_json() -> str:
    """Return the content of `grammar.json`."""
    return json.dumps(grammar(), indent=1) + "\n"


def _command(command: TyperCommand | TyperGroup) -> dict[str, Any]:
    shown = [each for each in command.params if not getattr(each, "hidden", False)]
    options = {
        name: _option(each) for each in shown if isinstance(each, TyperOption) for name in _names(each)
    }
    options["--help"] = {"says": "Show this message and exit", "flag": True}
    return {"arguments": [_takes(a) for a in shown if isinstance(a, TyperArgument)], "options": options}


def _names(option: TyperOption) -> list[str]:
    return [name for name in (*option.opts, *option.secondary_opts) if name.startswith("-")]


def _option(option: TyperOption) -> dict[str, Any]:
    says = {"says": re.split(r"[.;:](?:\s|$)", option.help or "")[0]}
    return says | ({"flag": True} if option.is_flag else _takes(option))


def _takes(parameter: TyperOption | TyperArgument) -> dict[str, Any]:
    takes: dict[str, Any] = {"multiple": True} if parameter.multiple or parameter.nargs == -1 else {}
    choices = getattr(parameter.type, "choices", None)
    if choices:
        return takes | {"choices": [str(getattr(choice, "value", choice)) for choice in choices]}
    said = _METAVAR.match(parameter.metavar or "")
    if said is None:
        return takes
    step = {"step": "optional" if said["opened"] else "required"} if said["step"] else {}
    many = {"list": True} if said["list"] else {}
    return takes | step | many | {"atoms": said["atoms"].split("|")}


def _words() -> dict[str, dict[str, str]]:
    from cdmo_plan.analysis.inventory import LISTINGS
    from cdmo_plan.catalog.rules.registry import RULES
    from cdmo_plan.domain.vocabulary import STEPS
    from cdmo_plan.planner.criteria import CRITERIA

    return {
        "KIND": dict.fromkeys(LISTINGS, ""),
        "CRITERION": dict.fromkeys(CRITERIA, ""),
        "RULE": {code: rule.kind.name for code, rule in RULES.items()}
        | {rule.kind.name: code for code, rule in RULES.items()},
        "STEP": dict.fromkeys(STEPS, "a step"),
    }
