"""Is the catalog true? One module a family of rules, each a generator whose docstring is its page.

`registry` lists the modules, `subject` is what every rule looks at, `check` runs them. A rule
reports and never repairs, names the defect and not the remedy, and reads no file itself.
"""
