package io.sendwell.testkit.contract;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.log.LoggedEvent;
import io.sendwell.testkit.fixtures.Accounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Events as an ESP in trouble delivers them: each 1 to 46 times (as seen at SendGrid, sendgrid-nodejs issue 1435) and 5 times on
 * average, each time under another id, shuffled, in lists of 1 to 20.
 */
final class EventStorm {

    private static final int MOST_TIMES = 46;
    private static final int TIMES_ON_AVERAGE = 5;
    private static final int LONGEST_LIST = 20;

    /** Each event once. */
    final List<LoggedEvent> events;

    private final Random random;

    private EventStorm(List<LoggedEvent> events, Random random) {
        this.events = events;
        this.random = random;
    }

    /** So many events, most of them of the account Acme and the others of Globex, by a seed that repeats them. */
    static EventStorm of(int count, long seed) {
        List<LoggedEvent> events = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            events.add(event(number, "id 0"));
        }
        return new EventStorm(events, new Random(seed));
    }

    private static LoggedEvent event(int number, String providerId) {
        // Four events to a message, each at a time that events of other messages share.
        int message = number / 4;
        AccountId account = message % 5 == 0 ? Accounts.GLOBEX : Accounts.ACME;
        ReportedStatement statement = ReportedStatement.of(account + "-m" + message)
                .account(account)
                .to(EmailAddress.parse("person" + message % 997 + "@example.net"))
                .campaign("Campaign " + message % 7)
                .subject(message % 4 == 0 ? "" : "Subject " + message % 11)
                .about("person/" + message % 997)
                .providerId(providerId)
                .later(message % 50 + 1_000L * (number % 4));
        // Scattered, and the same each time that the event comes.
        return switch ((number * 0x9E3779B9 >>> 7) % 10) {
            case 0 -> statement.accepted();
            case 1, 2, 3 -> statement.delivered();
            case 4 -> statement.opened();
            case 5, 6 -> statement.clicked("https://acme.example/" + number % 3);
            case 7 -> statement.softBounced();
            case 8 -> statement.hardBounced();
            default -> statement.complained();
        };
    }

    /** Each event once, in the order in which they happened. */
    List<LoggedEvent> inOrder() {
        return events.stream().sorted(Comparator.comparing(LoggedEvent::at)).toList();
    }

    /** All deliveries, dealt to so many reporters as lists: five times as many as there are events. */
    List<List<List<LoggedEvent>>> deliveries(int reporters) {
        List<LoggedEvent> all = new ArrayList<>(events);
        int[] times = new int[events.size()];
        while (all.size() < events.size() * TIMES_ON_AVERAGE) {
            // The cube: few events come very often, and most of them once or twice.
            int chosen = (int) (events.size() * Math.pow(random.nextDouble(), 3));
            if (times[chosen] < MOST_TIMES - 1) {
                times[chosen]++;
                all.add(event(chosen, "id " + times[chosen]));
            }
        }
        Collections.shuffle(all, random);
        List<List<List<LoggedEvent>>> dealt = new ArrayList<>();
        for (int reporter = 0; reporter < reporters; reporter++) {
            int first = all.size() / reporters * reporter;
            int end = reporter == reporters - 1 ? all.size() : first + all.size() / reporters;
            dealt.add(inLists(all.subList(first, end)));
        }
        return dealt;
    }

    private List<List<LoggedEvent>> inLists(List<LoggedEvent> all) {
        List<List<LoggedEvent>> lists = new ArrayList<>();
        int first = 0;
        while (first < all.size()) {
            int end = Math.min(all.size(), first + 1 + random.nextInt(LONGEST_LIST));
            lists.add(all.subList(first, end));
            first = end;
        }
        return lists;
    }
}
