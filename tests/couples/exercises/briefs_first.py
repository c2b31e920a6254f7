"""What the first half of the library is meant to be, D01 to D13."""

from tests.couples.exercises.briefs import Brief

FIRST: dict[str, Brief] = {
    "D01": Brief(
        "calm-contract", "agreement", "together", "once", (30, 45), "G1",
        """
        ground_rules        main list 1-7 of 120 couple !=
        paused_topics       main list 1-5 of 120 couple =
        pause_word          main short-text 30 couple !=
        pause_minutes       main number 20-60 couple !=
        return_within_hours main number 1-24 couple !=
        calm_place          main short-text 80 couple =
        off_limits          main list 1-7 of 80 couple =
        review_on           main date - couple !=
        confidence          main rating 0-10 sealed !
        private_note        main long-text 500 counselor,me -
        """,
        summaries="first-and-latest:confidence gap:confidence#",
    ),
    "D02": Brief(
        "parked-argument", "tracker", "each", "any-time", (1, 1), "G1",
        """
        topic          log short-text 120 couple !
        raised_by      log choice me|partner couple -
        heat           log rating 0-10 couple -
        parked_until   log date - couple - days:0-28
        status         log choice parked|released|resolved|dropped couple -
        release_to     log choice session|needs-talk|problem-solving|drop couple -
            if:status=parked|released
        reopened_early log number 0-99 couple -
        """,
        summaries="count:- choices:status sum:reopened_early top:heat/topic",
    ),
    "D03": Brief(
        "pause-log", "tracker", "each", "any-time", (1, 2), "",
        """
        called_by        log choice me|partner couple,counselor,me !
        trigger          log choice tone|topic|timing|tiredness|alcohol|family|money|other
            me,counselor -
        arousal_before   log rating 0-10 counselor,me -
        method           log choices 1-5:breathing|walk|water|music|other counselor,me -
        minutes          log number 1-1440 couple,counselor,me -
        arousal_after    log rating 0-10 counselor,me -
        returned         log yes-no - couple,counselor,me -
        returned_on_time log yes-no - couple,counselor,me - if:returned=yes
        resumed_ok       log rating 0-10 counselor,me - if:returned=yes
        """,
        summaries="""
            count:- median:minutes share-yes:returned share-yes:returned_on_time
            mean:arousal_before/arousal_after
            """,
    ),
    "D04": Brief(
        "grievance", "exercise", "one", "once", (15, 15), "G1 G2",
        """
        what_happened  main long-text 600 me,counselor,session,couple !
        when           main short-text 60 me,counselor,session,couple -
        severity_then  main rating 0-10 me,counselor,session,couple -
        hurts_now      main rating 0-10 me,counselor,session,couple !
        why_it_matters main long-text 400 me,counselor,session,couple -
        ask_of_partner main choice hear|repair|not-yet me,counselor,session,couple !
        """,
        summaries="latest:severity_then trend:hurts_now choices:ask_of_partner",
    ),
    "D05": Brief(
        "impact-statement", "exercise", "variants", "once", (10, 30), "G1 G2",
        """
        grievance          main reference grievance me,counselor,session,couple - of:first
        feelings           main choices 1-5:afraid| alone| angry| ashamed| betrayed|
            confused| hurt| numb| sad| unimportant me,counselor,session,couple ! of:first
        fears              main long-text 300 me,counselor,session,couple - of:first
        losses             main list 1-5 of 80 me,counselor,session,couple - of:first
        meaning            main long-text 400 me,counselor,session,couple ! of:first
        need_now           main short-text 200 me,counselor,session,couple - of:first
        reflection         main long-text 600 couple ! of:second
        defensiveness_self main rating 0-10 counselor,me - of:second
        understood         log rating 0-10 counselor,me,couple ! of:first
        """,
        rules="follow-up:after-days after-days:14,42 follows:second",
        summaries="first-and-latest:understood latest:defensiveness_self#",
    ),
    "D06": Brief(
        "repair-plan", "agreement", "together", "once", (20, 30), "G1",
        """
        grievance       main reference grievance couple =
        window_days     main number 7-90 couple !=
        steps           main rows 1-5 couple !=
        steps.doer      person - !
        steps.action    short-text 120 !
        steps.frequency choice once|daily|times-a-week !
        steps.times     number 1-7 -
        steps.evidence  short-text 80 -
        steps.matters   rating 0-10 !
        steps.willing   rating 0-10 ! holds:<5
        steps.feasible  yes-no - ! holds:no
        review_on       main date - couple !=
        private_note    main long-text 500 counselor,me -
        """,
        summaries="mean:steps.matters mean:steps.willing gap:steps.matters/willing#",
    ),
    "D07": Brief(
        "repair-act", "tracker", "each one", "any-time daily days times-a-week", (1, 1), "G1",
        """
        plan     log reference repair-plan couple -
        act      log short-text 120 couple !
        done     log choice done|partial|missed couple !
        day      log date - couple -
        cost     log rating 0-10 couple,counselor,me -
        note     log short-text 200 couple -
        noticed  received yes-no - couple !
        mattered received rating 0-10 couple -
        """,
        rules="times-a-week:3",
        summaries="adherence:done share-yes:noticed~ top:mattered/act~ trend:mattered~",
    ),
    "D08": Brief(
        "daily-ritual", "ritual", "each one", "daily days", (1, 10), "",
        """
        ritual   main choice morning-check-in|note|brief-win|custom couple !
        title    main short-text 60 couple !
        days     main choices 1-7:mon|tue|wed|thu|fri|sat|sun couple -
        cue      main short-text 80 couple -
        time     main short-text 60 couple -
        fallback main short-text 160 couple -
        done     log yes-no - counselor !
        note     log short-text 200 couple -
        ease     log rating 0-10 counselor -
        received received yes-no - counselor,couple !
        warmth   received rating 0-10 counselor,couple -
        """,
        summaries="adherence:done share-yes:received~ mean:warmth~",
    ),
    "D09": Brief(
        "needs-talk", "exercise", "together", "times-a-week", (10, 20), "G1",
        """
        topic            main short-text 100 couple !=
        spoke_first      main choice me|partner couple -
        when             main short-text 150 couple -
        feelings         main choices 1-3:afraid| alone| angry| ashamed| helpless| hurt|
            sad| tense| tired| unimportant couple -
        need             main short-text 150 couple -
        request          main short-text 150 couple -
        reflection       main long-text 300 couple -
        accuracy         main rating 0-10 sealed !
        heard            main rating 0-10 sealed !
        pauses           main number 0-10 couple =
        breathed         main yes-no - couple -
        returned         main yes-no - couple -
        accusations_self main number 0-20 me,counselor -
        outcome          main choice understood|agreement|parked|stopped couple !=
        minutes          main number 1-60 couple =
        private_note     main long-text 500 counselor,me -
        """,
        rules="times-a-week:2",
        summaries="adherence:- trend:heard mean:accuracy choices:outcome gap:heard#",
    ),
    "D10": Brief(
        "agreement-book", "agreement", "together", "once", (3, 3), "",
        """
        title           main short-text 80 couple !=
        text            main long-text 400 couple !=
        kind            main choice logistics|boundary|ritual|repair|money|parenting|other
            couple !=
        owner           main rows 1-1 couple !=
        owner.who       person - !
        due             main date - couple =
        repeats         main choice none|daily|weekly|monthly couple =
        review_on       main date - couple !=
        calendar_export main yes-no - counselor,me -
        status          log choice active|kept|changed|broken|retired couple !
        broken_on       log date - couple - if:status=broken
        kept            log rating 0-10 session -
        next_review     log date - couple - if:status=active|changed|broken
        """,
        rules="follow-up:any-time",
        summaries="choices:status mean:kept",
    ),
    "D11": Brief(
        "wins", "tracker", "each", "times-a-week any-time", (1, 1), "",
        """
        win         log short-text 160 couple !
        kind        log choice effort|kindness|insight|repair|agreement-kept|calm couple -
        credited_to log choice me|partner|both couple -
        celebrated  log choice said|note|treat|none couple -
        mattered    received yes-no - counselor,couple !
        """,
        rules="times-a-week:3",
        summaries="count:- count:credited_to~ choices:kind share-yes:mattered~",
    ),
    "D12": Brief(
        "misstep-plan", "exercise", "variants", "once", (10, 10), "G1",
        """
        what_i_did       main long-text 300 couple ! of:first
        no_excuses_check main yes-no - couple ! of:first holds:no
        my_part          main short-text 200 couple ! of:first
        impact_i_imagine main short-text 200 couple - of:first
        apology          main long-text 300 couple - of:first
        amends           main short-text 200 couple - of:first
        due              main date - couple - of:first
        prevent          main short-text 200 couple - of:first
        pattern_tag      main choice tone|lie|lateness|promise|substance|contact|money|other
            couple - of:first
        partner_reply    main choice accepted|need-time|need-more|no-reply-wanted
            couple,counselor ! of:second
        amends_done      log yes-no - couple ! of:first
        """,
        rules="follow-up:any-time follows:second",
        summaries="""
            count:- share-yes:amends_done hours:amends_done# choices:pattern_tag
            choices:partner_reply#
            """,
    ),
    "D13": Brief(
        "emotion-check-in", "check-in", "together each", "times-a-week each-session", (6, 10), "G1",
        """
        fear          main short-text 150 sealed !
        joy           main short-text 150 sealed !
        need          main short-text 150 sealed !
        mood          main rating 0-10 counselor,me -
        uninterrupted main yes-no - counselor -
        validation    main short-text 200 session -
        validated     main rating 0-10 sealed !
        """,
        rules="times-a-week:3",
        summaries="adherence:- trend:validated trend:mood# gap:validated#",
    ),
}  # fmt: skip
