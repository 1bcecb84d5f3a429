"""HTML for notebooks: well formed, self-contained, and deaf to what stands in a catalog."""

from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest

from cdmo_plan.catalog.memory import Catalog
from cdmo_plan.domain.brief import Brief
from cdmo_plan.domain.sources import Source
from cdmo_plan.planner.plan import plan
from cdmo_plan.present.html import link, tag, text
from cdmo_plan.present.routes_html import plan_html, route_html
from tests.present.conftest import AS_OF, ONE_CONTRACT
from tests.support.catalogs import TODAY, Plants, antibody, catalog

HOSTILE = "<script>alert(1)</script>\"'&<img src=x onerror=alert(2)>\x1b[2J\u202e"
PLAIN_TAGS = {"div", "span", "table", "thead", "tbody", "tr", "th", "td", "a", "br", "ul", "li"}
PLAIN_ATTRIBUTES = {"style", "href", "rel", "target", "colspan"}


class Seen(HTMLParser):
    """What a browser would make of a text: elements, links and words, with nesting checked."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[dict[str, str | None]] = []
        self.words = ""
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert {name for name, _ in attrs} <= PLAIN_ATTRIBUTES
        if tag == "a":
            self.links.append(dict(attrs))
        if tag != "br":
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += f" {data}"


def _hostile_world(url: str = "https://a.example/x") -> Catalog:
    plants = Plants()
    plants.partner("alpha")
    plants.partners["alpha"] = replace(plants.partners["alpha"], name=HOSTILE)
    plants.site("one", "alpha")
    plants.sites["one"] = replace(plants.sites["one"], name=HOSTILE, city=HOSTILE)
    source = Source(id="s", url=url, citation=HOSTILE, publisher=HOSTILE)
    steps = ("cell-line-development", "drug-substance", "fill-finish")
    rows = [plants.row("one", step, sources=(source,), note=HOSTILE) for step in steps]
    return catalog([antibody()], rows)


def _pages(world: Catalog, **terms: Any) -> list[str]:
    brief = Brief(**{"modality": "mab", "as_of": TODAY, **terms})
    answer = plan(world, brief)
    return [plan_html(answer, world), *(route_html(planned, brief, world) for planned in answer.routes)]


@pytest.mark.parametrize("terms", [{}, {"regions": ("FR",)}])
def test_text_of_a_catalog_is_shown_and_never_obeyed(terms: dict[str, Any]) -> None:
    for page in _pages(_hostile_world(), **terms):
        seen = Seen(page)

        assert set(seen.tags) <= PLAIN_TAGS
        assert "<script>alert(1)</script>" in seen.words
        assert "\x1b" not in page
        assert "\u202e" not in page


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "//a.example/x",
        "https:relative",
        "https://[broken",
        "",
    ],
)
def test_only_pages_of_the_web_become_links(url: str) -> None:
    for page in _pages(_hostile_world(url)):
        assert Seen(page).links == []


def test_an_address_cannot_leave_its_attribute() -> None:
    url = 'https://a.example/" onmouseover="alert(1)\' x=<b>'

    (seen,) = Seen(link(url, url)).links

    assert seen["href"] == url
    assert set(seen) == {"style", "href", "rel", "target"}


def test_links_open_elsewhere_and_cannot_reach_back(shipped: Catalog) -> None:
    answer = plan(shipped, ONE_CONTRACT)
    links = Seen(plan_html(answer, shipped)).links

    assert len(links) > 10
    assert {found["rel"] for found in links} == {"noopener"}
    assert {str(found["href"]).partition(":")[0] for found in links} <= {"http", "https"}
    sources = {u for r in answer.routes for c in r.route for u in _urls(c.id, shipped)}
    assert sources == {found["href"] for found in links}


def _urls(capability: str, world: Catalog) -> list[str]:
    rows = [row for found in world.by_step.values() for row in found if row.capability.id == capability]
    return [source.url for row in rows for source in row.capability.sources if source.url]


@pytest.mark.parametrize(
    "brief",
    [
        ONE_CONTRACT,
        Brief(modality="aav", as_of=AS_OF, regions=("US",)),
        Brief(modality="car-t", as_of=AS_OF),
        Brief(modality="mab", as_of=AS_OF, via=(("drug-substance", "agc-boulder"),)),
        Brief(modality="mab", as_of=AS_OF, regions=("JP",), single_contract=True, avoid=("pall",)),
    ],
    ids=lambda brief: brief.modality,
)
def test_real_answers_are_well_formed_and_fetch_nothing(brief: Brief, shipped: Catalog) -> None:
    answer = plan(shipped, brief, k=3)
    pages = [plan_html(answer, shipped)]
    pages += [route_html(planned, brief, shipped) for planned in answer.routes]

    for page in pages:
        seen = Seen(page)
        assert set(seen.tags) <= PLAIN_TAGS
        assert "url(" not in page
        assert shipped.digest in seen.words


def test_every_doubt_and_every_question_of_a_row_is_shown(shipped: Catalog) -> None:
    answer = plan(shipped, ONE_CONTRACT)
    words = Seen(plan_html(answer, shipped)).words

    for planned in answer.routes:
        ledger, stages = planned.outlook.ledger, planned.outlook.net.stages
        for stage, candidate in zip(stages, planned.route, strict=True):
            verdict = ledger.verdict_of(stage.key, candidate.id)
            shown = [*verdict.doubts, *(q for q in verdict.questions if q.reason != "segregation")]
            assert all(finding.text in words for finding in shown)


def test_an_erroneous_catalog_marks_the_answer() -> None:
    world = _hostile_world()
    answer = plan(world, Brief(modality="mab", as_of=TODAY))

    assert "It has 2 errors" in plan_html(answer, world, "It has 2 errors")
    assert "It has &lt;errors&gt;" in route_html(answer.routes[0], answer.brief, world, "It has <errors>")


def test_attributes_are_escaped_like_text() -> None:
    assert tag("td", text("<b>"), colspan='2" x="') == '<td colspan="2&quot; x=&quot;">&lt;b&gt;</td>'
