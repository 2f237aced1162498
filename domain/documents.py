"""公文 Documents: papers that go out in the government's or the Office's name (Arts 53, 56, 57).

Reading order: acts, state, evolve, decisions. A change of the text after signature makes a new text
version and voids the reviews, countersigns and signature of the old one.
"""

from __future__ import annotations

import attrs

from domain.act import Act, recorded_as
from domain.change import changed

GOVERNMENT, OFFICE = "government", "office"
UP, DOWN, PEER = "up", "down", "peer"
BILL, NORMATIVE, PERSONNEL, OVERSEAS = "bill", "normative", "personnel", "overseas"
REQUEST, REPORT, NOTICE, OTHER = "request", "report", "notice", "other"
DIVISION_OF_WORK = "division_of_work"  # 分工方案, which is not to go out alone (57.4)
CLASSES = frozenset(
    {BILL, NORMATIVE, PERSONNEL, OVERSEAS, REQUEST, REPORT, NOTICE, OTHER, DIVISION_OF_WORK}
)
MAJOR, IMPORTANT, WIDE_IMPACT, PLAN = "major", "important", "wide_impact", "plan"
INTRANET, PAPER = "intranet", "paper"
CHANNELS = frozenset({INTRANET, PAPER})

# --- acts ---


@recorded_as("document.drafted", zh="拟稿", en="drafted")
@attrs.frozen(kw_only=True)
class Drafted(Act):
    """拟稿: a text is drafted in the name of the government or the Office.

    Attributes:
        unit: the drafting unit.
        document_class: one of ``CLASSES``.
        issuer: ``government`` or ``office``.
        direction: ``up`` to the city, ``down`` to units, ``peer``.
        subjects: fields of work touched, the main one first.
        decided_item: reference of the meeting decision it carries out; empty for none.
        routine: whether it is a routine approval procedure 例行批准手续 (56.6).
        joint: whether it is issued jointly with the Party committee (53.8).
        implemented: whether it is to be carried out, so that its drafter follows it (24.6).
        plan_item: the item of the year's issuance plan it belongs to; empty for none (57.1).
        annexes: kinds of paper annexed to it, ``division_of_work`` among them (57.4).

    """

    unit: str
    document_class: str
    issuer: str
    direction: str
    subjects: tuple[str, ...]
    title: str = ""
    tags: tuple[str, ...] = ()
    decided_item: str = ""
    routine: bool = False
    joint: bool = False
    implemented: bool = False
    plan_item: str = ""
    annexes: tuple[str, ...] = ()


@recorded_as("document.classified", zh="认定公文性质", en="document classified")
@attrs.frozen(kw_only=True)
class Classified(Act):
    """认定公文性质: the Office tags it (``major``, ``important``, ``wide_impact``, ``plan``)."""

    tags: tuple[str, ...]
    reason: str = ""


@recorded_as("document.reviewed", zh="审核", en="reviewed")
@attrs.frozen(kw_only=True)
class Reviewed(Act):
    """审核: the Office reviews one version of the text.

    ``substance`` is whether it found any (57.3), None where it did not say; ``duplicate_of`` the
    law or document it would repeat (57.2), empty for none.
    """

    text_version: int
    substance: bool | None = None
    duplicate_of: str = ""


@recorded_as("document.revised", zh="修改文稿", en="text revised")
@attrs.frozen(kw_only=True)
class Revised(Act):
    """修改文稿: the text changes; what was found of it, countersigned or signed is void."""

    text_version: int
    reason: str = ""


@recorded_as("document.countersign_requested", zh="送会签", en="countersign requested")
@attrs.frozen(kw_only=True)
class CountersignRequested(Act):
    """送会签: the text goes to another leader whose portfolio it touches (56.5)."""

    leader: str


@recorded_as("document.countersigned", zh="会签", en="countersigned")
@attrs.frozen(kw_only=True)
class Countersigned(Act):
    """会签: a leader countersigns for a subject."""

    text_version: int
    subject: str


@recorded_as("document.referred", zh="核报领导", en="referred for approval")
@attrs.frozen(kw_only=True)
class Referred(Act):
    """核报领导: the Office director refers an Office document to a leader before issue (56.7)."""

    leader: str


@recorded_as("document.approved", zh="审定", en="approved by a leader")
@attrs.frozen(kw_only=True)
class Approved(Act):
    """审定: the leader to whom the document was referred approves it."""


@recorded_as("document.submitted_for_signature", zh="送签", en="submitted for signature")
@attrs.frozen(kw_only=True)
class SubmittedForSignature(Act):
    """送签: the reviewed text goes to the signer."""

    text_version: int


@recorded_as("document.signature_refused", zh="退回重拟", en="signature refused")
@attrs.frozen(kw_only=True)
class SignatureRefused(Act):
    """退回重拟: the signer sends the text back."""

    reason: str


@recorded_as("document.signed", zh="签发", en="signed for issue")
@attrs.frozen(kw_only=True)
class Signed(Act):
    """签发: an authorised leader signs one version of the text for issue."""

    text_version: int


@recorded_as("document.numbered", zh="编发文字号", en="numbered")
@attrs.frozen(kw_only=True)
class Numbered(Act):
    """编发文字号: the document takes the next number of its register."""

    register: str
    number: int


@recorded_as("document.issued", zh="印发", en="issued")
@attrs.frozen(kw_only=True)
class Issued(Act):
    """印发: printed and given out; the clock of 49.4 stops here."""

    number: str = ""


@recorded_as("document.transmitted", zh="分发", en="transmitted")
@attrs.frozen(kw_only=True)
class Transmitted(Act):
    """分发: delivered to its addressees, by some of ``CHANNELS`` (57.6)."""

    addressees: tuple[str, ...]
    channels: tuple[str, ...] = ()


@recorded_as("document.implementation_tracked", zh="跟踪落实", en="implementation tracked")
@attrs.frozen(kw_only=True)
class ImplementationTracked(Act):
    """跟踪落实: the Office notes how the document is being carried out."""


@recorded_as("document.government_reviewed", zh="区政府审议审批", en="considered by the government")
@attrs.frozen(kw_only=True)
class GovernmentReviewed(Act):
    """区政府审议审批: the government has passed what is to go to the Party committee (53.8)."""

    decided_item: str = ""


@recorded_as(
    "document.submitted_to_party_committee", zh="报送区委", en="submitted to the Party committee"
)
@attrs.frozen(kw_only=True)
class SubmittedToPartyCommittee(Act):
    """报送区委: for a meeting of the Party committee, or for issue in both names (53.8).

    ``government_duties`` says whether its content is mainly the government's duties.
    """

    government_duties: bool
    joint_issue: bool = False


@recorded_as("document.duplicate_found", zh="发现重复发文", en="found to repeat what stands")
@attrs.frozen(kw_only=True)
class DuplicateFound(Act):
    """发现重复发文: the text repeats a law, or a document still in force (57.2)."""

    repeats: str


@recorded_as("document.withdrawn", zh="撤稿", en="withdrawn")
@attrs.frozen(kw_only=True)
class Withdrawn(Act):
    """撤稿: the draft is given up."""

    reason: str = ""


@recorded_as("document.repealed", zh="废止", en="repealed")
@attrs.frozen(kw_only=True)
class Repealed(Act):
    """废止: an issued document is repealed."""

    reason: str = ""


# --- state ---


@attrs.frozen(kw_only=True, slots=False)
class Document:
    """An outgoing document and what has been done to its current text version."""

    matter: str
    version: int
    drafted: Drafted
    status: str = "drafted"
    text_version: int = 1
    tags: tuple[str, ...] = ()
    tag_refs: tuple[str, ...] = ()
    reviewed: Reviewed | None = None
    government_reviewed: GovernmentReviewed | None = None
    duplicates: tuple[DuplicateFound, ...] = ()
    countersigns: tuple[Countersigned, ...] = ()
    referred: Referred | None = None
    approved: Approved | None = None
    signed: Signed | None = None
    number: str = ""
    issued: Issued | None = None
    channels: tuple[str, ...] = ()


_STATUS: dict[type[Act], str] = {
    Reviewed: "reviewed",
    SubmittedForSignature: "awaiting signature",
    SignatureRefused: "sent back",
    Signed: "signed",
    SubmittedToPartyCommittee: "with the Party committee",
    Transmitted: "transmitted",
    ImplementationTracked: "tracked",
    Withdrawn: "withdrawn",
    Repealed: "repealed",
}
_KEPT_AS: dict[type[Act], str] = {
    Reviewed: "reviewed",
    GovernmentReviewed: "government_reviewed",
    Approved: "approved",
    Signed: "signed",
}
"""The acts of which the state keeps the latest, and the field it is kept in."""
_OF_A_TEXT = (Reviewed, Countersigned, SubmittedForSignature, Signed)
"""The acts done to one version of the text."""


# --- evolve ---


def evolve(act: Act, state: Document | None) -> Document:
    """Fold one act into a document. Pure; total once it has been drafted."""
    version = act.originator_version
    if isinstance(act, Drafted):
        return Document(matter=act.matter, version=version, drafted=act, tags=act.tags)
    if state is None:
        raise LookupError(f"{act.matter}: a document begins with document.drafted 拟稿.")
    if isinstance(act, Revised):
        return _revised(act, state)
    if isinstance(act, _OF_A_TEXT) and act.text_version != state.text_version:
        return changed(state, version=version)
    fields: dict[str, object] = {"status": _STATUS.get(type(act), state.status)}
    if type(act) in _KEPT_AS:
        fields[_KEPT_AS[type(act)]] = act
    match act:
        case Classified():
            fields["tags"] = tuple(dict.fromkeys((*state.tags, *act.tags)))
            fields["tag_refs"] = (*state.tag_refs, act.ref)
        case Countersigned():
            fields["countersigns"] = (*state.countersigns, act)
        case DuplicateFound():
            fields["duplicates"] = (*state.duplicates, act)
        case Referred():
            fields |= {"referred": act, "approved": None}
        case Numbered() | Issued() | Transmitted():
            fields |= _sent_out(act, state)
    return changed(state, version=version, **fields)


def _sent_out(act: Numbered | Issued | Transmitted, state: Document) -> dict[str, object]:
    match act:
        case Numbered():
            return {"number": f"{act.register}{act.number}号"}
        case Transmitted():
            return {"channels": tuple(dict.fromkeys((*state.channels, *act.channels)))}
    number = act.number or state.number
    return {"status": "issued", "issued": act, "number": number}


def _revised(act: Revised, state: Document) -> Document:
    return Document(
        matter=state.matter,
        version=act.originator_version,
        drafted=state.drafted,
        status="revised",
        text_version=act.text_version,
        tags=state.tags,
        tag_refs=state.tag_refs,
        referred=state.referred,
        number=state.number,
        government_reviewed=state.government_reviewed,
    )


# --- decisions ---


def refusal(act: Act, state: Document | None) -> str | None:
    """Say why an act cannot follow in this document, in ``zh / en``, or None."""
    wrong = _word_refusal(act)
    if wrong:
        return wrong
    if isinstance(act, Drafted):
        return "已拟稿 / it has already been drafted" if state else None
    if state is None:
        return "尚未拟稿 / it has not been drafted"
    if act.occurred_at < state.drafted.occurred_at:
        return "早于拟稿 / it happened before the text was drafted"
    match act:
        case Revised() if act.text_version != state.text_version + 1:
            return f"新版本号应为{state.text_version + 1} / the next text version is that number"
        case Reviewed() | Countersigned() | Signed() | SubmittedForSignature() if (
            act.text_version != state.text_version
        ):
            return (
                f"现行文稿为第{state.text_version}版 / the text is at version {state.text_version}"
            )
        case Issued() | Numbered() if state.signed is None:
            return "现行文稿尚未签发 / the current text has not been signed"
        case Issued() if state.issued is not None:
            return "已印发 / it has already been issued"
        case Numbered() if state.number:
            return f"已编号 / it already has the number {state.number}"
        case Repealed() if state.issued is None:
            return "尚未印发 / it has not been issued"
    return None


def _word_refusal(act: Act) -> str | None:
    """Say which word of an act is none of those it may be."""
    match act:
        case Drafted() if act.document_class not in CLASSES:
            return f"文种须为其一 / document_class must be one of {sorted(CLASSES)}"
        case Transmitted() if set(act.channels) - CHANNELS:
            return f"传输方式须为其一 / channels are {', '.join(sorted(CHANNELS))}"
    return None
