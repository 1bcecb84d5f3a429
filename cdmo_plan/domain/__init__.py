"""What is the world? Partners, sites, capabilities, processes, briefs, routes, eligibility.

Frozen, slotted dataclasses of the standard library, pure functions over them, and the
protocols that other floors implement. The domain must not know anything else: no
input or output, no third party, no other floor.
"""
