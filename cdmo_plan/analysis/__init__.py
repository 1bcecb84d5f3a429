"""What does it mean? Questions that look across many routes or the whole network.

Coverage, alliances, policies, resilience, substitution, schedule and comparison, each a
module with one use case that returns a value. Analysis asks the planner and never
searches on its own; it must not know how its answers are printed.
"""
