from __future__ import annotations

from pathlib import Path

import pytest

from ledger.import_errors import ImportRefusedError
from ledger.mapping_files import parsed_mapping, read_mapping, shipped_mappings

SOUND = """
format = "csv"
kind = "bill"
rulebook = "nyc-charter-37"
government = "A council"
columns = { matter = "file", row = ["id"], activity = "action" }
by = { column = "body" }
occurred_at = { column = "date", reading = "local", zone = "America/New_York" }

[[acts]]
act = "bill.presented"
activities = ["Sent"]

[[acts]]
act = "bill.proceeding"
activities = ["Hearing"]
fields = { activity = "action" }
"""


def test_the_mappings_of_this_package_are_sound() -> None:
    """Both ship with it and name every activity of their source: 70 and 17."""
    assert shipped_mappings() == ("bpi2020_domestic", "nyc_council")
    assert [len(read_mapping(name).rules) for name in shipped_mappings()] == [17, 70]


def test_a_mapping_may_be_a_file_of_ones_own(tmp_path: Path) -> None:
    """A path is read like a name, and every column it needs is known before a row is read."""
    path = tmp_path / "own.toml"
    path.write_text(SOUND, "utf-8")
    mapping = read_mapping(str(path))
    assert mapping.name == "own"
    assert list(mapping.columns()) == ["file", "id", "action", "date", "body"]


@pytest.mark.parametrize(
    ("sound", "unsound", "said"),
    [
        ('format = "csv"', 'format = "xls"', "format = 'xls': choose one of csv, xes"),
        ('kind = "bill"', 'kind = "bil"', "kind = 'bil': choose one of ledger"),
        ('kind = "bill"', 'kind = "leave"', "is about 'leave', but 'bill.presented' is an act"),
        ('"nyc-charter-37"', '"nyc-charter-38"', "rulebook = 'nyc-charter-38': choose one of"),
        ('government = "A council"', "", "does not say 'government'"),
        ("bill.presented", "bill.sent", "names an act that is not known: Unknown act"),
        ('["Hearing"]', '["Sent"]', "names the activity 'Sent' twice"),
        ('fields = { activity = "action" }', "", "must say which column fills 'activity'"),
        ('{ activity = "action" }', '{ activty = "action" }', "cannot fill 'activty'"),
        ("America/New_York", "America/Nowhere", "a time zone 时区 that is not known"),
        (', zone = "America/New_York"', "", "reads 'date' as a local clock and must name its zone"),
        ('reading = "local"', 'reading = "wall"', "reading = 'wall': choose one of local, utc"),
        ('row = ["id"]', "row = []", "must give 'row' as a text or a list of texts"),
        ('by = { column = "body" }', "by = 3", "gives 'by' as 3, which is of the wrong type"),
        ("by =", "auther = 1\nby =", "has an unknown key 'auther' in mapping"),
        ("by =", "by = =", "is not TOML"),
    ],
)
def test_an_unsound_mapping_is_refused_before_a_row_is_read(
    sound: str, unsound: str, said: str
) -> None:
    """Each refusal is one sentence that names the mapping, the key and the way out."""
    parsed_mapping(SOUND, "own")
    with pytest.raises(ImportRefusedError) as refused:
        parsed_mapping(SOUND.replace(sound, unsound), "own")
    assert said in str(refused.value)
    assert str(refused.value).startswith("The mapping 映射 'own' ")


def test_an_unknown_mapping_is_refused_with_the_known_ones() -> None:
    """Neither a name nor a file: the names there are."""
    with pytest.raises(ImportRefusedError, match="one of bpi2020_domestic, nyc_council"):
        read_mapping("nyc_counsel")
