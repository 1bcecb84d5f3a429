"""How others would find the k best routes of a chain: as shortest paths through a graph made of the net.

A path can express weeks where every stage waits for the one before it alone, and nothing that is counted over
a route. Of equal routes a rival may return any.
"""
