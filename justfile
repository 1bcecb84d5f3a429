# The task front door: `uvx --from rust-just just` lists the recipes.

default:
    @just --list --unsorted

# Run the tests; arguments go to pytest.
test *arguments:
    uv run pytest {{arguments}}

# Find style and formatting errors.
lint:
    uv run --group lint ruff check
    uv run --group lint ruff format --check

# Repair what can be repaired without thought.
fix:
    uv run --group lint ruff check --fix
    uv run --group lint ruff format

# Check the types.
types:
    uv run --group lint mypy

# Check the import contracts between floors.
contracts:
    uv run lint-imports --no-logo

# All that continuous integration runs.
check:
    .ci/run

# Rewrite the golden files from what the program prints now; read the diff before committing it.
golden:
    UPDATE_GOLDEN=1 uv run pytest tests/golden tests/house/test_readme.py tests/house/test_library_page.py

# Rewrite the pages and schemas that are generated.
docs:
    uv run cdmo-plan rules --format markdown > docs/rules.md
    uv run python -m tools.schemas
    uv run python -m tools.shapes
    UPDATE_GOLDEN=1 uv run pytest tests/house/test_generated.py

# Compare the search with an exact model on OR-Tools, and write docs/verification.md: some minutes.
verify *arguments:
    uv run --group verify python -m benchmarks agreement --write {{arguments}}

# Measure the search against rivals and targets, and write docs/benchmarks.md: about half an hour.
bench *arguments:
    uv run --group bench python -m benchmarks search --write {{arguments}}

# Measure what starting costs and how many plans one process makes, and write docs/benchmarks-startup.md.
bench-startup *arguments:
    uv run python -m benchmarks startup --write {{arguments}}
    uv run python -m benchmarks calls --write

# Build the source distribution and the wheel.
build:
    uv build
