"""CAT1, files: is every file of the catalog there, in its place, and can it be read?"""

from __future__ import annotations

from collections.abc import Iterator

from cdmo_plan.catalog.rules.subject import Subject
from cdmo_plan.diagnostics import codes
from cdmo_plan.diagnostics.rules import Finding, rule


@rule(codes.UNREADABLE_FILE)
def unreadable_file(subject: Subject) -> Iterator[Finding]:
    """A file or folder cannot be opened or read.

    What it holds is missing from the catalog, so that answers would be wrong without saying so. It may be a
    link whose target is gone, a folder with a file's name, a pipe, or a matter of permissions.

    Fires:

        # partners/acme.yaml, a link to acme-old.yaml

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme

    Restore the file, or delete the name that leads nowhere.
    """
    return subject.found(codes.UNREADABLE_FILE)


@rule(codes.NOT_UTF8)
def not_utf8(subject: Subject) -> Iterator[Finding]:
    """A file is not encoded as UTF-8.

    Names of places are full of letters that other encodings write otherwise, and a guessed encoding would
    change them in silence.

    Fires:

        # partners/acme.yaml, saved as latin-1
        partner: acme
        name: Acme Zürich

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme Zürich

    Save the file with the encoding UTF-8; every editor offers it.
    """
    return subject.found(codes.NOT_UTF8)


@rule(codes.CONTROL_CHARACTER)
def control_character(subject: Subject) -> Iterator[Finding]:
    r"""A text holds a character that no editor shows.

    Such characters come along when text is copied from a page. They make two names differ that look alike,
    and some of them give orders to a terminal.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: "Acme\e[31m"

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme

    Delete it: the finding names the character and its place.
    """
    return subject.found(codes.CONTROL_CHARACTER)


@rule(codes.EMPTY_FILE)
def empty_file(subject: Subject) -> Iterator[Finding]:
    """A file says nothing.

    An empty file is more often a lost one than one that was meant.

    Fires:

        # partners/acme.yaml
        # Everything about Acme moved to its parent.

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme

    Fill it, or delete it.
    """
    return subject.found(codes.EMPTY_FILE)


@rule(codes.TOO_LARGE)
def file_too_large(subject: Subject) -> Iterator[Finding]:
    """A file is larger than 16 MB.

    The largest real files of a catalog have a hundredth of that. The limit keeps a damaged or hostile file
    from taking all memory; nothing of the file is read.

    Fires:

        # partners/acme.yaml, its last line 1,000,000 times
        partner: acme
        name: Acme
        # Filler, filler.

    Fits:

        # partners/acme.yaml, its last line 10 times
        partner: acme
        name: Acme
        # Filler, filler.

    Split it: one file a partner, one file a recipe.
    """
    return subject.found(codes.TOO_LARGE)


@rule(codes.NO_MANIFEST)
def no_manifest(subject: Subject) -> Iterator[Finding]:
    """A catalog folder has no manifest.yaml.

    The manifest says which version of the format the files are written in, under which licence, and on which
    day they were last reviewed.

    Fires:

        # manifest.yaml, left out

    Fits:

        # manifest.yaml
        format: "1"
        catalog: ours
        title: Our own catalog
        as_of: "2026-11-21"
        licence: CC-BY-4.0

    Write one, or name the folder that has it.
    """
    return subject.found(codes.NO_MANIFEST)


@rule(codes.UNKNOWN_FILE)
def unknown_file(subject: Subject) -> Iterator[Finding]:
    """A YAML file stands where no file of a catalog belongs.

    It is not read. Most often its folder or its name is misspelt, and what it holds is missing.

    Fires:

        # partner/acme.yaml
        partner: acme
        name: Acme

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme

    Move it to the place that the hint names. A file for other programs fits in a hidden folder.
    """
    return subject.found(codes.UNKNOWN_FILE)


@rule(codes.FILE_TWICE)
def file_twice(subject: Subject) -> Iterator[Finding]:
    """A file stands as .yaml and as .yml.

    Two files of one name are one that was renamed and one that was forgotten. Both are read, and everything
    in them collides.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        # partners/acme.yml
        partner: acme-two
        name: Acme, once more

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme

    Keep one of the two.
    """
    return subject.found(codes.FILE_TWICE)
