package io.sendwell.scheduling;

import static io.sendwell.scheduling.Mailroom.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.address.DomainName;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingState;
import io.sendwell.outbox.StoredEntry;
import io.sendwell.throttle.Pace;
import io.sendwell.throttle.ThrottleLimit;
import io.sendwell.throttle.WarmUp;
import io.sendwell.transport.RefusalScope;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacingTest {

    private static final ThrottleLimit ONE_A_SECOND = new ThrottleLimit(60, Duration.ofMinutes(1));
    private static final ThrottleLimit TWENTY_A_SECOND = new ThrottleLimit(1_200, Duration.ofMinutes(1));
    private static final ThrottleLimit PLENTY = new ThrottleLimit(1_000_000, Duration.ofMinutes(1));
    private static final WarmUp TEN_AT_FIRST = new WarmUp(10, 1.5, 0.05, 0.001, 30);

    @Test
    void one_receiver_gets_its_pace_while_others_get_theirs_at_once() {
        Mailroom room = paced(Pace.perDomain(PLENTY)
                .withOrganisation(PacingTest::organisation)
                .withReceiver("slow.example", ONE_A_SECOND));
        SendingId news = room.broadcastAt(
                ONE,
                Stream.of("example.net", "hosted.example", "example.org")
                        .flatMap(domain -> persons(15, domain))
                        .toList(),
                Mailroom.MORNING);
        OutboxWorker worker = room.worker();

        worker.runOnce();
        assertThat(to(room, "example.org")).hasSize(15);
        assertThat(toSlow(room)).as("the whole organisation").isEqualTo(1);

        int before = 1;
        for (int second = 1; second <= 120; second++) {
            room.pass(Duration.ofSeconds(1));
            worker.runOnce();
            assertThat(toSlow(room) - before).isLessThanOrEqualTo(1);
            before = toSlow(room);
        }
        assertThat(room.state(news)).isEqualTo(SendingState.DONE);
        assertThat(room.hop.taken()).hasSize(45).doesNotHaveDuplicates();
    }

    @Test
    void what_has_to_wait_for_its_receiver_comes_back_once_at_a_turn_of_its_own() {
        Mailroom room = paced(Pace.perDomain(TWENTY_A_SECOND));
        SendingId news = room.broadcastAt(ONE, persons(60, "example.net").toList(), Mailroom.MORNING);
        OutboxWorker worker = room.worker();

        assertThat(worker.runOnce().again()).isEqualTo(48);
        assertThat(worker.runOnce()).as("nothing is due before").isEqualTo(Round.NOTHING);
        assertThat(room.entries(news))
                .filteredOn(entry -> entry.code().equals(Judge.PACED))
                .hasSize(48);

        for (int i = 0; i < 20; i++) {
            room.pass(Duration.ofMillis(250));
            worker.runOnce();
        }
        assertThat(room.state(news)).isEqualTo(SendingState.DONE);
        assertThat(room.entries(news)).extracting(StoredEntry::attempt).allMatch(attempt -> attempt <= 2);
    }

    @Test
    void a_young_domain_sends_no_more_than_its_day_allows() {
        Mailroom room = paced(Pace.perDomain(PLENTY).withWarmUp(TEN_AT_FIRST));
        room.broadcastAt(ONE, persons(40, "example.net").toList(), Mailroom.MORNING);
        OutboxWorker worker = room.worker();

        worker.runOnce();
        assertThat(room.hop.taken()).hasSize(10);
        room.pass(Duration.ofHours(15).minusSeconds(1));
        worker.runOnce();
        assertThat(room.hop.taken()).hasSize(10);

        room.pass(Duration.ofSeconds(1));
        room.worker().runOnce();
        assertThat(room.hop.taken()).as("the first and half as many again").hasSize(25);
    }

    @Test
    void deferrals_hold_the_warm_up() {
        Mailroom room = paced(Pace.perDomain(PLENTY).withWarmUp(TEN_AT_FIRST));
        room.broadcastAt(ONE, persons(40, "example.net").toList(), Mailroom.MORNING);
        room.hop.answer = (recipient, call) -> recipient.startsWith("p3@")
                ? ScriptedHop.deferred(RefusalScope.RECIPIENT, "452", "4.2.2")
                : ScriptedHop.ACCEPTED;
        room.worker().runOnce();
        assertThat(room.hop.calls()).hasSize(10);

        room.pass(Duration.ofHours(15));
        room.worker().runOnce();

        assertThat(room.hop.calls()).as("as many as the day before").hasSize(20);
    }

    @ParameterizedTest
    @CsvSource({
        "MESSAGE, 450, 4.7.28",
        "RECIPIENT, 451, 4.7.650",
        "RECIPIENT, 451, 4.7.651",
        "ROUTE, 421, 4.7.0",
    })
    void a_receiver_that_has_enough_gets_nothing_for_ten_minutes_and_others_do(
            RefusalScope scope, String code, String enhanced) {
        Mailroom room = paced(Pace.perDomain(PLENTY));
        OutboxWorker worker = room.worker();
        room.mail("kim@example.net");
        room.hop.answering(ScriptedHop.deferred(scope, code, enhanced));
        worker.runOnce();
        room.hop.answering(ScriptedHop.ACCEPTED);

        SendingId waiting = room.mail("grace@example.net");
        room.mail("erik@example.org");
        worker.runOnce();
        assertThat(room.hop.taken()).containsExactly("erik@example.org");
        assertThat(room.entry(waiting).code()).isEqualTo(Judge.PACED);

        room.pass(Duration.ofMinutes(10).minusSeconds(1));
        room.worker().runOnce();
        assertThat(room.hop.taken()).hasSize(1);
        room.pass(Duration.ofSeconds(1));
        room.worker().runOnce();
        assertThat(room.hop.taken()).contains("grace@example.net");
        assertThat(room.entry(waiting).attempt()).isEqualTo(2);
    }

    @Test
    void greylisting_stops_no_receiver() {
        Mailroom room = paced(Pace.perDomain(PLENTY));
        room.mail("kim@example.net");
        room.hop.answering(ScriptedHop.deferred(RefusalScope.RECIPIENT, "451", "4.7.1"));
        room.worker().runOnce();
        room.hop.answering(ScriptedHop.ACCEPTED);
        room.mail("grace@example.net");
        room.worker().runOnce();
        assertThat(room.hop.taken()).containsExactly("grace@example.net");
    }

    @Test
    void mail_by_an_esp_keeps_no_pace() {
        ScriptedHop server = new ScriptedHop("server");
        Mailroom room = new Mailroom(
                policy -> policy.throttlePermits(1_000_000),
                (builder, hop) -> builder.esp(hop).operatorServer(server).pace(Pace.perDomain(ONE_A_SECOND)));
        room.broadcastAt(ONE, persons(20, "example.net").toList(), Mailroom.MORNING);
        room.worker().runOnce();
        assertThat(room.hop.taken()).hasSize(20);
    }

    @Test
    void what_does_not_say_who_receives_keeps_mail_in_the_outbox() {
        Mailroom room = paced(Pace.perDomain(PLENTY).withOrganisation(domain -> {
            throw new IllegalStateException("The directory is away.");
        }));
        SendingId mail = room.mail("kim@example.net");
        room.worker().runOnce();
        assertThat(room.hop.calls()).isEmpty();
        assertThat(room.entry(mail).state()).isEqualTo(EntryState.DUE);
    }

    /** A room whose mail leaves by the operator's own server, one by one. */
    private static Mailroom paced(Pace pace) {
        Mailroom room = new Mailroom(
                policy -> policy.throttlePermits(1_000_000),
                (builder, hop) -> builder.operatorServer(hop).pace(pace));
        room.hop.batchSize = 1;
        return room;
    }

    private static String organisation(DomainName domain) {
        return domain.ascii().equals("example.org") ? "example.org" : "slow.example";
    }

    private static Stream<String> persons(int count, String domain) {
        return IntStream.range(0, count).mapToObj(i -> "p" + i + "@" + domain);
    }

    private static List<String> to(Mailroom room, String domain) {
        return room.hop.taken().stream()
                .filter(taken -> taken.endsWith("@" + domain))
                .toList();
    }

    private static int toSlow(Mailroom room) {
        return room.hop.taken().size() - to(room, "example.org").size();
    }
}
