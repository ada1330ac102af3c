"""The packaged table of publishers."""

from tutela.sources.publishers import known_publishers, publisher_in_head, publisher_named, publisher_of_url

TIES = {
    "state_owned", "state_funded", "public_broadcaster", "government_body", "party_affiliated",
    "diaspora_organisation", "none_seen", "unknown",
}  # fmt: skip


def test_the_table_is_whole() -> None:
    publishers = known_publishers()
    assert len(publishers) == 285
    assert len({publisher.id for publisher in publishers}) == 285
    assert {publisher.state_tie for publisher in publishers} <= TIES
    assert all(publisher.name for publisher in publishers)


def test_a_domain_counts_with_its_subdomains() -> None:
    agency = publisher_of_url("https://www.aa.com.tr/en/x")
    assert agency is not None and agency.id == "anadolu"
    assert publisher_of_url("https://notaa.com.tr/") is None
    assert publisher_of_url("http://[broken") is None


def test_names_that_several_publishers_share_name_none() -> None:
    shared = [
        name
        for name in ("CNA", "AMN")
        if sum(name in (*one.other_names, *one.credit_patterns) for one in known_publishers()) > 1
    ]
    assert all(publisher_named(name) is None for name in shared)


def test_marks_count_and_quoted_sources_do_not() -> None:
    def found(text: str) -> str | None:
        finding = publisher_in_head(text)
        return finding.value if finding else None

    assert found("Chapel hit\n\nPARIS (Reuters) - The chapel was hit.") == "Reuters"
    assert found("Chapel hit\n\nTASS | 3 May 2021\n\nThe chapel was hit.") == "TASS"
    assert found("Chapel hit\n\nThe chapel was hit, the agency (Reuters) says in its report of the day.") is None
    assert found("Reuters\n\nThe chapel was hit.") is None
