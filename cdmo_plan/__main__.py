"""Run the command line as `python -m cdmo_plan`."""

import sys

from cdmo_plan.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
