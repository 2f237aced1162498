"""Chains: what an act stated as its cause, what merely followed, and what merely named a matter."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from domain import consultations as c
from domain import number_registers as registers
from domain import topics as t
from domain.act import Act
from domain.documents import Drafted, Reviewed
from projections.chain import Links, Step, led_by, led_to

if TYPE_CHECKING:
    Has = Callable[..., Act]

Row = tuple[int, str, str]


@attrs.frozen
class Told:
    """A history in memory; the position of an act is its place in the list."""

    acts: list[Act]

    def at(self, position: int) -> tuple[int, Act] | None:
        """Return the act at a position."""
        return (position, self.acts[position - 1]) if position <= len(self.acts) else None

    def of(self, ref: str) -> tuple[int, Act] | None:
        """Return the act of a reference."""
        return next((one for one in enumerate(self.acts, 1) if one[1].ref == ref), None)

    def matter(self, kind: str, number: str) -> list[tuple[int, Act]]:
        """Return the acts of a matter."""
        return [
            one for one in enumerate(self.acts, 1) if (one[1].kind, one[1].matter) == (kind, number)
        ]

    def kinds_of(self, number: str) -> tuple[str, ...]:
        """Return the kinds that have the number."""
        return tuple(dict.fromkeys(act.kind for act in self.acts if act.matter == number))

    def links(self) -> Links:
        """Return its links."""
        return Links().feed(enumerate(self.acts, 1))

    def forth(self, position: int, **how: Any) -> list[Row]:
        """Return the rows of what an act led to."""
        return rows(led_to(self, self.links(), (position, self.acts[position - 1]), **how))

    def back(self, position: int) -> list[Row]:
        """Return the rows of what led to an act."""
        return rows(led_by(self, (position, self.acts[position - 1])))


def rows(step: Step) -> list[Row]:
    """Return depth, tie and reference of every step."""
    return [(one.depth, str(one.tie), one.act.ref) for one in step.walk()]


@pytest.fixture
def story(history: Any) -> Told:
    """A topic leads to a consultation and is named by it; its document takes a number."""
    has: Has = history.has
    has(t.Proposed, "T1", "2019-04-01", unit="finance", meeting_kind="executive",
        subject="finance", consultation="C1")  # fmt: skip
    has(c.Opened, "C1", "2019-04-01", host="finance", about="T1",
        related_units=("housing", "education"), cause="topic:T1#1")  # fmt: skip
    has(c.Requested, "C1", "2019-04-01", unit="housing", cause="consultation:C1#1")
    has(c.Requested, "C1", "2019-04-01", unit="education")
    has(c.Received, "C1", "2019-04-02", unit="housing", cause="consultation:C1#2")
    has(t.MaterialDrafted, "T1", "2019-04-03")
    has(c.Replied, "C1", "2019-04-03", unit="housing", position="agree",
        cause="consultation:C1#4")  # fmt: skip
    has(c.Closed, "C1", "2019-04-08", result="agreed")
    has(Drafted, "D1", "2019-04-09", unit="finance", document_class="notice",
        issuer="government", direction="down", subjects=("finance",))  # fmt: skip
    has(Reviewed, "D1", "2019-04-10", text_version=1)
    has(registers.Taken, "宜伍府发〔2019〕", "2019-04-10", document="D1")
    has(registers.Taken, "宜伍府发〔2019〕", "2019-04-11", document="D2")
    return Told(history.acts)


def test_what_states_a_cause_hangs_on_it_and_the_rest_follows(story: Told) -> None:
    """Each act has one place: under its stated cause, else after the first act of its matter."""
    assert story.forth(1) == [
        (0, "start", "topic:T1#1"),
        (1, "caused", "consultation:C1#1"),
        (2, "caused", "consultation:C1#2"),
        (3, "caused", "consultation:C1#4"),
        (4, "caused", "consultation:C1#5"),
        (2, "follows", "consultation:C1#3"),
        (2, "follows", "consultation:C1#6"),
        (1, "follows", "topic:T1#2"),
    ]


def test_an_act_that_names_a_matter_was_not_caused_by_it(story: Told) -> None:
    """A number taken for a document names it; other numbers of the register do not follow."""
    assert story.forth(9) == [
        (0, "start", "document:D1#1"),
        (1, "follows", "document:D1#2"),
        (1, "names", "number_register:宜伍府发〔2019〕#1"),
    ]


def test_a_consultation_that_states_no_cause_is_only_named_in(story: Told) -> None:
    """Without a stated cause the consultation about the topic is a mention, and ends there."""
    story.acts[1] = attrs.evolve(story.acts[1], cause="")
    found = story.forth(1)
    assert (1, "names", "consultation:C1#1") in found
    assert not [row for row in found if row[2] == "consultation:C1#6"]
    through = story.forth(1, through_names=True)
    assert (2, "follows", "consultation:C1#6") in through
    assert (1, "caused", "consultation:C1#1") not in through


def test_what_named_a_matter_before_is_no_consequence(story: Told) -> None:
    """The topic said it would be consulted on before the consultation was: it is left out."""
    assert "topic:T1#1" not in [ref for _, _, ref in story.forth(2)]


def test_what_led_to_an_act_goes_back_by_cause_then_by_matter(story: Told) -> None:
    """A reply is walked back to the topic; where no cause is stated, to the act before it."""
    assert story.back(7) == [
        (0, "start", "consultation:C1#5"),
        (1, "caused", "consultation:C1#4"),
        (2, "caused", "consultation:C1#2"),
        (3, "caused", "consultation:C1#1"),
        (4, "caused", "topic:T1#1"),
    ]
    assert story.back(8)[1] == (1, "follows", "consultation:C1#5")
    assert story.back(11) == [
        (0, "start", "number_register:宜伍府发〔2019〕#1"),
        (1, "names", "document:D1#2"),
    ]


def test_causes_in_a_circle_come_to_an_end(story: Told) -> None:
    """Facts may state each other as their cause; each is shown once."""
    story.acts[0] = attrs.evolve(story.acts[0], cause="consultation:C1#6")
    assert len(story.back(8)) == len({ref for _, _, ref in story.back(8)})
    story.acts[0] = attrs.evolve(story.acts[0], cause="topic:T1#2")
    story.acts[5] = attrs.evolve(story.acts[5], cause="topic:T1#1")
    assert story.forth(1)[-1] == (1, "follows", "topic:T1#2") or (
        (1, "caused", "topic:T1#2") in story.forth(1)
    )
    assert story.back(6) == [(0, "start", "topic:T1#2"), (1, "caused", "topic:T1#1")]


def test_a_cause_that_nobody_recorded_ends_the_way_back(story: Told) -> None:
    """Nothing is put in its place."""
    story.acts[7] = attrs.evolve(story.acts[7], cause="directive:U9#1")
    assert story.back(8) == [(0, "start", "consultation:C1#6")]


def test_a_long_chain_is_no_trouble(history: Any) -> None:
    """Three thousand acts, each the cause of the next, are walked without recursion."""
    has: Has = history.has
    has(t.Proposed, "T1", "2019-04-01", unit="finance", meeting_kind="executive", subject="f")
    for at in range(1, 3000):
        has(t.MaterialDrafted, "T1", "2019-04-01", cause=f"topic:T1#{at}")
    told = Told(history.acts)
    assert told.forth(1)[-1] == (2999, "caused", "topic:T1#3000")
