"""Plan the manufacture of biologics across contract manufacturers.

The library: `from cdmo_plan import load_catalog, Brief, plan, to_networkx` (docs/library.md works
through a question). Importing the package imports none of it; a name is imported when it is asked for.

Floors, top to bottom, each importing only those below: `cli` | `library`, `present`,
`analysis`, `planner`, `catalog` | `network`, `reading`, `diagnostics`, `domain`.
Each package's docstring is its door plate: what lives there, what it must not know.
"""

from cdmo_plan._version import __version__

TYPE_CHECKING = False  # as typing has it: type checkers take it for true, and nothing is imported for it
if TYPE_CHECKING:
    from cdmo_plan.domain.refusal import BriefRefused
    from cdmo_plan.library.briefs import Brief
    from cdmo_plan.library.catalogs import Catalog, CatalogError, load_catalog
    from cdmo_plan.library.plans import Plan, Route, Step, plan, to_networkx

__all__ = [
    "Brief",
    "BriefRefused",
    "Catalog",
    "CatalogError",
    "Plan",
    "Route",
    "Step",
    "__version__",
    "load_catalog",
    "plan",
    "to_networkx",
]

_HOMES = {
    "Brief": "cdmo_plan.library.briefs",
    "BriefRefused": "cdmo_plan.domain.refusal",
    "Catalog": "cdmo_plan.library.catalogs",
    "CatalogError": "cdmo_plan.library.catalogs",
    "Plan": "cdmo_plan.library.plans",
    "Route": "cdmo_plan.library.plans",
    "Step": "cdmo_plan.library.plans",
    "load_catalog": "cdmo_plan.library.catalogs",
    "plan": "cdmo_plan.library.plans",
    "to_networkx": "cdmo_plan.library.plans",
}


def __getattr__(name: str) -> object:
    """Import a name of the library when it is first asked for (PEP 562)."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module

    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return what there is, imported or not."""
    return sorted({*globals(), *__all__})
