package io.sendwell.testkit.contract;

import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.RowUndo;
import io.sendwell.event.Bounce;
import io.sendwell.event.BounceKind;
import io.sendwell.event.Strike;
import io.sendwell.event.StrikeStore;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A store of strikes as somebody might write it, right but for one flaw. */
final class FlawedStrikeStore implements StrikeStore {

    /** What somebody may get wrong, and the sentence of the contract that says so. */
    enum Flaw {
        NONE(""),
        ANSWERS_FOR_EVERYBODY("an_address_without_strikes_is_not_found"),
        ANSWERS_NEWEST_FIRST("strikes_are_found_as_they_were_added_the_oldest_first"),
        FORGETS_THE_KIND("strikes_are_found_as_they_were_added_the_oldest_first"),
        COMPARES_EXACTLY("strikes_stand_under_each_address_as_it_was_asked_for"),
        IGNORES_TAGS("strikes_stand_under_each_address_as_it_was_asked_for"),
        ASKS_FOR_A_THOUSAND("thousands_of_addresses_are_asked_for_at_once"),
        COUNTS_TWICE("a_strike_that_is_reported_again_counts_once_and_stays_as_it_was"),
        OVERWRITES("a_strike_that_is_reported_again_counts_once_and_stays_as_it_was"),
        COUNTS_ONCE_A_REPORTER("strikes_of_another_time_reporter_or_row_are_others"),
        COUNTS_ONCE_A_TIME("strikes_of_another_time_reporter_or_row_are_others"),
        CLEARS_EVERYTHING("what_bounced_until_an_address_was_cleared_counts_no_more"),
        CLEARS_EVERYBODY("what_bounced_until_an_address_was_cleared_counts_no_more"),
        LEAVES_THE_LAST_MOMENT("what_bounced_until_an_address_was_cleared_counts_no_more"),
        CLEARS_EXACTLY("what_bounced_until_an_address_was_cleared_counts_no_more"),
        FORGETS_CLEARANCES("what_had_bounced_before_a_clearance_does_not_count_when_it_is_reported_later"),
        TAKES_THE_LAST_CLEARANCE("a_clearance_is_never_taken_back_by_an_earlier_one"),
        CLEARS_ALL_UNTIL_ONE_TIME("many_addresses_are_cleared_at_once_each_until_its_own_time"),
        NAMES_NOBODY_TWICE("undoing_a_row_drops_what_it_made_and_says_of_whom"),
        DROPS_NOTHING("undoing_a_row_drops_what_it_made_and_says_of_whom"),
        UNDOES_EVERY_REPORTER("undoing_a_row_leaves_what_other_rows_reporters_and_times_made"),
        UNDOES_EVERY_TIME("undoing_a_row_leaves_what_other_rows_reporters_and_times_made"),
        UNDOES_ROWS_OF_ANY_CASE("undoing_a_row_leaves_what_other_rows_reporters_and_times_made"),
        UNDOES_THE_LAST_MOMENT("undoing_a_row_leaves_what_other_rows_reporters_and_times_made"),
        UNDOES_ALL_AT_ONCE("undoing_goes_on_in_steps_until_nothing_is_left"),
        NEEDS_NO_LIMIT("undoing_goes_on_in_steps_until_nothing_is_left"),
        TRIMS_TEXT("text_of_any_kind_is_kept_as_text"),
        CLEARS_WHAT_IT_KNOWS("whatever_order_reports_come_in_and_however_often_the_same_is_kept"),
        READS_THEN_UNDOES("each_strike_is_dropped_by_one_of_two_threads");

        final String caughtBy;

        Flaw(String caughtBy) {
            this.caughtBy = caughtBy;
        }
    }

    private record Counted(EmailAddress address, Strike strike) {}

    private final Flaw flaw;
    private final Meeting meeting;
    private final List<Counted> strikes = new CopyOnWriteArrayList<>();
    private final Map<String, Instant> cleared = new ConcurrentHashMap<>();

    FlawedStrikeStore(Flaw flaw) {
        this.flaw = flaw;
        this.meeting = Meeting.when(flaw == Flaw.READS_THEN_UNDOES);
    }

    @Override
    public synchronized Map<EmailAddress, List<Strike>> find(Collection<EmailAddress> addresses) {
        Map<EmailAddress, List<Strike>> found = new LinkedHashMap<>();
        addresses.stream()
                .limit(has(Flaw.ASKS_FOR_A_THOUSAND) ? 1000 : Long.MAX_VALUE)
                .forEach(address -> {
                    List<Strike> counted = strikes.stream()
                            .filter(one -> person(one.address()).equals(person(address)))
                            .map(Counted::strike)
                            .sorted(order())
                            .toList();
                    if (!counted.isEmpty() || has(Flaw.ANSWERS_FOR_EVERYBODY)) {
                        found.put(address, counted);
                    }
                });
        return found;
    }

    private Comparator<Strike> order() {
        Comparator<Strike> oldestFirst = Comparator.comparing(Strike::at);
        return has(Flaw.ANSWERS_NEWEST_FIRST) ? oldestFirst.reversed() : oldestFirst;
    }

    @Override
    public synchronized void add(EmailAddress address, Strike strike) {
        Instant until =
                has(Flaw.FORGETS_CLEARANCES) ? Instant.MIN : cleared.getOrDefault(address.normalForm(), Instant.MIN);
        if (!strike.at().isAfter(until)) {
            return;
        }
        boolean known = strikes.stream().anyMatch(one -> isSame(one, address, strike));
        if (known && has(Flaw.OVERWRITES)) {
            strikes.removeIf(one -> isSame(one, address, strike));
            known = false;
        }
        if (!known || has(Flaw.COUNTS_TWICE)) {
            strikes.add(new Counted(address, stored(strike)));
        }
    }

    private boolean isSame(Counted one, EmailAddress address, Strike strike) {
        return person(one.address()).equals(person(address))
                && switch (flaw) {
                    case COUNTS_ONCE_A_REPORTER -> one.strike().source().equals(strike.source());
                    case COUNTS_ONCE_A_TIME -> one.strike().at().equals(strike.at());
                    default -> one.strike().isSame(strike);
                };
    }

    @Override
    public synchronized void clear(Map<EmailAddress, Instant> until) {
        Instant latest = until.values().stream().max(Comparator.naturalOrder()).orElse(Instant.MIN);
        until.forEach((address, at) -> {
            Instant end = has(Flaw.CLEARS_ALL_UNTIL_ONE_TIME) ? latest : at;
            if (!has(Flaw.CLEARS_WHAT_IT_KNOWS)) {
                cleared.merge(
                        address.normalForm(),
                        end,
                        (one, other) -> one.isAfter(other) && !has(Flaw.TAKES_THE_LAST_CLEARANCE) ? one : other);
            }
            strikes.removeIf(one -> isCleared(one, address, end));
        });
    }

    private boolean isCleared(Counted one, EmailAddress address, Instant end) {
        boolean same = has(Flaw.CLEARS_EXACTLY)
                ? one.address().equals(address)
                : person(one.address()).equals(person(address));
        boolean before = !one.strike().at().isAfter(end);
        return switch (flaw) {
            case CLEARS_EVERYTHING -> same;
            case CLEARS_EVERYBODY -> before;
            case LEAVES_THE_LAST_MOMENT -> same && one.strike().at().isBefore(end);
            default -> same && before;
        };
    }

    @Override
    public List<EmailAddress> undo(RowUndo row, int limit) {
        if (limit < 1 && !has(Flaw.NEEDS_NO_LIMIT)) {
            throw new IllegalArgumentException("Undoing needs a limit.");
        }
        List<Counted> read = wrong(row, limit);
        meeting.await();
        synchronized (this) {
            List<Counted> wrong = has(Flaw.READS_THEN_UNDOES) ? read : wrong(row, limit);
            if (!has(Flaw.DROPS_NOTHING)) {
                strikes.removeAll(wrong);
            }
            List<EmailAddress> dropped = wrong.stream().map(Counted::address).toList();
            return has(Flaw.NAMES_NOBODY_TWICE) ? dropped.stream().distinct().toList() : dropped;
        }
    }

    private List<Counted> wrong(RowUndo row, int limit) {
        return strikes.stream()
                .filter(one -> isMadeBy(row, one.strike()))
                .limit(has(Flaw.UNDOES_ALL_AT_ONCE) ? Long.MAX_VALUE : limit)
                .toList();
    }

    private boolean isMadeBy(RowUndo row, Strike strike) {
        String name = strike.bounce().row();
        return switch (flaw) {
            case UNDOES_EVERY_REPORTER -> row.made(name, row.source(), strike.at());
            case UNDOES_EVERY_TIME -> row.made(name, strike.source(), row.from());
            case UNDOES_ROWS_OF_ANY_CASE ->
                row.made(name.equalsIgnoreCase(row.row()) ? row.row() : name, strike.source(), strike.at());
            case UNDOES_THE_LAST_MOMENT ->
                row.made(name, strike.source(), strike.at())
                        || row.made(name, strike.source(), strike.at().minusMillis(1));
            default -> row.made(name, strike.source(), strike.at());
        };
    }

    private Strike stored(Strike strike) {
        Bounce bounce = strike.bounce();
        return new Strike(
                strike.at(),
                strike.source(),
                new Bounce(
                        has(Flaw.FORGETS_THE_KIND) ? BounceKind.SOFT : bounce.kind(),
                        bounce.row(),
                        bounce.code(),
                        has(Flaw.TRIMS_TEXT) ? bounce.text().strip() : bounce.text()));
    }

    private String person(EmailAddress address) {
        return switch (flaw) {
            case COMPARES_EXACTLY -> address.toString();
            case IGNORES_TAGS -> address.normalForm().replaceAll("\\+[^@]*", "");
            default -> address.normalForm();
        };
    }

    private boolean has(Flaw wanted) {
        return flaw == wanted;
    }
}
