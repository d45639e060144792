package io.sendwell.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sendwell.address.EmailAddress;
import io.sendwell.event.Bounce;
import io.sendwell.event.BounceKind;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.Report;
import io.sendwell.scheduling.micrometer.SendwellMetrics;
import io.sendwell.throttle.ThrottleLimit;
import io.sendwell.transport.RefusalScope;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SendwellMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, new MockClock());
    private final SendwellMetrics metrics = SendwellMetrics.in(registry);
    private Mailroom room = room(metrics);

    private static Mailroom room(SendwellMetrics metrics) {
        return new Mailroom(
                policy -> policy.throttlePermits(1_000_000),
                (builder, hop) -> builder.esp(hop).handoverListener(metrics).eventListener(metrics));
    }

    @AfterEach
    void close() {
        room.close();
    }

    private OutboxWorker worker() {
        return room.builder(settings -> {}).listener(metrics).build();
    }

    @Test
    void what_a_next_hop_answers_is_counted_by_recipient_and_the_call_is_timed() {
        room.hop.answer = (recipient, call) -> recipient.startsWith("p1@")
                ? ScriptedHop.rejected(RefusalScope.RECIPIENT, "550", "5.1.1")
                : ScriptedHop.ACCEPTED;
        room.broadcast(3);

        worker().runOnce();

        assertThat(recipients("accepted")).isEqualTo(2);
        assertThat(recipients("rejected")).isEqualTo(1);
        assertThat(recipients("deferred")).isZero();
        assertThat(registry.get("sendwell.handover")
                        .tags("route", "esp", "transport", "esp", "class", "mass", "outcome", "mixed")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("sendwell.handover.size").summary().totalAmount())
                .isGreaterThan(3 * "News for you.".length());
    }

    @Test
    void mail_that_is_sent_at_once_is_counted_too() {
        room.sendwell.account("one").send(Mailroom.composed("kim@example.net"));

        assertThat(recipients("accepted")).isEqualTo(1);
        assertThat(registry.get("sendwell.recipients")
                        .tags("class", "individual", "outcome", "accepted")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void a_worker_shows_its_claims_its_empty_looks_and_what_became_of_the_entries() {
        room.mail("kim@example.net");
        OutboxWorker worker = worker();

        worker.runOnce();
        worker.runOnce();

        assertThat(count("sendwell.outbox.claims")).isEqualTo(1);
        assertThat(registry.get("sendwell.outbox.entries")
                        .tag("state", "accepted")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("sendwell.outbox.polls")
                        .tags("lane", "individual", "found", "something")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("sendwell.outbox.polls")
                        .tags("lane", "individual", "found", "nothing")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void the_backlog_is_shown_by_lane_with_the_age_of_its_oldest_sending() {
        room.hop.answering(ScriptedHop.deferred(RefusalScope.RECIPIENT, "451", "4.2.0"));
        room.mail("kim@example.net");
        OutboxWorker worker = worker();
        metrics.watch(worker);
        worker.runOnce();
        room.pass(Duration.ofMinutes(20));
        MockClock clock = (MockClock) registry.config().clock();
        clock.add(Duration.ofMillis(room.clock.instant().toEpochMilli() - clock.wallTime()));

        worker.runOnce();

        assertThat(registry.get("sendwell.outbox.due")
                        .tag("lane", "individual")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(registry.get("sendwell.outbox.due.age")
                        .tag("lane", "individual")
                        .timeGauge()
                        .value())
                .isCloseTo(20.0 * 60, within(1.0));
        assertThat(registry.get("sendwell.throttle.granted").functionCounter().count())
                .isEqualTo(2);
    }

    @Test
    void a_claim_that_another_worker_left_dispatched_is_counted_as_recovered() {
        room.mail("kim@example.net");
        room.hop.answering(ScriptedHop.silence());
        OutboxWorker worker = worker();

        worker.runOnce();
        room.pass(Duration.ofHours(1));
        worker.runOnce();

        assertThat(recipients("uncertain")).isPositive();
        assertThat(count("sendwell.outbox.doubts")).isPositive();
        assertThat(count("sendwell.outbox.recovered")).isEqualTo(1);
    }

    @Test
    void reports_are_counted_by_type() {
        room.mail("kim@example.net");
        worker().runOnce();

        room.sendwell.events().receive(List.of(hardBounce()));

        assertThat(registry.get("sendwell.events")
                        .tag("type", "hard_bounced")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    private DeliveryEvent hardBounce() {
        Report report = Report.of(room.clock.instant(), "smtp", "")
                .messageId(room.hop.ids().get(0))
                .recipient(EmailAddress.parse("kim@example.net"));
        return new DeliveryEvent.HardBounced(report, new Bounce(BounceKind.HARD, "B1", "550 5.1.1", "No such user"));
    }

    @Test
    void how_much_of_a_limit_is_used_is_seen_and_falls_again() {
        room.sendwell.throttle().limit(Mailroom.ONE, new ThrottleLimit(100, Duration.ofMinutes(15)));
        metrics.watch(room.sendwell.throttle(), Mailroom.ONE);
        metrics.watch(room.sendwell.throttle());
        assertThat(utilisation("one")).isZero();
        assertThat(utilisation("*")).as("no limit of the operator").isNaN();
        room.sendwell.throttle().operatorLimit(new ThrottleLimit(1_000, Duration.ofMinutes(15)));

        for (int i = 0; i < 5; i++) {
            room.sendwell.account("one").send(Mailroom.composed("kim" + i + "@example.net"));
        }

        assertThat(utilisation("one")).isEqualTo(1);
        assertThat(utilisation("*")).isBetween(0.05, 0.2);
        room.pass(Duration.ofMinutes(15));
        assertThat(utilisation("one")).isZero();
    }

    @Test
    void answers_to_webhooks_are_counted_by_what_they_say() {
        List.of(200, 204, 401, 404, 413, 503).forEach(metrics::webhookAnswered);

        assertThat(webhooks("received")).isEqualTo(2);
        assertThat(webhooks("refused")).isEqualTo(3);
        assertThat(webhooks("again")).isEqualTo(1);
    }

    @Test
    void accounts_are_told_apart_only_when_that_was_asked_for() {
        room.mail("kim@example.net");
        worker().runOnce();
        assertThat(tagNames()).doesNotContain("account");

        room.close();
        SimpleMeterRegistry apart = new SimpleMeterRegistry();
        room = room(SendwellMetrics.perAccount(apart));
        room.mail(Mailroom.TWO, "kim@example.net");
        worker().runOnce();
        assertThat(apart.get("sendwell.recipients")
                        .tags("account", "two", "outcome", "accepted")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void no_tag_holds_anything_of_a_mail_or_of_a_person() {
        OutboxWorker worker = worker();
        metrics.watch(worker);
        metrics.watch(room.sendwell.throttle());
        room.mail("kim@example.net");
        room.broadcast(3);
        worker.runOnce();
        room.sendwell.events().receive(List.of(hardBounce()));

        Set<String> values = registry.getMeters().stream()
                .map(Meter::getId)
                .filter(id -> !id.getName().isEmpty())
                .flatMap(id -> id.getTags().stream())
                .map(Tag::getValue)
                .collect(Collectors.toSet());

        assertThat(values).isNotEmpty().allMatch(value -> value.matches("[a-z_]+|\\*"));
        assertThat(values).doesNotContain("one", "two", "kim", "monday", "news");
    }

    private Set<String> tagNames() {
        return registry.getMeters().stream()
                .flatMap(meter -> meter.getId().getTags().stream())
                .map(Tag::getKey)
                .collect(Collectors.toSet());
    }

    private double recipients(String outcome) {
        return registry.get("sendwell.recipients").tag("outcome", outcome).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private double webhooks(String outcome) {
        return registry.get("sendwell.webhooks")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private double utilisation(String account) {
        return registry.get("sendwell.throttle.utilisation")
                .tag("account", account)
                .gauge()
                .value();
    }

    private double count(String name) {
        return registry.get(name).counter().count();
    }
}
