"""A YAML text as editors see it: plain scalars typed by how they look, as YAML 1.1 or 1.2 does."""

from collections.abc import Callable
from datetime import date
from typing import Any

import yaml

from cdmo_plan.reading.other_readers import readings


def as_yaml_1_1(text: str) -> Any:
    """Return what PyYAML makes of a text, with its dates as the texts that JSON would hold."""
    return _plain(yaml.load(text, Loader=yaml.CSafeLoader))


def as_yaml_1_2(text: str) -> Any:
    """Return what a reader of the core schema makes of a text."""
    return _value(yaml.compose(text, Loader=yaml.CSafeLoader))


READERS: dict[str, Callable[[str], Any]] = {"1.1": as_yaml_1_1, "1.2": as_yaml_1_2}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def _value(node: Any) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _value(each) for key, each in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_value(each) for each in node.value]
    return None if node is None else node.value if node.style else readings(node.value)[1]
