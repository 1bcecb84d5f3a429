"""CAT4, sources: does every source lead somewhere, and is it of use?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urlsplit

from cdmo_plan.catalog.rules.subject import CitedSource, Subject, cited_in
from cdmo_plan.diagnostics.diagnostic import Severity
from cdmo_plan.diagnostics.rules import Finding, rule


@rule("CAT401", "source-leads-nowhere")
def source_leads_nowhere(subject: Subject) -> Iterator[Finding]:
    """A source has neither an address nor a citation.

    Nobody can look up what it is said to say.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network: [{step: fill-finish, modalities: [mab], sources: [news]}]
        sources:
          news: {publisher: Acme, published: "2025", read: "2026-11"}

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network: [{step: fill-finish, modalities: [mab], sources: [news]}]
        sources:
          news: {citation: "Acme, annual report 2024, page 12", published: "2025", read: "2026-11"}

    Add `url`, or a `citation` by which a reader finds it in print.
    """
    for source in subject.sources:
        document = source.document
        if not (document.url or document.citation or document.title):
            yield Finding(source.mark, f"The source {source.id!r} has no address and no citation")


@rule("CAT402", "address-malformed", Severity.WARNING)
def address_malformed(subject: Subject) -> Iterator[Finding]:
    """The address of a source is no web address.

    Answers print addresses for people to follow and for scripts to fetch: they need a scheme and a host.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network: [{step: fill-finish, modalities: [mab], sources: [news]}]
        sources:
          news: {url: acme.example/news, published: "2025", read: "2026-11"}

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network: [{step: fill-finish, modalities: [mab], sources: [news]}]
        sources:
          news: {url: "https://acme.example/news", published: "2025", read: "2026-11"}

    Copy the address anew, from `https://` on. What has no address is a `citation`.
    """
    for source in subject.sources:
        url = source.document.url
        if url is not None and not _is_address(url):
            message = "The address lacks its scheme or its host, or holds a space"
            yield Finding(source.mark_of("url"), message, hint="an address begins with https://")


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and "." in parts.netloc and not any(c.isspace() for c in url)


@rule("CAT403", "mirror-cited", Severity.INFO)
def mirror_cited(subject: Subject) -> Iterator[Finding]:
    """A source is a copy whose original was not found.

    Copies go out of date and may leave things out. A mirror is better than nothing, and worth another search.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network: [{step: fill-finish, modalities: [mab], sources: [news]}]
        sources:
          news: {url: "https://copies.example/acme", published: "2025", read: "2026-11", mirror: true}

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network: [{step: fill-finish, modalities: [mab], sources: [news]}]
        sources:
          news: {url: "https://acme.example/news", published: "2025", read: "2026-11"}

    Search for the publisher's own page, and cite that.
    """
    for source in subject.sources:
        if source.document.mirror:
            yield Finding(source.mark, f"The source {source.id!r} is a copy: its original was not found")


@rule("CAT404", "source-unused", Severity.WARNING)
def source_unused(subject: Subject) -> Iterator[Finding]:
    """A source stands in a file, and nothing in that file cites it.

    Either the fact that it was for is gone, or the fact is there and cites another source.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        sources:
          news: {url: "https://acme.example/news", published: "2025", read: "2026-11"}

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network: [{step: fill-finish, modalities: [mab], sources: [news]}]
        sources:
          news: {url: "https://acme.example/news", published: "2025", read: "2026-11"}

    Cite it where it belongs, or delete it.
    """
    cited = {file.marks.mark.file: set(cited_in(file.data)) for file in subject.files}
    for source in subject.sources:
        # Countries and regions have no field to cite with: their sources are those of the whole file.
        is_of_file = source.file.kind == "regions"
        if not is_of_file and source.id not in cited[source.mark.file]:
            yield Finding(source.mark, f"Nothing cites the source {source.id!r}")


@rule("CAT405", "source-listed-twice", Severity.WARNING)
def source_listed_twice(subject: Subject) -> Iterator[Finding]:
    """Two sources of one file have the same address.

    A fact that cites both looks twice as well founded as it is.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network: [{step: fill-finish, modalities: [mab], sources: [news, offer]}]
        sources:
          news: {url: "https://acme.example/news", published: "2025", read: "2026-11"}
          offer: {url: "https://acme.example/news", published: "2025", read: "2026-11"}

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network: [{step: fill-finish, modalities: [mab], sources: [news]}]
        sources:
          news: {url: "https://acme.example/news", published: "2025", read: "2026-11"}

    Merge the two, and cite one.
    """
    first: dict[tuple[str, str], CitedSource] = {}
    for source in subject.sources:
        url = source.document.url
        if url is None:
            continue
        other = first.setdefault((source.mark.file, url.rstrip("/")), source)
        if other is not source:
            related = ((other.mark, "it stands here first"),)
            message = f"The sources {source.id!r} and {other.id!r} have one address"
            yield Finding(source.mark, message, related=related)


@rule("CAT406", "source-unread", Severity.WARNING)
def source_unread(subject: Subject) -> Iterator[Finding]:
    """Nothing says when a source was read.

    Pages change. The day on which it was read tells what a reader may still expect to find there.

    Fires:

        # partners/acme.yaml
        partner: acme
        name: Acme
        network: [{step: fill-finish, modalities: [mab], sources: [news]}]
        sources:
          news: {url: "https://acme.example/news", published: "2025"}

    Fits:

        # partners/acme.yaml
        partner: acme
        name: Acme
        sources_read: "2026-11"
        network: [{step: fill-finish, modalities: [mab], sources: [news]}]
        sources:
          news: {url: "https://acme.example/news", published: "2025"}

    Add `read` to the source, or `sources_read` to the file for all that have none.
    """
    by_file: dict[str, list[CitedSource]] = defaultdict(list)
    for source in subject.sources:
        if source.document.read is None and getattr(source.file.document, "sources_read", None) is None:
            by_file[source.mark.file].append(source)
    for unread in by_file.values():
        others = f", nor when {len(unread) - 1} more of this file were" if len(unread) > 1 else ""
        message = f"Nothing says when the source {unread[0].id!r} was read{others}"
        yield Finding(unread[0].mark, message, hint="'sources_read' of the file dates them all")
