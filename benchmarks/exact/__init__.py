"""An exact model of a net's routes on OR-Tools CP-SAT, made from the net and the rules alone.

It imports nothing of the planner: what a criterion means is written down here a second time, so that the two
can be compared. Needs OR-Tools (`uv sync --group verify`).
"""
