"""What Alex and Sam did and wrote in the sample brief, every word of it invented."""

from datetime import date

from reports.agreed import Agreement, Line
from reports.states import AgreementState, SeenBy, WorkState
from reports.work import Homework, Progress
from reports.written import Excerpt, HandedIn, Opener, Reply

OPENERS = (
    Opener(
        "Alex wrote about the evening in October for the first time. Sam has not begun yet.",
        "Sealed work waits since November 20. Sam was last here on November 19.",
    ),
    Opener(
        "The ten minutes in the evening came back after the week away, and stayed.",
        "Both recorded it on most days of the last four weeks, for the first time since August.",
    ),
    Opener(
        "The agreement about phones at the table is up for another look.",
        "Its review date is November 26, and both mentioned phones in their check-ins.",
    ),
)

HOMEWORK = (
    Homework(
        "What that evening did to me",
        "each, sealed until both",
        date(2026, 11, 20),
        (
            Progress(WorkState.WAITING, date(2026, 11, 20)),
            Progress(WorkState.STARTED, date(2026, 11, 19)),
        ),
    ),
    Homework(
        "Fears, joys and needs",
        "each, three times",
        date(2026, 11, 22),
        (
            Progress(WorkState.HANDED_IN, handed_in=3, due=3),
            Progress(WorkState.OVERDUE, handed_in=1, due=3),
        ),
    ),
    Homework(
        "What the argument was about",
        "each",
        date(2026, 11, 17),
        (
            Progress(WorkState.REVIEWED, date(2026, 11, 16), how_well=7),
            Progress(WorkState.OVERDUE, in_the_way="Late shifts all week"),
        ),
    ),
    Homework(
        "A question we have not asked in years",
        "together",
        date(2026, 11, 15),
        (
            Progress(WorkState.REVIEWED, date(2026, 11, 14)),
            Progress(WorkState.REVIEWED, date(2026, 11, 14)),
        ),
    ),
    Homework(
        "A problem and four ways out",
        "together",
        date(2026, 11, 21),
        (Progress(WorkState.NOT_OPENED), Progress(WorkState.NOT_OPENED)),
    ),
    Homework(
        "A letter I do not have to send",
        "Sam",
        None,
        (Progress(WorkState.NOT_ASKED), Progress(WorkState.HANDED_IN, date(2026, 11, 18))),
    ),
)

HANDED_IN = (
    HandedIn(
        "What the argument was about",
        "Alex",
        date(2026, 11, 16),
        (
            Excerpt(
                "What happened, as a camera would have seen it",
                (
                    "I came home at seven, two hours after I said I would. Dinner was cold.",
                    "Sam asked where I had been. I said “not now” and went into the other room.",
                    "We did not talk again until Thursday.",
                ),
                SeenBy.COUPLE,
            ),
            Excerpt("How much it hurts now", ("6 of 10",), SeenBy.COUPLE),
            Excerpt(
                "What I have not been able to say",
                (
                    "I was sitting in the car outside for most of that time.",
                    "I did not want to come in and be asked why I was quiet.",
                ),
                SeenBy.COUNSELOR,
            ),
            Excerpt(
                "What I would like to hear on Tuesday",
                ("That being late and being quiet are two different things.",),
                SeenBy.UNTIL_RELEASED,
            ),
        ),
        attempt=2,
    ),
    HandedIn(
        "A question we have not asked in years",
        "Alex and Sam",
        date(2026, 11, 14),
        (
            Excerpt(
                "The question",
                ("What did you think your life would look like at this age?",),
                SeenBy.COUPLE,
            ),
            Excerpt(
                "What we learned",
                (
                    "Sam thought of a house near the water and a job that ends at four.",
                    "Alex never thought past thirty, and laughed, and then was not laughing.",
                    "We walked twice around the block because neither of us wanted to stop. 💚",
                ),
                SeenBy.COUPLE,
            ),
            Excerpt("Felt known", ("Alex 8 of 10, Sam 9 of 10",), SeenBy.COUPLE),
        ),
    ),
    HandedIn(
        "Fears, joys and needs",
        "Sam",
        date(2026, 11, 12),
        (
            Excerpt("A fear", ("That we only get along because we avoid things.",), SeenBy.COUPLE),
            Excerpt("A joy", ("The note in my coat.",), SeenBy.COUPLE),
            Excerpt(
                "A need",
                ("To know by six whether we eat together. A message is enough.",),
                SeenBy.COUPLE,
            ),
            Excerpt("For my counselor alone", (), SeenBy.COUNSELOR),
        ),
    ),
    HandedIn("A letter I do not have to send", "Sam", date(2026, 11, 18), ()),
)

AGREEMENTS = (
    Agreement(
        "Phones sleep in the hall",
        AgreementState.IN_FORCE,
        2,
        (
            Line("From dinner until ten, both phones lie in the drawer in the hall."),
            Line("Whoever is on call says so before dinner."),
            Line("If one of us forgets, the other says “drawer”, and nothing more."),
        ),
        since=date(2026, 10, 1),
        signed_by=("Alex", "Sam"),
        review_on=date(2026, 11, 26),
    ),
    Agreement(
        "When one of us needs a pause",
        AgreementState.PROPOSED,
        1,
        (
            Line("We say “harbor” and part for thirty minutes."),
            Line("Whoever said it comes back first and asks whether it is a good time."),
        ),
        signed_by=("Alex",),
    ),
)

REPLIES = (
    Reply(
        "What the argument was about",
        "Alex",
        date(2026, 11, 17),
        (
            "Thank you for writing it a second time, and more slowly.",
            "Let us begin there on Tuesday, if you still want to.",
        ),
    ),
    Reply(
        "A question we have not asked in years",
        "Alex and Sam",
        date(2026, 11, 15),
        ("Twice around the block is a good measure. Keep the question for another evening.",),
        is_for_both=True,
    ),
)
