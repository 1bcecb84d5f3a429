"""What does the file say? YAML becomes marked data, and marked data becomes documents.

Document types mirror the file format and nothing else. The only door for yaml and
pydantic. Reading must not know what a fact means: identifiers are not resolved here, and
no entity of the domain is built here.
"""
