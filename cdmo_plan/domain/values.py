"""`dataclass` and `NamedTuple`, as the standard library has them, made in a fraction of the time.

The standard decorator compiles six methods for each class while its module is imported. For the classes of
the domain that takes as long as importing Typer, and a command calls few of the methods, nor does it ask what
the decorator has to say of the fields. Only frozen classes with slots are made here, as the domain's all are;
type checkers see the standard decorator.

`typing.NamedTuple` compiles the type of every field, to find that it is one; here types stay texts.
"""

from __future__ import annotations

import dataclasses
from collections import namedtuple
from collections.abc import Callable
from threading import RLock
from typing import TYPE_CHECKING, Any, Final, TypeVar

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
            own = vars(plain).get("__annotations__", {})
            said = {name: vars(plain).get(name, dataclasses.MISSING) for name in own}
            bases = [_SAID[base] for base in reversed(plain.__mro__[1:]) if base in _SAID]
            body = {name: each for name, each in vars(plain).items() if name not in own}
            body |= {"__slots__": tuple(name for name in own if not any(name in base for base in bases))}
            body |= {name: _WhenAsked(plain, kw_only=kw_only) for name in _OF_FIELDS}
            for unslotted in ("__dict__", "__weakref__"):
                body.pop(unslotted, None)
            made = type(plain)(plain.__name__, plain.__bases__, body)
            made.__qualname__ = plain.__qualname__
            _SAID[made] = {name: each for fields in (*bases, said) for name, each in fields.items()}
            # A class body may define a method itself, which then stands.
            for names, options in _GROUPS:
                for name in names:
                    if name not in vars(plain):
                        setattr(made, name, _on_first_use(made, name, options | {"kw_only": kw_only}))
            made.__setattr__, made.__delattr__ = _refuse_to_set, _refuse_to_delete
            made.__getstate__, made.__setstate__ = _state, _set_state
            return made

        # A mutable class would not be hashed by what it holds, and one without slots could be changed.
        assert frozen and slots  # noqa: S101, PT018  as above
        return decorate

    class _WhenAsked:
        """What the standard decorator says of a class and its fields, when somebody asks for it."""

        def __init__(self, plain: type, *, kw_only: bool) -> None:
            self._plain, self._kw_only = plain, kw_only

        def __set_name__(self, owner: type, name: str) -> None:
            self._owner, self._name = owner, name

        def __get__(self, _instance: object, _owner: type) -> Any:  # noqa: ANN401  one of three things
            with _ONE_AT_A_TIME:
                # The decorator takes from a class what it was told of its fields.
                if vars(self._owner)[self._name] is self:
                    standard = dataclasses.dataclass(init=False, repr=False, eq=False, kw_only=self._kw_only)
                    told = vars(standard(self._plain))
                    for name in _OF_FIELDS:
                        setattr(self._owner, name, told[name])
            return vars(self._owner)[self._name]


_OF_FIELDS: Final = ("__dataclass_fields__", "__dataclass_params__", "__match_args__")
_ONE_AT_A_TIME: Final = RLock()
_SAID: Final[dict[type, dict[str, Any]]] = {}


def defaults_of(made: type[Any]) -> dict[str, Any]:
    """Return the fields of a class that was made here, each with its default, or with `MISSING`."""
    return {
        name: said.default if isinstance(said, dataclasses.Field) else said
        for name, said in _SAID[made].items()
    }


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
    by_place = made.__match_args__ if args else ()
    if len(args) > len(by_place) or not given.keys().isdisjoint(by_place[: len(args)]):
        return None
    left = dict(zip(by_place, args, strict=False)) | given
    values: dict[str, object] = {}
    for name, said in _SAID[made].items():
        field = said if isinstance(said, dataclasses.Field) else None
        default = said if field is None else field.default
        if name in left and (field is None or field.init):
            values[name] = left.pop(name)
        elif default is not dataclasses.MISSING:
            values[name] = default
        elif field is not None and field.default_factory is not dataclasses.MISSING:
            values[name] = field.default_factory()
        elif field is None or field.init:
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
