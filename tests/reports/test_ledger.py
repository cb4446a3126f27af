"""The ledger adds up: whatever comes of the links, the report, coverage.json and the e-mail tell the same sums."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import HealthCheck, given
from hypothesis import settings as bounded
from hypothesis import strategies as st
from lxml import html

from extract.definitions import Meeting, Outlet, Participant
from extract.evidence import gather, read_outlet
from extract.records import Coverage, LedgerRow, Link, Page, Status
from reports.brief import Brief, brief_of
from reports.compare import compare
from reports.document import Document
from reports.mail import compose
from reports.outputs.data import export
from reports.outputs.html import render_html

MEETING = Meeting(
    id="talks",
    title="Talks in Port Aven",
    start=date(2026, 4, 14),
    end=date(2026, 4, 14),
    place="Port Aven",
    participants=(
        Participant(name="Mira Halvorsen", role="foreign minister", country="Ostmark"),
        Participant(name="Tarık Demirel", role="foreign minister", country="Karaova"),
    ),
)
LEAD = "Ministers Mira Halvorsen and Tarık Demirel met in Port Aven on Tuesday and agreed on lorries, paper {n} has."
SAID = (
    "“The line stays closed to lorries unless the inspections resume first,” Halvorsen told reporters after the talks."
)
OTHER = "The harbour of Velnik had a fine summer of sailing, with nine boats more than in the last, paper {n} has."


def page(*paragraphs: str, title: str = "Ministers meet in Port Aven") -> str:
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    return f"<html lang=en><title>{title}</title><body><article><h1>{title}</h1>{body}</article></body></html>"


MADE: dict[Status, Callable[[int], str]] = {
    Status.READ: lambda n: page(LEAD.format(n=n), SAID),
    Status.DUPLICATE: lambda n: page(LEAD.format(n=0), SAID),  # the first of them is read
    Status.PAYWALLED: lambda n: page(LEAD.format(n=n), "Subscribe to continue reading this article."),
    Status.TRUNCATED: lambda n: page(LEAD.format(n=n), f"{SAID} And then… Read more"),
    Status.EMPTY: lambda n: "",
    Status.NOT_COVERAGE: lambda n: page(OTHER.format(n=n), OTHER.format(n=n + 1000), title="A fine summer of sailing"),
}
NOT_HAD = (Status.BLOCKED, Status.FAILED)  # told by the fetcher: there is no page
LINKS = st.lists(st.lists(st.sampled_from((*MADE, *NOT_HAD)), max_size=7), min_size=1, max_size=4)


def collected(statuses: list[list[Status]]) -> Coverage:
    outlets, readings = [], []
    for number, wanted in enumerate(statuses):
        outlet = Outlet(
            key=f"o{number}", name=f"Paper {number}", country="Ostmark", ownership="public", languages=("en",)
        )
        rows, pages = [], []
        for n, status in enumerate(wanted, 1):
            url = f"https://o{number}.example/{n:02}"
            if status in NOT_HAD:
                rows.append(LedgerRow(outlet.key, url, status, "HTTP 500"))
                continue
            body = MADE[status](n + 100 * number).encode()
            sha = hashlib.sha256(body).hexdigest()
            pages.append(
                (Link(outlet.key, url, "feed"), Page(url, url, 200, datetime(2026, 4, 14, tzinfo=UTC), "", sha, body))
            )
        outlets.append(outlet)
        readings.append(read_outlet(outlet, MEETING, (), pages, rows))
    return compare(gather(MEETING, outlets, (), readings))


def expected(wanted: list[Status]) -> Counter[str]:
    counts = Counter(map(str, wanted))
    if counts[Status.DUPLICATE]:
        counts[Status.DUPLICATE] -= 1
        counts[Status.READ] += 1
    return +counts


def sums(text: str) -> tuple[int, Counter[str]]:
    """A sentence such as "5 links tried = 3 read + 2 failed"."""
    found = re.search(r"(\d+) links tried = ([^.\n]*)", " ".join(text.split()))
    if found is None:
        return 0, Counter()
    parts = (part.strip().partition(" ") for part in found[2].split("+"))
    return int(found[1]), Counter({name: int(number) for number, _, name in parts})


@bounded(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LINKS)
def test_tried_is_the_sum_of_what_came_of_the_links_everywhere(
    document_of: Callable[..., Document], statuses: list[list[Status]]
) -> None:
    coverage = collected(statuses)
    document = document_of(coverage)
    every = sum((expected(wanted) for wanted in statuses), Counter())
    tried = sum(len(wanted) for wanted in statuses)

    data = export(coverage)["ledger_totals"]
    rows = {key: Counter({k: n for k, n in row.items() if k != "tried" and n}) for key, row in data.items()}
    assert {key: row["tried"] for key, row in data.items()} == {
        **{f"o{n}": len(wanted) for n, wanted in enumerate(statuses)},
        "total": tried,
    }
    assert rows == {**{f"o{n}": expected(wanted) for n, wanted in enumerate(statuses)}, "total": every}

    tree: Any = html.fromstring(render_html(document, embedded=False))
    tables = tree.xpath("//table[contains(@class, 'ledger')]")
    assert len(tables) == (every[Status.READ] > 0)  # a report without an article is one page
    for table in tables:
        names = [th.text_content().strip() for th in table.xpath("./thead/tr/th")][1:]
        printed = [[int(td.text_content() or 0) for td in tr.xpath("./td")] for tr in table.xpath("./tbody/tr")]
        assert [dict(zip(names, row, strict=True)) for row in printed] == [
            {name: data[key][name] for name in names} for key in data
        ]

    told = (tree.xpath("string(//p[@class='collection'])"), _mail(brief_of(document, [coverage])))
    assert [sums(text) for text in told] == [(tried, every)] * 2


def _mail(brief: Brief) -> str:
    body = compose(brief, b"%PDF-", "Synoptic <a@b.example>", "c@d.example").get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_a_report_without_an_article_says_how_many_rows_it_does_not_show(
    document_of: Callable[..., Document],
) -> None:
    def shown(links: int) -> str:
        return render_html(document_of(collected([[Status.FAILED] * links])), embedded=False)

    assert "20 of 23 rows" in shown(23)
    assert "of 20 rows" not in shown(20)
