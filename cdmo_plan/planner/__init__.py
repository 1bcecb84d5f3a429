"""What is best? Criteria, the exact search, the Pareto front, conflicts and fixes.

The planner ranks what the network holds possible, and answers "none" with a value: the
smallest conflicts and the changes that would open a route. It must not know files, YAML,
networkx or any wording: reasons leave here as data.
"""
