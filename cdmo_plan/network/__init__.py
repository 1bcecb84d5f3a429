"""What is possible? The net of stages, capabilities and transfers for one brief.

`rows` turns a world, a process and a brief into plain tuples for the search; `graph`
gives the same net as a networkx graph. The only door for networkx. It must not know
what is best, nor where the world came from: it does not speak with `catalog`, its
neighbour.
"""
