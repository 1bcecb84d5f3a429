"""Run the command line as `python -m cdmo_plan`."""

from cdmo_plan.cli.main import process

if __name__ == "__main__":
    process()
