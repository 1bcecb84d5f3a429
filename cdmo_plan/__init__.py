"""Plan the manufacture of biologics across contract manufacturers.

Floors, top to bottom, each importing only those below: `cli`, `present`,
`analysis`, `planner`, `catalog` | `network`, `reading`, `diagnostics`, `domain`.
Each package's docstring is its door plate: what lives there, what it must not know.
"""

from cdmo_plan._version import __version__

__all__ = ["__version__"]
