"""`dataclass` and `NamedTuple`, as the standard library has them, made in a fraction of the time.

The standard decorator compiles six methods for each class while its module is imported. For the classes of
the domain that takes as long as importing Typer, and a command calls few of the methods. Only frozen classes
with slots are made here, as the domain's all are; type checkers see the standard decorator.

`typing.NamedTuple` compiles the type of every field, to find that it is one; here types stay texts.
"""

from __future__ import annotations

import dataclasses
from collections import namedtuple
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414  it is handed on
    from typing import NamedTuple as NamedTuple  # noqa: PLC0414  as above
else:

    class _NamedTupleMeta(type):
        """Makes of a class body a named tuple with its methods; of a base of that, a class like any other."""

        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, body)
            types = body["__annotations__"]
            defaults = [body[field] for field in types if field in body]
            made = namedtuple(name, types, defaults=defaults, module=body["__module__"])  # noqa: PYI024
            made.__annotations__ = types
            for each, value in body.items():
                if each not in types and each not in _OF_THE_BODY:
                    setattr(made, each, value)
            return made

    class NamedTuple(metaclass=_NamedTupleMeta):
        """The base of a named tuple with types."""

    _OF_THE_BODY = frozenset({"__annotations__", "__module__"})

    Class = TypeVar("Class", bound=type)

    def dataclass(*, frozen: bool, slots: bool, kw_only: bool = False) -> Callable[[Class], Class]:
        """Make a class a frozen dataclass with slots, whose methods are compiled on their first use."""

        def decorate(plain: Class) -> Class:
            bare = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots, kw_only=kw_only)
            made = bare(plain)
            # A class body may define a method itself, which then stands.
            for names, options in _GROUPS:
                for name in names:
                    if name not in vars(plain):
                        setattr(made, name, _on_first_use(made, name, options | {"kw_only": kw_only}))
            made.__setattr__, made.__delattr__ = _refuse_to_set, _refuse_to_delete
            made.__getstate__, made.__setstate__ = _state, _set_state
            return made

        assert frozen  # noqa: S101  a mutable class would not be hashed by what it holds
        return decorate


_GROUPS = (
    (("__init__",), {"init": True, "repr": False, "eq": False, "frozen": True, "slots": True}),
    (("__repr__",), {"init": False, "repr": True, "eq": False}),
    (("__eq__", "__hash__"), {"init": False, "repr": False, "eq": True, "unsafe_hash": True}),
)
"""Methods that are made together, and how the standard decorator is told to make only those."""


def _on_first_use(made: type[Any], name: str, options: dict[str, bool]) -> Callable[..., Any]:
    """Return a method that puts the standard one in its own place, and hands over to it."""

    def method(self: object, *args: object, **fields: object) -> Any:  # noqa: ANN401  as the method has it
        standard = vars(dataclasses.dataclass(**options)(_twin(made)))[name]
        setattr(made, name, standard)
        return standard(self, *args, **fields)

    method.__name__, method.__qualname__ = name, f"{made.__qualname__}.{name}"
    return _seldom(made, method) if name == "__init__" else method


def _seldom(made: type[Any], standard: Callable[..., None]) -> Callable[..., None]:
    """Return a constructor that sets field by field, as long as that is quicker than to compile one.

    Whatever it is called with that is not quite right, the standard one tells.
    """
    calls = 0

    def method(self: object, *args: object, **given: object) -> None:
        nonlocal calls
        calls += 1
        values = None if calls > _SELDOM else _fields_given(made, args, given)
        if values is None:
            standard(self, *args, **given)
            return
        for name, value in values.items():
            object.__setattr__(self, name, value)
        if hasattr(made, "__post_init__"):
            self.__post_init__()  # type: ignore[attr-defined]

    method.__name__, method.__qualname__ = standard.__name__, standard.__qualname__
    return method


def _fields_given(
    made: type[Any], args: tuple[object, ...], given: dict[str, object]
) -> dict[str, object] | None:
    """Return the value of every field by name, None where that is not for us to tell."""
    fields = made.__dataclass_fields__
    by_place = [name for name, each in fields.items() if each.init and not each.kw_only] if args else []
    if len(args) > len(by_place) or not given.keys().isdisjoint(by_place[: len(args)]):
        return None
    left = dict(zip(by_place, args, strict=False)) | given
    values: dict[str, object] = {}
    for name, each in fields.items():
        if each.init and name in left:
            values[name] = left.pop(name)
        elif each.default is not dataclasses.MISSING:
            values[name] = each.default
        elif each.default_factory is not dataclasses.MISSING:
            values[name] = each.default_factory()
        elif each.init:
            return None
    return None if left else values


_SELDOM = 50
"""So many instances take half as long to set as a constructor takes to compile."""


def _twin(made: type[Any]) -> type[Any]:
    """Return a class of the same fields, for the standard decorator to make methods of."""
    fields = dataclasses.fields(made)
    body = {
        each.name: dataclasses.field(**{name: getattr(each, name) for name in _OPTIONS}) for each in fields
    }
    body |= {"__annotations__": {each.name: each.type for each in fields}}
    # Without a docstring the decorator would write one, and import much for it.
    body |= {"__module__": made.__module__, "__qualname__": made.__qualname__, "__doc__": made.__doc__}
    if hasattr(made, "__post_init__"):
        body["__post_init__"] = made.__post_init__
    return type(made.__name__, (), body)


_OPTIONS = ("default", "default_factory", "init", "repr", "hash", "compare", "kw_only")


def _refuse_to_set(_self: object, name: str, _value: object) -> None:
    message = f"cannot assign to field {name!r}"
    raise dataclasses.FrozenInstanceError(message)


def _refuse_to_delete(_self: object, name: str) -> None:
    message = f"cannot delete field {name!r}"
    raise dataclasses.FrozenInstanceError(message)


def _state(self: Any) -> list[object]:  # noqa: ANN401  any dataclass
    return [getattr(self, each.name) for each in dataclasses.fields(self)]


def _set_state(self: Any, state: list[object]) -> None:  # noqa: ANN401  any dataclass
    for each, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, each.name, value)
