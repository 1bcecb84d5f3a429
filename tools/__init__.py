"""What is run by developers only: generators of package files. Nothing of the package imports it."""
