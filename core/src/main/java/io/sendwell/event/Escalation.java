package io.sendwell.event;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * When bounces that say little alone come to say that an address is dead.
 *
 * <p>Only what was delivered to it, or the operator, clears an address. Each kind counts for itself; what is about us, our
 * content or our set-up never counts. Reports come late and in any order, so all bounces are looked at anew each time; a day is
 * one of the calendar in UTC.
 *
 * <p>The figures are our own choice: no standard and no receiver's page names any. They stop before a mailbox that is full or a
 * server that is away for a weekend is taken for dead, and long before a receiver takes us for somebody who does not look.
 */
public final class Escalation {

    /** On how many days an address bounces softly, or unclearly, before something follows. */
    public static final int DAYS = 3;

    /** Within which time the soft ones count together. */
    public static final Duration WINDOW = Duration.ofDays(30);

    /** How long an address is left alone; one more soft bounce afterwards closes it. */
    public static final Duration PAUSE = Duration.ofDays(30);

    /** On how many days a receiver says "no such mailbox" that is now and then mistaken, before it is believed. */
    public static final int DAYS_TO_CONFIRM = 2;

    /** How many bounces say that a domain has no server for mail, before it is believed. */
    public static final int NO_HOST_BOUNCES = 3;

    /** Over which time, at the least, they say it: longer than the weekend after which a server is repaired. */
    public static final Duration NO_HOST_TIME = Duration.ofDays(3);

    private static final Comparator<Strike> OLDEST_FIRST = Comparator.comparing(Strike::at);

    private Escalation() {}

    /**
     * What these bounces come to.
     *
     * @param strikes bounces of one address, in any order; those whose row turned out wrong are left out by the caller
     * @param lastDelivery when a message was last delivered to it; what bounced until then does not count
     */
    public static AddressStanding standing(Collection<Strike> strikes, Optional<Instant> lastDelivery) {
        List<Strike> counted = strikes.stream()
                .filter(strike -> lastDelivery.isEmpty() || strike.at().isAfter(lastDelivery.get()))
                .sorted(OLDEST_FIRST)
                .toList();
        Optional<Strike> closing = Stream.of(
                        first(of(counted, BounceKind.HARD)),
                        onDay(DAYS, of(counted, BounceKind.UNCLEAR)),
                        onDay(DAYS_TO_CONFIRM, of(counted, BounceKind.HARD_UNCONFIRMED)),
                        noHost(of(counted, BounceKind.SOFT_NO_HOST)),
                        afterPause(counted))
                .flatMap(Optional::stream)
                .min(OLDEST_FIRST);
        if (closing.isPresent()) {
            return new AddressStanding.Closed(closing.get());
        }
        return suspending(counted)
                .<AddressStanding>map(
                        strike -> new AddressStanding.Suspended(strike.at().plus(PAUSE), strike))
                .orElseGet(AddressStanding.Open::new);
    }

    private static List<Strike> of(List<Strike> strikes, BounceKind... kinds) {
        Set<BounceKind> wanted = Set.of(kinds);
        return strikes.stream()
                .filter(strike -> wanted.contains(strike.bounce().kind()))
                .toList();
    }

    private static Optional<Strike> first(List<Strike> strikes) {
        return strikes.stream().findFirst();
    }

    /** The first strike of each day. */
    private static List<Strike> days(List<Strike> strikes) {
        Set<LocalDate> seen = new HashSet<>();
        return strikes.stream().filter(strike -> seen.add(day(strike))).toList();
    }

    /** The strike that completes so many days. */
    private static Optional<Strike> onDay(int number, List<Strike> strikes) {
        return days(strikes).stream().skip(number - 1L).findFirst();
    }

    private static Optional<Strike> noHost(List<Strike> strikes) {
        return strikes.stream()
                .skip(NO_HOST_BOUNCES - 1L)
                .filter(strike -> !strike.at().isBefore(strikes.get(0).at().plus(NO_HOST_TIME)))
                .findFirst();
    }

    private static Optional<Strike> suspending(List<Strike> strikes) {
        return Stream.of(first(of(strikes, BounceKind.SOFT_ABANDONED)), crowded(days(soft(strikes))))
                .flatMap(Optional::stream)
                .min(OLDEST_FIRST);
    }

    /** The strike that is so many days' last within the window. */
    private static Optional<Strike> crowded(List<Strike> days) {
        return IntStream.range(DAYS - 1, days.size())
                .filter(index -> !day(days.get(index))
                        .isAfter(day(days.get(index - DAYS + 1)).plusDays(WINDOW.toDays())))
                .mapToObj(days::get)
                .findFirst();
    }

    private static Optional<Strike> afterPause(List<Strike> strikes) {
        return suspending(strikes)
                .map(strike -> strike.at().plus(PAUSE))
                .flatMap(end -> first(soft(strikes).stream()
                        .filter(strike -> !strike.at().isBefore(end))
                        .toList()));
    }

    private static List<Strike> soft(List<Strike> strikes) {
        return of(strikes, BounceKind.SOFT, BounceKind.SOFT_ABANDONED);
    }

    private static LocalDate day(Strike strike) {
        return LocalDate.ofInstant(strike.at(), ZoneOffset.UTC);
    }
}
