"""How large a file may be: far above any real catalog, far below what would hurt."""

MAX_BYTES = 16_000_000
MAX_EVENTS = 500_000
MAX_LEVELS = 40
MAX_VALIDATION_PROBLEMS = 1_000
