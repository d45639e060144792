package io.sendwell.examples.faults;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.event.Bounce;
import io.sendwell.event.BounceKind;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.Report;
import io.sendwell.event.Visit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What an ESP in trouble reports of a broadcast: four events of each mail, each of them 1 to 46 times (as seen at SendGrid,
 * sendgrid-nodejs issue 1435) and 5 times on average, each time under another id. Immutable.
 */
final class ReportStorm {

    static final int EVENTS_OF_A_MAIL = 4;

    private static final int MOST_TIMES = 46;
    private static final int TIMES_ON_AVERAGE = 5;
    private static final Instant BEGIN = Instant.parse("2026-11-21T09:00:00Z");
    private static final AccountId ACCOUNT = AccountId.of(Node.ACCOUNT);

    private final List<Integer> timesOfEvent;

    private ReportStorm(List<Integer> timesOfEvent) {
        this.timesOfEvent = List.copyOf(timesOfEvent);
    }

    /**
     * A mail as the ESP knows it.
     *
     * @param number its place in the broadcast
     * @param id our id of it
     */
    record Mail(int number, String id, EmailAddress recipient) {}

    /** Of a broadcast of so many mails; the same for each seed. */
    static ReportStorm of(int mails, Random random) {
        int events = mails * EVENTS_OF_A_MAIL;
        List<Integer> times = new ArrayList<>(Collections.nCopies(events, 1));
        for (int deliveries = events; deliveries < events * TIMES_ON_AVERAGE; ) {
            // The cube: few events come very often, and most of them once or twice.
            int chosen = (int) (events * Math.pow(random.nextDouble(), 3));
            if (times.get(chosen) < MOST_TIMES) {
                times.set(chosen, times.get(chosen) + 1);
                deliveries++;
            }
        }
        Collections.shuffle(times, random);
        return new ReportStorm(times);
    }

    /** How often anything is delivered, all in all. */
    int deliveries() {
        return timesOfEvent.stream().mapToInt(Integer::intValue).sum();
    }

    /** What happened to a mail, each once and in order. */
    List<DeliveryEvent> events(Mail mail) {
        return IntStream.range(0, EVENTS_OF_A_MAIL)
                .mapToObj(number -> event(mail, number, 0))
                .toList();
    }

    /** What is delivered of a mail, in no order. */
    List<DeliveryEvent> deliveries(Mail mail) {
        List<DeliveryEvent> deliveries = new ArrayList<>();
        for (int number = 0; number < EVENTS_OF_A_MAIL; number++) {
            for (int time = 0; time < timesOfEvent.get(mail.number() * EVENTS_OF_A_MAIL + number); time++) {
                deliveries.add(event(mail, number, time));
            }
        }
        Collections.shuffle(deliveries, new Random(mail.number()));
        return deliveries;
    }

    private static DeliveryEvent event(Mail mail, int number, int time) {
        Report report = Report.of(BEGIN.plusSeconds(mail.number() % 50 + 60L * number), "esp", "time " + time)
                .account(ACCOUNT)
                .messageId(mail.id())
                .recipient(mail.recipient())
                .providerId("id " + time);
        // Scattered, and the same each time that the event comes.
        return switch (((mail.number() * EVENTS_OF_A_MAIL + number) * 0x9E3779B9 >>> 7) % 10) {
            case 0, 1, 2 -> new DeliveryEvent.Delivered(report, "250 2.0.0 OK");
            case 3, 4 -> new DeliveryEvent.Opened(report, Visit.of("192.0.2.10", "SE", "Mozilla/5.0"));
            case 5, 6 ->
                new DeliveryEvent.Clicked(
                        report,
                        "https://acme.example/" + mail.number() % 3,
                        Visit.of("192.0.2.10", "SE", "Mozilla/5.0"));
            case 7 -> new DeliveryEvent.SoftBounced(report, bounce(BounceKind.SOFT, "452 4.2.2", "Mailbox full"));
            case 8 -> new DeliveryEvent.HardBounced(report, bounce(BounceKind.HARD, "550 5.1.1", "No such user"));
            default -> new DeliveryEvent.Complained(report, "abuse");
        };
    }

    private static Bounce bounce(BounceKind kind, String code, String text) {
        return new Bounce(kind, "", code, text);
    }
}
