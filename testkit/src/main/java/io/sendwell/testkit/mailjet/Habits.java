package io.sendwell.testkit.mailjet;

import io.sendwell.testkit.mailjet.MailjetEvent.Copy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What mailboxes and the people behind them do with mail. From it and from what was accepted come the events. Guarded by the
 * desk.
 *
 * <p>What a mailbox does decides over each mail once, when the events of the mail are first asked for. What a person does is
 * done with each mail that arrived, also with those that are asked for later.
 */
final class Habits {

    private static final Duration TO_ARRIVE = Duration.ofSeconds(2);
    private static final Duration TO_BE_SCANNED = Duration.ofSeconds(3);
    private static final Duration TO_BE_REFUSED = Duration.ofSeconds(5);
    private static final Duration TO_BE_BLOCKED = Duration.ofSeconds(1);
    private static final Duration TO_BE_READ = Duration.ofSeconds(60);
    private static final Duration TO_GO_ON = Duration.ofSeconds(15);

    /** What becomes of a mail at the door. */
    @FunctionalInterface
    interface Fate {
        MailjetEvent of(Copy copy);
    }

    /** What somebody does with a mail; empty where it cannot be done with this one. */
    @FunctionalInterface
    interface Deed {
        List<MailjetEvent> with(Copy copy, Instant at);
    }

    /** @param copies with which it was done already, by message id */
    private record Intent(Deed deed, Instant since, Set<Long> copies) {}

    private final Map<String, Fate> fates = new HashMap<>();
    private final Map<String, List<Intent>> intents = new HashMap<>();
    private final Set<String> scanned = new HashSet<>();

    static Fate bounces(ReportedError why, boolean hard) {
        return copy -> copy.bounced(copy.message().acceptedAt().plus(TO_BE_REFUSED), why, hard);
    }

    static Fate blocked(ReportedError why) {
        return copy -> copy.blocked(copy.message().acceptedAt().plus(TO_BE_BLOCKED), why);
    }

    static Fate delivered() {
        return copy -> copy.sent(copy.message().acceptedAt().plus(TO_ARRIVE));
    }

    static Deed opens(FakeVisitor visitor) {
        return (copy, at) ->
                copy.message().trackOpens().equals("disabled") ? List.of() : List.of(copy.opened(at, visitor));
    }

    static Deed clicks(String link, FakeVisitor visitor) {
        return (copy, at) ->
                copy.message().trackedLinks().contains(link) ? List.of(copy.clicked(at, link, visitor)) : List.of();
    }

    static Deed complains() {
        return (copy, at) -> List.of(copy.complained(at));
    }

    static Deed unsubscribes(FakeVisitor visitor) {
        return (copy, at) -> List.of(copy.unsubscribed(at, visitor));
    }

    void decide(String address, Fate fate) {
        fates.put(Recipients.comparable(address), fate);
    }

    void scan(String address) {
        scanned.add(Recipients.comparable(address));
    }

    void intend(String address, Deed deed, Instant since) {
        intents.computeIfAbsent(Recipients.comparable(address), key -> new ArrayList<>())
                .add(new Intent(deed, since, new HashSet<>()));
    }

    /** What happened to a copy since it was asked last. */
    List<MailjetEvent> of(Copy copy) {
        List<MailjetEvent> events = new ArrayList<>();
        String address = Recipients.comparable(copy.recipient().address());
        MailjetEvent before = copy.account().latest(copy.recipient()).orElse(null);
        if (before == null) {
            events.add(fate(copy, address).of(copy));
            if (isDelivered(events.get(0)) && scanned.contains(address)) {
                events.addAll(scan(copy));
            }
        }
        boolean arrived = isDelivered(before == null ? events.get(0) : before);
        for (Intent intent : arrived ? intents.getOrDefault(address, List.of()) : List.<Intent>of()) {
            if (intent.copies().add(copy.recipient().messageId())) {
                Instant last = events.isEmpty() && before != null
                        ? before.at()
                        : events.get(events.size() - 1).at();
                events.addAll(intent.deed().with(copy, time(copy, intent, last)));
            }
        }
        return events;
    }

    /** What happens to a copy now: whoever does something with a mail of which nothing was heard got it before. */
    List<MailjetEvent> now(Copy copy, Happening happening, Instant now) {
        List<MailjetEvent> events = new ArrayList<>();
        MailjetEvent before = copy.account().latest(copy.recipient()).orElse(null);
        Instant last = before == null ? copy.message().acceptedAt() : before.at();
        Instant at = later(now, last);
        List<MailjetEvent> happened = happening.with(copy, at);
        if (before == null && happening.isOfAReader() && !happened.isEmpty()) {
            events.add(copy.sent(at));
        }
        events.addAll(happened);
        return events;
    }

    private Fate fate(Copy copy, String address) {
        if (!copy.message().skippedErrors().isEmpty()) {
            return blocked(ReportedError.SENDER_BLOCKED);
        }
        return copy.recipient().status().equals("blocked")
                ? blocked(ReportedError.DUPLICATE_IN_CAMPAIGN)
                : fates.getOrDefault(address, delivered());
    }

    // After a mail arrived, nothing that is reported of it says that it did not.
    private static boolean isDelivered(MailjetEvent event) {
        return !event.type().equals("bounce") && !event.type().equals("blocked");
    }

    private static Instant time(Copy copy, Intent intent, Instant last) {
        Instant read = later(copy.message().acceptedAt().plus(TO_BE_READ), last.plus(TO_GO_ON));
        return later(read, intent.since());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static List<MailjetEvent> scan(Copy copy) {
        Instant at = copy.message().acceptedAt().plus(TO_BE_SCANNED);
        return copy.message().trackedLinks().stream()
                .map(link -> copy.clicked(at, link, FakeVisitor.PERSON))
                .toList();
    }
}
