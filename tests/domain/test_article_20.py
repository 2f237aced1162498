"""Arts 19, 20: normative documents older than the ledger, taken back, or made jointly."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from domain import normative_documents as n


def _issued(district: Any, on: str, *issuers: str, matter: str = "G1", **fields: Any) -> None:
    given = {"valid_from": dt.date.fromisoformat(on), "valid_to": dt.date(2022, 1, 1)} | fields
    district.has(n.Issued, matter, on, by=issuers[0], issuers=issuers, text_version=1, **given)


def _drafted(district: Any) -> None:
    """Given Housing drafts what touches Commerce and Finance as well."""
    competent = ("housing", "commerce", "finance")
    district.has(n.Drafted, "G1", "2019-04-01", by="housing", unit="housing", competent=competent)


def test_a_document_older_than_the_ledger_may_be_repealed(district: Any) -> None:
    """19.1: nobody can say that a document of 2015, not on record, was not in force."""
    district.has(n.Repealed, "G0", "2019-06-01", by="head")
    assert district.verdicts("19.1") == ["indeterminate"]


def test_what_is_issued_may_be_amended_before_it_takes_effect(district: Any) -> None:
    """19.1: issued on 06-01 to take effect on 08-01, put right on 06-20."""
    _issued(district, "2019-06-01", "government", valid_from=dt.date(2019, 8, 1))
    district.has(n.Amended, "G1", "2019-06-20", by="head")
    assert district.verdicts("19.1") == ["compliant"]


@pytest.mark.parametrize(
    ("on", "verdict"), [("2019-09-30", "compliant"), ("2019-10-01", "violation")]
)
def test_the_last_day_in_force_and_the_first_day_out_of_it(
    district: Any, on: str, verdict: str
) -> None:
    """19.1: valid up to 2019-10-01 means through 09-30."""
    _issued(district, "2019-03-10", "housing", valid_to=dt.date(2019, 10, 1))
    district.has(n.Repealed, "G1", on, by="housing")
    assert district.verdicts("19.1") == [verdict]


def test_a_department_goes_through_its_own_documents(district: Any) -> None:
    """19.2: Housing's clean-up leaves out nothing where it lists all that Housing issued."""
    _issued(district, "2019-05-20", "housing", matter="G1")
    _issued(district, "2019-05-20", "finance", matter="G2")
    district.has(n.CleanedUp, "2019", "2019-11-20", by="housing", listed=("G1",))
    assert district.verdicts("19.2") == ["compliant"]
    district.has(n.CleanedUp, "2019b", "2019-11-21", by="office", listed=("G1",))
    assert district.verdicts("19.2") == ["compliant", "deviation"]


def test_who_issues_it_jointly_has_been_heard(district: Any) -> None:
    """20.5: Commerce issues it together with Housing; only Finance was left out."""
    _drafted(district)
    _issued(district, "2019-06-01", "housing", "commerce")
    (finding,) = district.findings("20.5")
    assert str(finding.verdict) == "violation"
    assert "finance" in finding.because
    assert "commerce" not in finding.because


def test_an_issue_without_its_issuers_says_nothing_of_who_should_have(district: Any) -> None:
    """20.6: an empty list of issuers is a gap in the record."""
    _drafted(district)
    district.has(
        n.Issued, "G1", "2019-06-01", by="housing", issuers=(), text_version=1,
        valid_from=dt.date(2019, 6, 1),
    )  # fmt: skip
    assert district.verdicts("20.6") == ["indeterminate"]


def test_the_last_review_of_a_text_is_the_one_that_counts(district: Any) -> None:
    """20.9: passed, then failed on the same text; a failure mended before issue is no fault."""
    for version, results in ((1, (True, False)), (2, (False, True))):
        matter = f"G{version}"
        for passed in results:
            district.has(n.LegalityReviewed, matter, "2019-05-01", text_version=1, passed=passed)
            district.has(n.IntegrityAssessed, matter, "2019-05-01", text_version=1, passed=passed)
        _issued(district, "2019-06-01", "housing", matter=matter)
    assert district.verdicts("20.9") == ["violation", "compliant"]


def test_filings_at_the_end_of_a_year_may_be_reported_in_the_next(district: Any) -> None:
    """20.13: the only filing came in December; no report is owed within the same year."""
    _issued(district, "2019-12-02", "housing")
    district.has(n.FiledWithDistrict, "G1", "2019-12-20", by="housing", reviewer="justice")
    found = [one for one in district.findings("20.13") if one.matter.startswith("period:")]
    assert found == []


@pytest.mark.parametrize("how", ["repealed", "reviewed again"])
def test_a_faulty_document_that_is_gone_or_was_none_asks_for_no_correction(
    district: Any, how: str
) -> None:
    """20.14: its maker repealed it, or a second review found no fault: nothing is owed."""
    _issued(district, "2019-03-05", "housing")
    district.has(n.FilingReviewed, "G1", "2019-03-20", by="justice", fault="improper")
    if how == "repealed":
        district.has(n.Repealed, "G1", "2019-06-20", by="housing")
    else:
        district.has(n.FilingReviewed, "G1", "2019-06-20", by="justice")
    assert "violation" not in district.verdicts("20.14")


def test_a_paper_of_the_office_is_the_governments(district: Any) -> None:
    """20.6, 20.12: issued in the Office's name, it is no paper of a department to be filed."""
    _drafted(district)
    _issued(district, "2019-06-01", "office")
    assert district.verdicts("20.6") == ["compliant"]
    assert district.verdicts("20.12") == []


@pytest.mark.parametrize(("norm", "issuer"), [("20.12", "housing"), ("34.2", "government")])
def test_what_is_gone_need_not_be_filed_any_more(district: Any, norm: str, issuer: str) -> None:
    """20.12, 34.2: repealed three days after its issue, before anybody could file it."""
    _issued(district, "2019-06-03", issuer)
    district.has(n.Repealed, "G1", "2019-06-06", by=issuer)
    assert district.verdicts(norm) == []


@pytest.mark.parametrize(
    ("norm", "issuer", "filing", "fields"),
    [
        ("20.12", "housing", n.FiledWithDistrict, {"reviewer": "justice"}),
        ("34.2", "government", n.FiledWithCongress, {}),
    ],
)
def test_of_one_day_the_filing_may_be_entered_first(
    district: Any, norm: str, issuer: str, filing: Any, fields: dict[str, Any]
) -> None:
    """20.12, 34.2: a source without hours lists the filing before the issue of the same day."""
    district.has(filing, "G1", "2019-06-03", by=issuer, **fields)
    _issued(district, "2019-06-03", issuer)
    assert set(district.verdicts(norm)) <= {"compliant"}
