"""What the second half of the library is meant to be, D14 to D27 and S01."""

from tests.couples.exercises.briefs import Brief

LATER: dict[str, Brief] = {
    "D14": Brief(
        "boundary-card", "agreement", "together", "once", (20, 20), "G1",
        """
        topic                main short-text 80 couple !=
        ok                   main list 1-5 of 80 couple =
        not_ok               main list 1-5 of 80 couple !=
        my_action_if_crossed main list 1-1 of 160 couple !
            refuses:money|children|housing|phone|movement
        cooling_minutes      main number 20-1440 couple !=
        re_entry             main short-text 120 couple !=
        review_on            main date - couple =
        approved             session yes-no - counselor -
        crossed_by           log choice me|partner|both couple !
        day                  log date - couple -
        action_taken         log yes-no - couple -
        cooled               log yes-no - couple -
        re_entered           log yes-no - couple -
        """,
        rules="follow-up:any-time",
        summaries="count:log share-yes:action_taken share-yes:cooled share-yes:re_entered",
    ),
    "D15": Brief(
        "shared-ritual", "ritual", "together", "weekly daily", (10, 180), "G1",
        """
        type            main choice weekly-date|nightly-debrief|supported-hobby|other couple !=
        title           main short-text 60 couple =
        when            main short-text 60 couple !=
        cue             main short-text 80 couple =
        fallback        main short-text 160 couple =
        planner         main rows 1-4 couple =
        planner.who     person - !
        planner.what    short-text 80 !
        take_turns      main yes-no - couple =
        budget_note     main short-text 60 couple =
        no_problem_talk main yes-no - couple =
        done            log yes-no - counselor !
        enjoyed         log rating 0-10 session -
        contract_kept   log rating 0-10 session -
        supported_by    log choice me|partner couple -
        note            log short-text 200 couple -
        """,
        summaries="adherence:done mean:enjoyed mean:contract_kept choices:supported_by",
    ),
    "D16": Brief(
        "open-questions", "exercise", "together", "times-a-week", (10, 10), "",
        """
        theme      main choice childhood|work|friends|hopes|worries|home|closeness|other
            couple =
        question   main short-text 160 couple !
        follow_ups main number 0-10 couple -
        learned    main long-text 200 me,couple,session,counselor -
        curious    main rating 0-10 sealed !
        felt_known main rating 0-10 sealed !
        """,
        rules="times-a-week:2",
        summaries="adherence:- trend:felt_known choices:theme",
    ),
    "D17": Brief(
        "touch-ladder", "exercise", "together", "times-a-week weekly", (2, 20), "G1 G2 G3 G5",
        """
        consent             ready choice yes|lower-level|not-today me !
        level               main number 0-5 couple !=
        minutes             main number 1-20 couple =
        pace_checks         main rows 1-10 counselor -
        pace_checks.minute  number 0-20 -
        pace_checks.comfort rating 0-10 !
        stopped             main yes-no - counselor -
        comfort_after       main rating 0-10 counselor !
        after_care          main short-text 120 me,counselor -
        """,
        rules="""
            times-a-week:2 ready:consent=yes|lower-level/180min
            ladder:level<=5,3xcomfort_after>=7
            """,
        summaries="count:-# latest:level# median:comfort_after#",
    ),
    "D18": Brief(
        "problem-solving", "exercise", "together", "weekly once", (25, 40), "G1",
        """
        result       main rating 0-10 session -
        next         main choice keep|adjust|try-other|drop couple =
        problem      main short-text 160 couple !=
        goal         main short-text 120 couple =
        options      main list 3-8 of 120 couple !=
        judged_later main yes-no - couple =
        weighing     main long-text 200 couple =
        chosen       main number 1-8 couple !=
        steps        main rows 1-6 couple !=
        steps.who    person - !
        steps.what   short-text 120 !
        steps.by     date - -
        review_on    main date - couple != days:7-21
        confidence   main rating 0-10 sealed !
        private_note main long-text 500 counselor,me -
        """,
        summaries="count:- choices:next mean:result mean:confidence",
    ),
    "D19": Brief(
        "support-network", "exercise", "each one", "once every-few-weeks", (15, 15), "",
        """
        people                main rows 1-8 me,counselor -
        people.name           short-text 30 !
        people.role           choice friend|family|faith|group|professional|crisis-line !
        people.topics         short-text 120 -
        people.share_ok       yes-no - -
        people.contacted_last date - -
        supports              main number 0-8 counselor !
        recent                main number 0-8 counselor - if:supports>=1
        shared_list           main list 1-8 of 30 me,counselor,couple -
        agreed_limits         main short-text 200 me,counselor,couple -
        """,
        rules="every-weeks:13-13",
        summaries="latest:supports# latest:recent#",
    ),
    "D20": Brief(
        "gratitude-act", "ritual", "each", "times-a-week daily", (2, 5), "",
        """
        gratitude log short-text 160 couple !
        because   log short-text 120 couple -
        act       log short-text 120 couple -
        act_by    log date - couple -
        done      log yes-no - couple -
        noticed   received yes-no - counselor,couple !
        mattered  received rating 0-10 counselor,couple -
        """,
        rules="times-a-week:3",
        summaries="adherence:- share-yes:noticed~ top:mattered/act+repair-act~",
    ),
    "D21": Brief(
        "caring-list", "ritual", "each", "daily any-time", (2, 15), "G1",
        """
        items        main list 10-18 of 80 couple !
        checked      main choices 5-5:positive|specific|small|daily|peaceful couple !
        daily_target main number 1-5 couple -
        item         log short-text 80 couple !
        day          log date - couple -
        received     received yes-no - counselor,couple !
        mattered     received rating 0-10 counselor,couple -
        """,
        summaries="count:log# share-yes:received~ top:mattered/item~ untried:items/item#",
    ),
    "D22": Brief(
        "season-review", "exercise", "together", "every-few-weeks once", (30, 60), "",
        """
        period             main choice month|quarter couple !=
        season_tags        main choices 1-8:holiday| anniversary-of-hurt| workload| illness|
            money| birth-school| bereavement| other couple =
        what_grew          main short-text 200 couple =
        what_slipped       main short-text 200 couple =
        hard_dates         main rows 1-8 couple =
        hard_dates.day     date - !
        hard_dates.what    short-text 60 !
        hard_dates.plan    short-text 120 -
        agreements         main rows 1-12 couple = if:period=quarter
        agreements.which   short-text 80 !
        agreements.verdict choice keep|change|retire !
        next_focus         main choice daily-ritual| shared-ritual| needs-talk|
            emotion-check-in| open-questions| problem-solving| gratitude-act| caring-list|
            repair-plan| calm-contract| support-network couple =
        energy             main rating 0-10 sealed !
        private_note       main long-text 500 counselor,me -
        """,
        rules="every-weeks:4-4",
        summaries="choices:agreements.verdict first-and-latest:energy gap:energy#",
    ),
    "D23": Brief(
        "aftermath-debrief", "exercise", "together", "any-time once", (20, 40), "G1",
        """
        calm_check     ready rating 0-10 me !
        incident       main short-text 120 couple !=
        day            main date - couple =
        feelings       main choices 1-6:afraid| alone| angry| ashamed| helpless| hurt|
            misunderstood| overwhelmed| sad| tired| unimportant| worried couple !
        reality        main long-text 300 couple -
        validated_part main short-text 200 couple -
        triggers       main short-text 200 me,counselor,session,couple -
        my_part        main short-text 200 couple -
        one_thing_me   main short-text 120 couple -
        one_thing_you  main short-text 120 couple -
        step_reached   main number 1-5 couple !=
        settled        main rating 0-10 sealed !
        """,
        rules="ready:calm_check<=3/60min",
        summaries="count:- mean:step_reached trend:settled gap:settled#",
    ),
    "D24": Brief(
        "forgiveness-path", "exercise", "one", "weekly any-time", (20, 60), "G1 G2 G4 G5",
        """
        grievance  main reference grievance me,counselor -
        stage      main choice recall|empathy|gift|commit|hold me,counselor !
        state      main choice not-started|working|paused|not-ready|done me,counselor !
        anger      main rating 0-10 me,counselor -
        decision   main rating 0-10 me,counselor -
        emotion    main rating 0-10 me,counselor -
        goodwill   main rating 0-10 me,counselor -
        letter     main long-text 4000 me,counselor - if:state=working|done
        lapse_plan main short-text 200 me,counselor - if:stage=hold
        minutes    main number 0-240 me,counselor -
        """,
        summaries="sum:minutes# latest:stage# latest:state# trend:decision# trend:emotion#",
    ),
    "D25": Brief(
        "injury-session", "check-in", "variants", "each-session", (10, 10), "G1 G2 G4 G5",
        """
        injury       session reference grievance counselor -
        step         session number 1-8 counselor -
        prep_hurt    main long-text 300 me,counselor - of:first
        prep_listen  main long-text 300 me,counselor - of:second
        safe         log rating 0-10 counselor !
        drained      log rating 0-10 counselor -
        need_tonight log short-text 120 me,counselor -
        """,
        summaries="latest:step# latest:safe# mean:drained#",
    ),
    "D26": Brief(
        "repair-attempt", "tracker", "each", "any-time", (1, 1), "G1",
        """
        type           log choice
            humor|sorry|pause|touch-asked|agree-part|appreciate|restart|other couple !
        by             log choice me|partner couple !
        during         log choice talk|conflict|after couple -
        landed_with_me log rating 0-10 couple - if:by=partner
        landed         received rating 0-10 counselor,couple !
        """,
        summaries="count:by~ mean:landed~ top:landed/type~",
    ),
    "D27": Brief(
        "boundary-for-one", "exercise", "one each", "once", (10, 20), "",
        """
        topic           main short-text 80 counselor,me !
        not_ok          main list 1-5 of 80 counselor,me !
        my_action       main list 1-3 of 160 counselor,me !
        place           main short-text 80 me,counselor -
        person          main short-text 80 me,counselor -
        cooling_minutes main number 20-1440 counselor,me -
        re_entry        main short-text 120 counselor,me -
        looked_at       session yes-no - counselor -
        day             log date - counselor,me -
        action_taken    log yes-no - counselor,me -
        cooled          log yes-no - counselor,me -
        safe_now        log choice yes|unsure|no counselor !
        """,
        rules="follow-up:any-time",
        summaries="count:log# share-yes:action_taken# share-yes:cooled#",
    ),
    "S01": Brief(
        "private-safety-check", "check-in", "each one", "every-few-weeks any-time once", (1, 1), "",
        """
        safe_at_home              main choice yes|unsure|no|skip counselor -
        pressured_to_use_or_share main choice no|yes|skip counselor -
        want_contact              main choice none|message|call counselor -
        safe_way                  main short-text 80 counselor - if:want_contact=message|call
        """,
        rules="every-weeks:2-4",
        summaries="latest:safe_at_home# latest:pressured_to_use_or_share# latest:want_contact#",
    ),
}  # fmt: skip
