package io.sendwell.testkit.contract;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.EventType;
import io.sendwell.event.Report;
import io.sendwell.event.Visit;
import io.sendwell.log.CampaignFigures;
import io.sendwell.log.CampaignQuery;
import io.sendwell.log.EventCondition;
import io.sendwell.log.EventKey;
import io.sendwell.log.EventLog;
import io.sendwell.log.EventLogException;
import io.sendwell.log.EventPage;
import io.sendwell.log.EventPlace;
import io.sendwell.log.EventQuery;
import io.sendwell.log.EventRetention;
import io.sendwell.log.LoggedEvent;
import io.sendwell.log.RecipientStatus;
import io.sendwell.log.Totals;
import io.sendwell.message.CampaignName;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An event log as somebody might write it, right but for one flaw. */
final class FlawedEventLog implements EventLog {

    /** What somebody may get wrong, and the sentence of the contract that says so. */
    enum Flaw {
        NONE(""),
        FORGETS_THE_RULE("an_event_is_found_as_it_was_recorded"),
        NEEDS_A_SUBJECT("an_event_of_which_little_is_known_is_found_as_it_was_recorded"),
        TAKES_WHAT_CAME_BACK("what_came_back_may_differ_from_what_is_known_of_the_message"),
        KNOWS_NO_SUPPRESSION("every_kind_of_event_is_kept_with_all_that_belongs_to_it"),
        TRIMS_TEXT("text_of_any_kind_is_kept_as_text"),
        CUTS_REPORTS("a_report_of_16_kib_is_kept_whole"),
        REFUSES_HALF_A_PAIR("a_text_that_is_no_unicode_keeps_nothing_from_being_recorded"),
        KEEPS_SECONDS("times_are_kept_to_the_millisecond"),
        REFUSES_AN_EMPTY_LIST("recording_nothing_changes_nothing"),
        RECORDS_ONE_BY_ONE("of_a_list_that_cannot_be_recorded_nothing_is"),
        RECORDS_A_HUNDRED("a_list_of_hundreds_is_recorded_whole"),
        RECORDS_TWICE("an_event_that_comes_again_is_there_once_and_is_not_new"),
        KNOWS_EVENTS_BY_THE_REPORTERS_ID("an_event_that_comes_again_in_other_words_stays_as_it_was_recorded_first"),
        KEEPS_THE_LAST_WORDS("an_event_that_comes_again_in_other_words_stays_as_it_was_recorded_first"),
        LOOKS_BEFORE_THE_LIST("an_event_that_is_twice_in_one_list_is_new_once"),
        KNOWS_EVENTS_WITHOUT_THEIR_LINK("events_that_differ_in_kind_time_message_recipient_or_link_are_all_kept"),
        KNOWS_EVENTS_BY_THE_SECOND("events_that_differ_in_kind_time_message_recipient_or_link_are_all_kept"),
        LOOKING_RECORDS("what_is_new_is_told_in_advance_in_its_order_and_not_recorded"),
        STATUS_OF_MESSAGES_IN_ANY_CASE("nothing_is_known_of_a_message_that_nobody_reported"),
        FORGETS_BLOCKS("every_kind_leads_to_its_status_and_counts_where_it_belongs"),
        STATUS_IS_THE_LATEST("a_status_is_the_same_in_whatever_order_events_come"),
        STATUS_FALLS_BACK("a_report_of_less_takes_nothing_back"),
        ONE_STATUS_A_MESSAGE("each_recipient_of_a_message_has_a_status_by_normal_form"),
        STATUS_BY_SPELLING("each_recipient_of_a_message_has_a_status_by_normal_form"),
        COUNTS_EVENTS("a_message_counts_once_however_much_is_reported_of_it"),
        COUNTS_PROGRAMS("what_a_program_opened_counts_as_delivered_and_no_more"),
        COUNTS_THE_LAST_OF_A_LIST("totals_are_the_sum_over_statuses_in_whatever_order_and_lists_events_come"),
        COUNTS_OVER_THE_LOG("the_newest_events_are_kept_and_the_others_forgotten"),
        KEEPS_EVERYTHING("the_newest_events_are_kept_and_the_others_forgotten"),
        KEEPS_WHAT_CAME_LAST("the_newest_events_are_kept_and_the_others_forgotten"),
        KEEPS_LESSER_KEYS("of_one_time_the_greater_keys_are_kept"),
        FORGETS_STATUSES_WITH_EVENTS("what_was_forgotten_counts_nothing_twice_and_is_not_new"),
        MAKES_ROOM_FIRST("an_event_from_before_everything_that_is_kept_counts_and_is_not_kept"),
        COUNTS_WHAT_IT_KEEPS("a_kind_that_is_not_kept_counts_all_the_same_and_is_new_once"),
        ONE_LIMIT_FOR_ALL("what_is_kept_is_counted_by_account"),
        FORGETS_ONE_A_TIME("fewer_are_kept_as_soon_as_something_new_comes_when_less_is_asked_for"),
        FINDS_FOR_ANYBODY("accounts_do_not_see_each_other_even_under_one_id"),
        ONE_STATUS_FOR_ALL_ACCOUNTS("accounts_do_not_see_each_other_even_under_one_id"),
        ACCOUNTS_IN_ANY_CASE("accounts_do_not_see_each_other_even_under_one_id"),
        ONE_KEY_FOR_ALL_ACCOUNTS("the_same_event_is_new_to_each_account"),
        ERASES_TOTALS("a_person_who_is_erased_leaves_totals_and_nothing_else"),
        ERASES_EVENTS_ONLY("a_person_who_is_erased_leaves_totals_and_nothing_else"),
        ERASES_BY_SPELLING("a_person_who_is_erased_leaves_totals_and_nothing_else"),
        COUNTS_THE_ERASED("an_erased_person_makes_room_for_others"),
        ERASES_FOR_ANYBODY("erasing_somebody_of_whom_nothing_is_known_changes_nothing"),
        FORGETS_EVERY_ACCOUNT("of_an_account_that_is_removed_everything_is_forgotten_in_steps"),
        FORGETS_EVENTS_ONLY("of_an_account_that_is_removed_everything_is_forgotten_in_steps"),
        FORGETS_NO_CAMPAIGNS("of_an_account_that_is_removed_everything_is_forgotten_in_steps"),
        FORGETS_ALL_AT_ONCE("of_an_account_that_is_removed_everything_is_forgotten_in_steps"),
        IN_ORDER_OF_RECORDING("the_latest_comes_first_whatever_the_order_of_recording"),
        KEYS_ASCENDING("of_one_time_the_greater_key_comes_first"),
        LIMITS_BEFORE_FILTERING("a_limit_counts_only_what_the_query_asks_for"),
        NO_KINDS_ARE_ALL("events_are_found_by_their_kinds"),
        RECIPIENTS_BY_SPELLING("events_are_found_by_their_recipient_in_normal_form"),
        REFERENCES_IN_ANY_CASE("events_are_found_by_what_their_message_is_about_compared_exactly"),
        REFERENCES_CUT("events_are_found_by_what_their_message_is_about_compared_exactly"),
        CAMPAIGNS_IN_ANY_CASE("events_are_found_by_their_campaign_compared_exactly"),
        MESSAGES_WITHOUT_BLANKS("events_are_found_by_their_message_compared_exactly"),
        LINKS_IN_ANY_CASE("clicks_are_found_by_a_part_of_the_link_or_of_the_landing_pages_name_with_regard_to_case"),
        LINKS_BY_PATTERN("clicks_are_found_by_a_part_of_the_link_or_of_the_landing_pages_name_with_regard_to_case"),
        LINKS_OF_ANY_KIND("clicks_are_found_by_a_part_of_the_link_or_of_the_landing_pages_name_with_regard_to_case"),
        THE_END_TOO("events_are_found_by_their_time_from_its_begin_to_before_its_end"),
        NOT_THE_BEGIN("events_are_found_by_their_time_from_its_begin_to_before_its_end"),
        PROGRAMS_ARE_PEOPLE("what_is_likely_automatic_can_be_left_out"),
        PERSONS_BY_ONE_MESSAGE("persons_of_whom_something_else_was_ever_reported_can_be_left_out"),
        PERSONS_OF_EVERY_ACCOUNT("persons_of_whom_something_else_was_ever_reported_can_be_left_out"),
        PERSONS_BY_WHAT_IS_KEPT("what_was_forgotten_still_rules_a_person_out_until_the_person_is_erased"),
        RULED_OUT_BY_ANOTHERS("messages_of_which_something_else_was_reported_too_can_be_left_out"),
        RULED_OUT_BY_WHAT_IS_KEPT("what_was_forgotten_still_rules_a_message_out"),
        ANY_OF_THE_CONDITIONS("what_a_query_asks_for_must_hold_together"),
        PAGES_BY_TIME("pages_give_each_event_once_and_the_last_one_says_so"),
        ANOTHER_PAGE_ALWAYS("pages_give_each_event_once_and_the_last_one_says_so"),
        PAGES_BY_OFFSET("a_page_begins_where_the_one_before_ended_although_new_events_came"),
        PAGES_FROM_AN_EVENT("a_page_begins_where_the_one_before_ended_although_that_event_is_gone"),
        PAGES_FORGET_THE_QUERY("pages_of_a_narrowed_query_give_what_it_asks_for_and_no_more"),
        CAMPAIGNS_OF_MAILS_ONLY("a_campaign_is_known_from_its_first_event_on"),
        SUBJECT_OF_WHO_CAME_FIRST("a_campaign_is_listed_by_the_subject_that_came_first_in_whatever_order_events_come"),
        NO_SUBJECT_IS_ONE("a_campaign_is_listed_by_the_subject_that_came_first_in_whatever_order_events_come"),
        NAMED_BY_WHAT_IS_KEPT("an_event_that_is_not_kept_names_the_campaign_all_the_same_and_once"),
        SUBJECT_FROM_THE_LOG("the_subject_stays_when_its_event_is_forgotten"),
        CAMPAIGNS_BY_NAME("the_campaign_that_began_last_comes_first_and_of_one_time_the_greater_name"),
        SEARCHES_WITH_CASE("campaigns_are_searched_by_a_part_of_the_first_subject_in_any_case"),
        SEARCHES_BY_PATTERN("campaigns_are_searched_by_a_part_of_the_first_subject_in_any_case"),
        ASIDE_FOR_GOOD("a_campaign_is_put_aside_and_back"),
        COMES_BACK_BY_ITSELF("a_campaign_that_was_put_aside_stays_so_when_more_is_reported_of_it"),
        PUT_ASIDE_IN_ADVANCE("a_campaign_that_is_not_known_is_not_put_aside"),
        FIGURES_OF_THE_ACCOUNT("each_campaign_has_its_own_figures"),
        FINDS_NOTHING_PUT_ASIDE("a_campaign_is_found_by_its_name_put_aside_or_not"),
        FINDS_CAMPAIGNS_IN_ANY_CASE("a_campaign_is_found_by_its_name_put_aside_or_not"),
        ONE_ACCOUNT_IS_ALL("the_figures_of_all_accounts_are_their_sum_without_those_that_were_forgotten"),
        LOOKS_THEN_RECORDS("an_event_that_several_threads_bring_at_once_is_new_to_one_of_them"),
        LOSES_STATUSES("different_events_of_one_message_that_come_at_once_are_all_in_its_status"),
        LOSES_TOTALS("different_events_of_one_message_that_come_at_once_are_all_in_its_status"),
        LOSES_EVENTS_IN_A_STORM("a_storm_from_several_threads_ends_as_the_same_events_once_and_in_order"),
        FORGETS_TOO_MUCH_IN_A_STORM("a_storm_over_a_short_log_keeps_the_newest_and_counts_all"),
        DEADLOCKS_REACH_THE_CALLER(
                "threads_that_bring_events_of_many_accounts_in_opposite_order_do_not_lock_each_other_out"),
        WRITES_BACK_WHAT_IT_READ("a_campaign_is_put_aside_while_events_come");

        final String caughtBy;

        Flaw(String caughtBy) {
            this.caughtBy = caughtBy;
        }
    }

    private record Copy(String account, String message, String person) {}

    private record Campaign(String account, CampaignName name) {}

    private static final Comparator<CampaignFigures> LAST_BEGUN_FIRST = Comparator.comparing(CampaignFigures::firstAt)
            .thenComparing(campaign -> campaign.name().value())
            .reversed();

    private final Flaw flaw;
    private final FirstTwo race = new FirstTwo();
    private final FirstTwo afterTheRace = new FirstTwo();
    private final AtomicBoolean spared = new AtomicBoolean();
    private final Map<String, LoggedEvent> rows = new LinkedHashMap<>();
    private final Map<Copy, RecipientStatus> statuses = new HashMap<>();
    private final Map<String, Totals> totals = new HashMap<>();
    private final Map<Campaign, CampaignFigures> campaigns = new HashMap<>();
    private final Map<EventPlace, Integer> offsets = new HashMap<>();
    private int copies;
    private int erased;

    FlawedEventLog(Flaw flaw) {
        this.flaw = flaw;
    }

    private boolean has(Flaw wanted) {
        return flaw == wanted;
    }

    @Override
    public synchronized List<LoggedEvent> unknown(List<LoggedEvent> events, EventRetention retention) {
        Map<String, LoggedEvent> once = new LinkedHashMap<>();
        events.stream()
                .filter(event -> isNew(event, retention))
                .forEach(event -> once.putIfAbsent(event.account() + " " + event.key(), event));
        if (has(Flaw.LOOKING_RECORDS)) {
            once.values().forEach(event -> record(event, retention));
        }
        return List.copyOf(once.values());
    }

    @Override
    public Set<EventKey> append(List<LoggedEvent> events, EventRetention retention) {
        switch (flaw) {
            case LOOKS_THEN_RECORDS -> {
                Set<EventKey> seen = new LinkedHashSet<>();
                unknown(events, retention).forEach(event -> seen.add(event.key()));
                race.await();
                appendAtOnce(events, retention);
                return seen;
            }
            case LOSES_STATUSES -> {
                Copy copy = copy(events.get(0));
                RecipientStatus before = status(copy);
                race.await();
                return overwriting(events, retention, () -> statuses.put(copy, before));
            }
            case LOSES_TOTALS -> {
                Totals before = totals(events.get(0).account());
                race.await();
                return overwriting(
                        events,
                        retention,
                        () -> totals.put(account(events.get(0).account()), before));
            }
            case DEADLOCKS_REACH_THE_CALLER -> {
                race.await();
                if (spared.compareAndSet(false, true)) {
                    throw new EventLogException(
                            "Could not record events: deadlock detected", new IllegalStateException());
                }
            }
            case WRITES_BACK_WHAT_IT_READ -> {
                Campaign campaign = campaign(events.get(0));
                Optional<CampaignFigures> read = campaignOf(campaign);
                if (read.isPresent()) {
                    race.await();
                    afterTheRace.await();
                    return overwriting(events, retention, () -> campaigns.put(campaign, read.get()));
                }
            }
            default -> {}
        }
        return appendAtOnce(events, retention);
    }

    private synchronized Set<EventKey> overwriting(
            List<LoggedEvent> events, EventRetention retention, Runnable overwrite) {
        overwrite.run();
        return appendAtOnce(events, retention);
    }

    private synchronized Optional<CampaignFigures> campaignOf(Campaign campaign) {
        return Optional.ofNullable(campaigns.get(campaign));
    }

    private synchronized Set<EventKey> appendAtOnce(List<LoggedEvent> events, EventRetention retention) {
        if (events.isEmpty() && has(Flaw.REFUSES_AN_EMPTY_LIST)) {
            throw new IllegalArgumentException("INSERT without VALUES");
        }
        List<LoggedEvent> list = has(Flaw.RECORDS_ONE_BY_ONE) ? events : List.copyOf(events);
        List<LoggedEvent> unknownBefore = has(Flaw.LOOKS_BEFORE_THE_LIST)
                ? list.stream().filter(event -> isNew(event, retention)).toList()
                : List.of();
        Set<EventKey> fresh = new LinkedHashSet<>();
        int number = 0;
        for (LoggedEvent event : list) {
            number++;
            if (has(Flaw.RECORDS_A_HUNDRED) && number > 100) {
                break;
            }
            if (has(Flaw.COUNTS_THE_LAST_OF_A_LIST) && number < list.size() && isNew(event, retention)) {
                keep(event, retention);
                continue;
            }
            if (has(Flaw.LOSES_EVENTS_IN_A_STORM) && rows.size() == 1_000) {
                continue;
            }
            if (unknownBefore.contains(event) ? recordBlindly(event, retention) : record(event, retention)) {
                fresh.add(event.key());
            }
        }
        return fresh;
    }

    private boolean recordBlindly(LoggedEvent event, EventRetention retention) {
        rows.put(rowKey(event) + "#" + ++copies, stored(event));
        count(event);
        forget(event, retention);
        return true;
    }

    private boolean record(LoggedEvent event, EventRetention retention) {
        if (!isNew(event, retention)) {
            if (has(Flaw.KEEPS_THE_LAST_WORDS) && rows.containsKey(rowKey(event))) {
                rows.put(rowKey(event), event);
            }
            return false;
        }
        boolean kept = keep(event, retention);
        if (kept || !has(Flaw.COUNTS_WHAT_IT_KEEPS)) {
            count(event);
        }
        forget(event, retention);
        return true;
    }

    private boolean isNew(LoggedEvent event, EventRetention retention) {
        return !rows.containsKey(rowKey(event))
                && (isKept(event, retention) || changesStatus(event) || changesBeginning(event));
    }

    private boolean changesStatus(LoggedEvent event) {
        RecipientStatus before = status(copy(event));
        return !before.equals(after(before, event));
    }

    private boolean changesBeginning(LoggedEvent event) {
        CampaignFigures known = campaigns.get(campaign(event));
        CampaignFigures begun = CampaignFigures.begunBy(event, Totals.none());
        return !has(Flaw.NAMED_BY_WHAT_IS_KEPT)
                && (known == null || !together(known, begun).equals(known));
    }

    private boolean isKept(LoggedEvent event, EventRetention retention) {
        return retention.types().contains(event.type()) && (hasRoom(event, retention) || keepsWhatIsOld());
    }

    private boolean hasRoom(LoggedEvent event, EventRetention retention) {
        int gone = has(Flaw.COUNTS_THE_ERASED) ? erased : 0;
        if (rows.size() + gone < retention.newest()) {
            return true;
        }
        List<LoggedEvent> its = sorted(event.account());
        return its.size() + gone < retention.newest()
                || (!its.isEmpty() && EventPlace.of(event).compareTo(EventPlace.of(its.get(its.size() - 1))) < 0);
    }

    private boolean keepsWhatIsOld() {
        return has(Flaw.KEEPS_EVERYTHING)
                || has(Flaw.KEEPS_WHAT_CAME_LAST)
                || has(Flaw.KEEPS_LESSER_KEYS)
                || has(Flaw.MAKES_ROOM_FIRST);
    }

    private boolean keep(LoggedEvent event, EventRetention retention) {
        boolean kept = isKept(event, retention);
        if (kept) {
            if (has(Flaw.MAKES_ROOM_FIRST)) {
                forget(event, new EventRetention(retention.types(), Math.max(1, retention.newest() - 1)));
            }
            rows.put(rowKey(event), stored(event));
        }
        return kept;
    }

    private void forget(LoggedEvent event, EventRetention retention) {
        int newest = has(Flaw.FORGETS_TOO_MUCH_IN_A_STORM) && rows.size() > 25 ? 24 : retention.newest();
        if (rows.size() <= newest || has(Flaw.KEEPS_EVERYTHING)) {
            return;
        }
        List<LoggedEvent> its = new ArrayList<>(
                has(Flaw.ONE_LIMIT_FOR_ALL)
                        ? rows.values().stream()
                                .sorted(Comparator.comparing(EventPlace::of))
                                .toList()
                        : sorted(event.account()));
        if (has(Flaw.KEEPS_LESSER_KEYS)) {
            its.sort(Comparator.comparing(LoggedEvent::at).reversed().thenComparing(LoggedEvent::key));
        }
        int most = has(Flaw.FORGETS_ONE_A_TIME) ? 1 : Integer.MAX_VALUE;
        while (its.size() > newest && most > 0) {
            LoggedEvent oldest =
                    has(Flaw.KEEPS_WHAT_CAME_LAST) ? rows.values().iterator().next() : its.get(its.size() - 1);
            its.remove(oldest);
            rows.values().remove(oldest);
            most--;
            if (has(Flaw.FORGETS_STATUSES_WITH_EVENTS)) {
                statuses.remove(copy(oldest));
            }
        }
    }

    private void count(LoggedEvent event) {
        Copy copy = copy(event);
        RecipientStatus before = status(copy);
        RecipientStatus after = after(before, event);
        statuses.put(copy, after);
        Totals more = has(Flaw.COUNTS_EVENTS)
                ? Totals.of(RecipientStatus.nothing().after(event.event()))
                : Totals.of(after).minus(Totals.of(before));
        totals.merge(account(event.account()), more, Totals::plus);
        if (!has(Flaw.CAMPAIGNS_OF_MAILS_ONLY) || event.type() != EventType.OTHER) {
            campaigns.merge(campaign(event), CampaignFigures.begunBy(event, more), this::together);
        }
    }

    private CampaignFigures together(CampaignFigures known, CampaignFigures more) {
        CampaignFigures both = known.plus(more);
        boolean moreIsEarlier = more.firstAt().isBefore(known.firstAt());
        return switch (flaw) {
            case SUBJECT_OF_WHO_CAME_FIRST -> named(both, known.firstSubject(), known.archived());
            case NO_SUBJECT_IS_ONE -> named(both, (moreIsEarlier ? more : known).firstSubject(), known.archived());
            case COMES_BACK_BY_ITSELF -> named(both, both.firstSubject(), false);
            default -> both;
        };
    }

    private static CampaignFigures named(CampaignFigures campaign, String subject, boolean archived) {
        return new CampaignFigures(campaign.name(), subject, campaign.firstAt(), campaign.totals(), archived);
    }

    private RecipientStatus after(RecipientStatus before, LoggedEvent event) {
        DeliveryEvent said = event.event();
        if (has(Flaw.FORGETS_BLOCKS) && event.type() == EventType.BLOCKED) {
            return before;
        }
        if (has(Flaw.COUNTS_PROGRAMS) && said instanceof DeliveryEvent.Opened opened) {
            return before.after(new DeliveryEvent.Opened(opened.report(), ReportedStatement.PERSON));
        }
        if (has(Flaw.STATUS_IS_THE_LATEST)) {
            return RecipientStatus.nothing().after(said);
        }
        if (has(Flaw.STATUS_FALLS_BACK) && event.type() == EventType.ACCEPTED) {
            return RecipientStatus.nothing().after(said);
        }
        return before.after(said);
    }

    @Override
    public synchronized EventPage find(AccountId account, EventQuery query) {
        List<LoggedEvent> its =
                new ArrayList<>(has(Flaw.FINDS_FOR_ANYBODY) ? List.copyOf(rows.values()) : sorted(account));
        switch (flaw) {
            case IN_ORDER_OF_RECORDING -> its = List.copyOf(rows.values());
            case KEYS_ASCENDING ->
                its.sort(Comparator.comparing(LoggedEvent::at).reversed().thenComparing(LoggedEvent::key));
            case LIMITS_BEFORE_FILTERING -> its = its.subList(0, Math.min(its.size(), query.limit()));
            default -> {}
        }
        boolean narrowed = !has(Flaw.PAGES_FORGET_THE_QUERY) || query.after().isEmpty();
        List<LoggedEvent> all =
                its.stream().filter(event -> !narrowed || matches(query, event)).toList();
        int first = query.after().map(place -> begin(all, place)).orElse(0);
        List<LoggedEvent> page = all.subList(first, Math.min(all.size(), first + query.limit()));
        boolean more = first + page.size() < all.size() || (has(Flaw.ANOTHER_PAGE_ALWAYS) && !page.isEmpty());
        if (!more) {
            return new EventPage(page, Optional.empty());
        }
        EventPlace next = EventPlace.of(page.get(page.size() - 1));
        offsets.put(next, first + page.size());
        return new EventPage(page, Optional.of(next));
    }

    private int begin(List<LoggedEvent> all, EventPlace place) {
        if (has(Flaw.PAGES_BY_OFFSET)) {
            return Math.min(all.size(), offsets.getOrDefault(place, 0));
        }
        List<EventPlace> places = all.stream().map(EventPlace::of).toList();
        if (has(Flaw.PAGES_FROM_AN_EVENT)) {
            return places.indexOf(place) + 1;
        }
        return (int) places.stream()
                .filter(one -> has(Flaw.PAGES_BY_TIME) ? !one.at().isBefore(place.at()) : one.compareTo(place) <= 0)
                .count();
    }

    private boolean matches(EventQuery query, LoggedEvent event) {
        Stream<EventCondition> conditions = query.conditions().stream();
        return has(Flaw.ANY_OF_THE_CONDITIONS) && !query.conditions().isEmpty()
                ? conditions.anyMatch(condition -> holds(condition, event))
                : conditions.allMatch(condition -> holds(condition, event));
    }

    private boolean holds(EventCondition condition, LoggedEvent event) {
        boolean right = condition.matches(event, status(copy(event)), person(event));
        if (condition instanceof EventCondition.OfPersonWithout without) {
            return switch (flaw) {
                case PERSONS_BY_ONE_MESSAGE -> condition.matches(event, status(copy(event)), status(copy(event)));
                case PERSONS_BY_WHAT_IS_KEPT ->
                    rows.values().stream()
                            .filter(other -> other.account().equals(event.account())
                                    && other.recipient()
                                            .normalForm()
                                            .equals(event.recipient().normalForm()))
                            .noneMatch(other -> without.types().contains(other.type()));
                default -> right;
            };
        }
        if (condition instanceof EventCondition.OfType kinds && has(Flaw.NO_KINDS_ARE_ALL)) {
            return right || kinds.types().isEmpty();
        }
        if (condition instanceof EventCondition.To to && has(Flaw.RECIPIENTS_BY_SPELLING)) {
            return to.address().equals(event.recipient());
        }
        if (condition instanceof EventCondition.About about) {
            return switch (flaw) {
                case REFERENCES_IN_ANY_CASE ->
                    about.reference().equalsIgnoreCase(event.about().orElse(""));
                case REFERENCES_CUT ->
                    cut(about.reference()).equals(cut(event.about().orElse("")));
                default -> right;
            };
        }
        if (condition instanceof EventCondition.OfCampaign campaign && has(Flaw.CAMPAIGNS_IN_ANY_CASE)) {
            return campaign.name().value().equalsIgnoreCase(event.campaign().value());
        }
        if (condition instanceof EventCondition.OfMessage message && has(Flaw.MESSAGES_WITHOUT_BLANKS)) {
            return message.id().strip().equals(event.messageId().strip());
        }
        if (condition instanceof EventCondition.LinkContains link) {
            return holds(link, event, right);
        }
        if (condition instanceof EventCondition.Before before && has(Flaw.THE_END_TOO)) {
            return !event.at().isAfter(before.end());
        }
        if (condition instanceof EventCondition.From from && has(Flaw.NOT_THE_BEGIN)) {
            return event.at().isAfter(from.start());
        }
        if (condition instanceof EventCondition.OfPeople && has(Flaw.PROGRAMS_ARE_PEOPLE)) {
            return true;
        }
        if (condition instanceof EventCondition.Without && has(Flaw.RULED_OUT_BY_ANOTHERS)) {
            return statuses.entrySet().stream()
                    .filter(entry -> entry.getKey().message().equals(event.messageId()))
                    .allMatch(entry -> condition.matches(event, entry.getValue(), entry.getValue()));
        }
        if (condition instanceof EventCondition.Without without && has(Flaw.RULED_OUT_BY_WHAT_IS_KEPT)) {
            return rows.values().stream()
                    .filter(other -> copy(other).equals(copy(event)))
                    .noneMatch(other -> without.types().contains(other.type()));
        }
        return right;
    }

    private boolean holds(EventCondition.LinkContains condition, LoggedEvent event, boolean right) {
        String link = event.event() instanceof DeliveryEvent.Clicked clicked ? clicked.link() : "";
        String both = link + "\n" + event.relatedTo();
        return switch (flaw) {
            case LINKS_IN_ANY_CASE ->
                both.toLowerCase(Locale.ROOT).contains(condition.part().toLowerCase(Locale.ROOT));
            case LINKS_BY_PATTERN -> like(both, condition.part());
            case LINKS_OF_ANY_KIND -> both.contains(condition.part());
            default -> right;
        };
    }

    private static boolean like(String text, String part) {
        String pattern = Pattern.quote(part).replace("%", "\\E.*\\Q").replace("_", "\\E.\\Q");
        return Pattern.compile(pattern, Pattern.DOTALL).matcher(text).find();
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), 200));
    }

    @Override
    public synchronized RecipientStatus status(AccountId account, String messageId, EmailAddress recipient) {
        return status(copy(account, messageId, recipient));
    }

    private synchronized RecipientStatus status(Copy copy) {
        return statuses.getOrDefault(copy, RecipientStatus.nothing());
    }

    @Override
    public synchronized Totals totals(AccountId account) {
        if (has(Flaw.COUNTS_OVER_THE_LOG)) {
            return sorted(account).stream()
                    .map(event -> Totals.of(RecipientStatus.nothing().after(event.event())))
                    .reduce(Totals.none(), Totals::plus);
        }
        return totals.getOrDefault(account(account), Totals.none());
    }

    @Override
    public synchronized Totals totals() {
        return totals.values().stream()
                .limit(has(Flaw.ONE_ACCOUNT_IS_ALL) ? 1 : Long.MAX_VALUE)
                .reduce(Totals.none(), Totals::plus);
    }

    @Override
    public synchronized Optional<CampaignFigures> campaign(AccountId account, CampaignName campaign) {
        CampaignQuery any = has(Flaw.FINDS_NOTHING_PUT_ASIDE)
                ? CampaignQuery.latest(Integer.MAX_VALUE)
                : CampaignQuery.latest(Integer.MAX_VALUE).archived(CampaignQuery.Archived.EITHER);
        return campaigns(account, any).stream()
                .filter(one -> has(Flaw.FINDS_CAMPAIGNS_IN_ANY_CASE)
                        ? one.name().value().equalsIgnoreCase(campaign.value())
                        : one.name().equals(campaign))
                .findFirst();
    }

    @Override
    public synchronized List<CampaignFigures> campaigns(AccountId account, CampaignQuery query) {
        return campaigns.entrySet().stream()
                .filter(entry -> entry.getKey().account().equals(account(account)))
                .map(entry -> shown(account, entry.getValue()))
                .filter(campaign -> matches(query, campaign))
                .sorted(
                        has(Flaw.CAMPAIGNS_BY_NAME)
                                ? Comparator.comparing(
                                        campaign -> campaign.name().value())
                                : LAST_BEGUN_FIRST)
                .skip(query.offset())
                .limit(query.limit())
                .toList();
    }

    private CampaignFigures shown(AccountId account, CampaignFigures campaign) {
        return switch (flaw) {
            case FIGURES_OF_THE_ACCOUNT ->
                new CampaignFigures(
                        campaign.name(),
                        campaign.firstSubject(),
                        campaign.firstAt(),
                        totals(account),
                        campaign.archived());
            case SUBJECT_FROM_THE_LOG -> {
                List<LoggedEvent> its = sorted(account);
                yield named(campaign, its.get(its.size() - 1).subject(), campaign.archived());
            }
            default -> campaign;
        };
    }

    private boolean matches(CampaignQuery query, CampaignFigures campaign) {
        return switch (flaw) {
            case SEARCHES_WITH_CASE ->
                query.subject("").matches(campaign) && campaign.firstSubject().contains(query.subjectPart());
            case SEARCHES_BY_PATTERN ->
                query.subject("").matches(campaign)
                        && like(
                                campaign.firstSubject().toLowerCase(Locale.ROOT),
                                query.subjectPart().toLowerCase(Locale.ROOT));
            default -> query.matches(campaign);
        };
    }

    @Override
    public boolean archive(AccountId account, CampaignName name, CampaignQuery.Archived archived) {
        if (archived == CampaignQuery.Archived.EITHER) {
            throw new IllegalArgumentException("YES or NO");
        }
        if (has(Flaw.WRITES_BACK_WHAT_IT_READ)) {
            race.await();
        }
        boolean known = archiveAtOnce(new Campaign(account(account), name), archived == CampaignQuery.Archived.YES);
        if (has(Flaw.WRITES_BACK_WHAT_IT_READ)) {
            afterTheRace.await();
        }
        return known;
    }

    private synchronized boolean archiveAtOnce(Campaign campaign, boolean aside) {
        if (has(Flaw.PUT_ASIDE_IN_ADVANCE)) {
            campaigns.putIfAbsent(
                    campaign, new CampaignFigures(campaign.name(), "", Instant.EPOCH, Totals.none(), true));
        }
        boolean after = aside || has(Flaw.ASIDE_FOR_GOOD);
        return campaigns.computeIfPresent(campaign, (key, known) -> named(known, known.firstSubject(), after)) != null;
    }

    @Override
    public synchronized long erase(AccountId account, EmailAddress recipient) {
        List<LoggedEvent> its = rows.values().stream()
                .filter(event -> has(Flaw.ERASES_FOR_ANYBODY) || event.account().equals(account))
                .filter(event -> has(Flaw.ERASES_BY_SPELLING)
                        ? event.recipient().equals(recipient)
                        : event.recipient().normalForm().equals(recipient.normalForm()))
                .toList();
        rows.values().removeAll(its);
        erased += its.size();
        if (has(Flaw.ERASES_TOTALS)) {
            totals.put(account(account), Totals.none());
        }
        if (!has(Flaw.ERASES_EVENTS_ONLY)) {
            statuses.keySet()
                    .removeIf(copy -> copy.account().equals(account(account))
                            && copy.person().equals(recipient.normalForm()));
        }
        return its.size();
    }

    @Override
    public synchronized long forget(AccountId account, int limit) {
        List<LoggedEvent> its = rows.values().stream()
                .filter(event ->
                        has(Flaw.FORGETS_EVERY_ACCOUNT) || event.account().equals(account))
                .limit(has(Flaw.FORGETS_ALL_AT_ONCE) ? Long.MAX_VALUE : limit)
                .toList();
        rows.values().removeAll(its);
        if (!its.isEmpty() || has(Flaw.FORGETS_EVENTS_ONLY)) {
            return its.size();
        }
        long before = (long) statuses.size() + campaigns.size() + totals.size();
        statuses.keySet().removeIf(copy -> copy.account().equals(account(account)));
        totals.remove(account(account));
        if (!has(Flaw.FORGETS_NO_CAMPAIGNS)) {
            campaigns.keySet().removeIf(campaign -> campaign.account().equals(account(account)));
        }
        return before - statuses.size() - campaigns.size() - totals.size();
    }

    private List<LoggedEvent> sorted(AccountId account) {
        return rows.values().stream()
                .filter(event -> account(event.account()).equals(account(account)))
                .sorted(Comparator.comparing(EventPlace::of))
                .toList();
    }

    private String account(AccountId account) {
        return has(Flaw.ACCOUNTS_IN_ANY_CASE) ? account.value().toLowerCase(Locale.ROOT) : account.value();
    }

    private Campaign campaign(LoggedEvent event) {
        return new Campaign(account(event.account()), event.campaign());
    }

    private RecipientStatus person(LoggedEvent event) {
        Copy copy = copy(event);
        return statuses.entrySet().stream()
                .filter(entry -> entry.getKey().person().equals(copy.person()))
                .filter(entry -> has(Flaw.PERSONS_OF_EVERY_ACCOUNT)
                        || entry.getKey().account().equals(copy.account()))
                .map(Map.Entry::getValue)
                .reduce(RecipientStatus.nothing(), RecipientStatus::plus);
    }

    private Copy copy(LoggedEvent event) {
        return copy(event.account(), event.messageId(), event.recipient());
    }

    private Copy copy(AccountId account, String messageId, EmailAddress recipient) {
        return new Copy(
                has(Flaw.ONE_STATUS_FOR_ALL_ACCOUNTS) ? "" : account(account),
                has(Flaw.STATUS_OF_MESSAGES_IN_ANY_CASE) ? messageId.toLowerCase(Locale.ROOT) : messageId,
                switch (flaw) {
                    case ONE_STATUS_A_MESSAGE -> "";
                    case STATUS_BY_SPELLING -> recipient.toString();
                    default -> recipient.normalForm();
                });
    }

    private String rowKey(LoggedEvent event) {
        String account =
                has(Flaw.ONE_KEY_FOR_ALL_ACCOUNTS) ? "" : event.account().value() + " ";
        return account
                + switch (flaw) {
                    case RECORDS_TWICE -> event.key() + "#" + rows.size();
                    case KNOWS_EVENTS_BY_THE_REPORTERS_ID ->
                        event.event().report().providerId();
                    case KNOWS_EVENTS_WITHOUT_THEIR_LINK ->
                        event.messageId() + event.recipient() + event.type() + event.at();
                    case KNOWS_EVENTS_BY_THE_SECOND ->
                        event.messageId()
                                + event.recipient()
                                + event.type()
                                + event.at().truncatedTo(ChronoUnit.SECONDS)
                                + event.relatedTo();
                    default -> event.key();
                };
    }

    private LoggedEvent stored(LoggedEvent event) {
        DeliveryEvent said = event.event();
        Report report = said.report();
        return switch (flaw) {
            case FORGETS_THE_RULE ->
                said instanceof DeliveryEvent.Clicked clicked
                        ? saying(event, new DeliveryEvent.Clicked(report, clicked.link(), withoutRule(clicked.visit())))
                        : event;
            case NEEDS_A_SUBJECT -> {
                if (event.subject().isEmpty()) {
                    throw new IllegalArgumentException("column subject may not be null");
                }
                yield event;
            }
            case TAKES_WHAT_CAME_BACK -> about(event, event.subject(), report.about());
            case KNOWS_NO_SUPPRESSION ->
                said instanceof DeliveryEvent.Suppressed suppressed
                        ? saying(event, new DeliveryEvent.Blocked(report, suppressed.bounce()))
                        : event;
            case TRIMS_TEXT -> about(event, event.subject().strip(), event.about());
            case CUTS_REPORTS ->
                said instanceof DeliveryEvent.Delivered delivered
                        ? saying(event, new DeliveryEvent.Delivered(cut(report), delivered.reply()))
                        : event;
            case REFUSES_HALF_A_PAIR -> {
                if (event.subject().codePoints().anyMatch(point -> point >= 0xd800 && point <= 0xdfff)) {
                    throw new IllegalArgumentException("invalid byte sequence for encoding UTF8");
                }
                yield event;
            }
            case KEEPS_SECONDS ->
                saying(
                        event,
                        new DeliveryEvent.Delivered(
                                Report.of(report.at().truncatedTo(ChronoUnit.SECONDS), report.source(), report.raw()),
                                ""));
            default -> event;
        };
    }

    private static Visit withoutRule(Visit visit) {
        return Visit.of(visit.ipAddress(), visit.country(), visit.agent());
    }

    private static Report cut(Report report) {
        String raw = report.raw();
        return Report.of(report.at(), report.source(), raw.substring(0, Math.min(raw.length(), 4_000)));
    }

    private static LoggedEvent about(LoggedEvent event, String subject, Optional<String> about) {
        return new LoggedEvent(
                event.key(),
                event.account(),
                event.messageId(),
                event.recipient(),
                event.campaign(),
                subject,
                about,
                event.relatedTo(),
                event.event());
    }

    private static LoggedEvent saying(LoggedEvent event, DeliveryEvent said) {
        return new LoggedEvent(
                event.key(),
                event.account(),
                event.messageId(),
                event.recipient(),
                event.campaign(),
                event.subject(),
                event.about(),
                event.relatedTo(),
                said);
    }
}
