"""Is the catalog true? Documents are linked into the domain, layered and checked.

Loading never raises on bad data: it returns a catalog and findings, each with the line
it is about. It must not know what a brief asks or what a route is, and it does not speak
with `network`, its neighbour.
"""
