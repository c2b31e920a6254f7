"""Every table of the practice, imported so that `Base.metadata` is complete."""

from couples.admissions.models import Admission
from couples.agreements.models import (
    Agreement,
    AgreementSignature,
    AgreementStep,
    AgreementVersion,
)
from couples.appointments.models import Appointment
from couples.appraisals.models import Appraisal
from couples.assignments.models import (
    Assignment,
    AssignmentBatch,
    AssignmentChange,
    Extension,
    ExtensionBatch,
)
from couples.breaks.models import Break
from couples.caseload.models import Couple, CouplePartner, HandOver, Practice, Tiding
from couples.copies.models import KeptCopy
from couples.database import Base
from couples.designs.models import BriefDesign, PracticeDesign
from couples.exercises.models import Exercise, ExerciseDraft, ExerciseVersion
from couples.history import keeping as _keeping  # noqa: F401 - adds its triggers to the tables
from couples.history.models import HistoryEntry
from couples.measures.models import MeasureBasis, MeasureScore, MeasureWording
from couples.notices.models import Notice, NoticeChoice
from couples.partings.models import Parting
from couples.pauses.models import Pause, PauseLift, PauseReturn
from couples.people.models import (
    Consent,
    Invitation,
    Passkey,
    PasswordReset,
    Person,
    RecoveryCode,
    SignInAttempt,
    UserSession,
)
from couples.preparations.models import Preparation
from couples.programmes.models import (
    Enrolment,
    EnrolmentBatch,
    EnrolmentChange,
    EnrolmentStep,
    Programme,
    ProgrammeDraft,
    ProgrammeVersion,
)
from couples.records.models import RecordYes, SharedRecord
from couples.repairs.models import Repair, RepairStage, RepairWord
from couples.safety.models import GateOverride, GateSetting, SafetyFlag
from couples.submissions.models import Answer, Draft, ReadyAnswer, Reply, Submission
from couples.talks.models import Talk, TalkWords

__all__ = [
    "Admission",
    "Agreement",
    "AgreementSignature",
    "AgreementStep",
    "AgreementVersion",
    "Answer",
    "Appointment",
    "Appraisal",
    "Assignment",
    "AssignmentBatch",
    "AssignmentChange",
    "Base",
    "Break",
    "BriefDesign",
    "Consent",
    "Couple",
    "CouplePartner",
    "Draft",
    "Enrolment",
    "EnrolmentBatch",
    "EnrolmentChange",
    "EnrolmentStep",
    "Exercise",
    "ExerciseDraft",
    "ExerciseVersion",
    "Extension",
    "ExtensionBatch",
    "GateOverride",
    "GateSetting",
    "HandOver",
    "HistoryEntry",
    "Invitation",
    "KeptCopy",
    "MeasureBasis",
    "MeasureScore",
    "MeasureWording",
    "Notice",
    "NoticeChoice",
    "Parting",
    "Passkey",
    "PasswordReset",
    "Pause",
    "PauseLift",
    "PauseReturn",
    "Person",
    "Practice",
    "PracticeDesign",
    "Preparation",
    "Programme",
    "ProgrammeDraft",
    "ProgrammeVersion",
    "ReadyAnswer",
    "RecordYes",
    "RecoveryCode",
    "Repair",
    "RepairStage",
    "RepairWord",
    "Reply",
    "SafetyFlag",
    "SharedRecord",
    "SignInAttempt",
    "Submission",
    "Talk",
    "TalkWords",
    "Tiding",
    "UserSession",
]
