"""CAT1, YAML: is every file well-formed, and read alike by all who read it?"""

from __future__ import annotations

from collections.abc import Iterator

from cdmo_plan.catalog.rules.subject import Subject
from cdmo_plan.diagnostics import codes
from cdmo_plan.diagnostics.rules import Finding, rule


@rule(codes.DUPLICATE_KEY)
def duplicate_key(subject: Subject) -> Iterator[Finding]:
    """A key stands twice in one mapping.

    Most YAML readers keep the last one and drop the other in silence, so that a fact is lost and nobody is
    told.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        name: Acme Biologics

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme Biologics
        former_names: [Acme]

    Keep one of the two. Where both are true, the format has a list or a second row for it.
    """
    return subject.found(codes.DUPLICATE_KEY)


@rule(codes.SYNTAX)
def yaml_syntax(subject: Subject) -> Iterator[Finding]:
    """A file is not well-formed YAML.

    Nothing after the place can be read. Colons inside a text, tabs and unclosed quotes or brackets are the
    usual causes.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme: a contract manufacturer

    Fits:

        # partners/acme.yaml
        partner: acme
        name: "Acme: a contract manufacturer"

    Mend the place that the finding names, or the line before it.
    """
    return subject.found(codes.SYNTAX)


@rule(codes.TOO_MANY_EVENTS)
def too_many_events(subject: Subject) -> Iterator[Finding]:
    """A file has more than 500,000 YAML events.

    The limit keeps a small file that unfolds into a huge one from taking all memory and time.

    Fires:

        # partners/acme.yaml, its last line 600,000 times
        partner: acme
        name: Acme
        former_names:
        - x

    Fits:

        # partners/acme.yaml, its last line 3 times
        partner: acme
        name: Acme
        former_names:
        - x

    Split the file.
    """
    return subject.found(codes.TOO_MANY_EVENTS)


@rule(codes.TOO_DEEP)
def too_deep(subject: Subject) -> Iterator[Finding]:
    """Lists and mappings stand more than 40 levels deep.

    No catalog needs more than ten. Deeper ones are a damaged file, or one made to crash its reader.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[ ]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme

    Close the brackets where they were meant to close.
    """
    return subject.found(codes.TOO_DEEP)


@rule(codes.ALIAS)
def anchor_or_alias(subject: Subject) -> Iterator[Finding]:
    """A value is named with & or repeated with *.

    A reviewer cannot see what an alias stands for, and a few of them, nested, unfold into billions of values.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: &name Acme
        former_names: [*name]

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        former_names: [Acme]

    Write out the value in every place. A text that begins with `*` or `&` needs quotes.
    """
    return subject.found(codes.ALIAS)


@rule(codes.MERGE_KEY)
def merge_key(subject: Subject) -> Iterator[Finding]:
    """A mapping pulls in another with <<.

    Merge keys are no part of YAML 1.2: some readers merge, others keep a field called `<<`.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        headquarters:
          <<: {city: Lyon}
          country: NL

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        headquarters: {city: Oss, country: NL}

    Write out the fields.
    """
    return subject.found(codes.MERGE_KEY)


@rule(codes.TAG)
def tag(subject: Subject) -> Iterator[Finding]:
    """A value carries an explicit YAML tag.

    The field decides what type its value has. Some tags make other readers run code.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: !!str 360

    Fits:

        # partners/acme.yaml
        partner: acme
        name: "360"

    Delete the tag; put a text in quotes where it looks like something else.
    """
    return subject.found(codes.TAG)


@rule(codes.SECOND_DOCUMENT)
def second_document(subject: Subject) -> Iterator[Finding]:
    """A file holds more than one YAML document.

    Readers differ in which of the documents they take; here the first is read, and the rest is not.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        ---
        partner: acme-two
        name: Acme Two

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        # partners/acme-two.yaml
        partner: acme-two
        name: Acme Two

    Give each document a file of its own.
    """
    return subject.found(codes.SECOND_DOCUMENT)


@rule(codes.KEY_NOT_TEXT)
def key_not_text(subject: Subject) -> Iterator[Finding]:
    """A key is empty, or is a list or a mapping.

    Every key of the format is the name of a field or an id.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        [note]: taken over in 2024

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        note: taken over in 2024

    Write the field's name, without brackets.
    """
    return subject.found(codes.KEY_NOT_TEXT)


@rule(codes.UNQUOTED)
def unquoted_trap(subject: Subject) -> Iterator[Finding]:
    """A plain value is read rightly here and changed by other YAML readers.

    The field decides the type here, so that `NO` is Norway. A script that reads the same file with another
    library gets false, and 240 for `0360`.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        headquarters: {country: NO}

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        headquarters: {country: "NO"}

    Write the value as the hint says.
    """
    return subject.found(codes.UNQUOTED)
