"""Can this capability serve this stage of this brief? Answers with reasons, not booleans.

Every check names the rule of feasibility that it applies (docs/feasibility.md) and yields findings:
shortfalls refuse, doubts rank behind, questions go to the partner. Nothing here knows of files, graphs or
the search.
"""
