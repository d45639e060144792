package io.sendwell.examples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.account.AccountId;
import io.sendwell.outbox.EntryQuery;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.StoredEntry;
import io.sendwell.testkit.crash.CountingEsp;
import io.sendwell.testkit.crash.EspAnswer;
import io.sendwell.testkit.crash.EspCounts;
import io.sendwell.testkit.crash.EspScript;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A next hop that answers in every way but the usual one. */
class AwkwardAnswersTest {

    private static final Duration DEADLINE = Duration.ofMinutes(5);

    @RegisterExtension
    static final SharedPostgresql postgresql = new SharedPostgresql();

    private final long start = System.nanoTime();

    @Test
    void one_bad_mail_of_fifty_is_found_by_halves_and_fails_alone() throws Exception {
        int readers = Scale.of(5_000, 1_000);
        String bad = Broadcasts.reader(17);
        AtomicInteger callsWithTheBadOne = new AtomicInteger();
        EspScript script = call -> {
            if (!call.isTo(bad)) {
                return EspAnswer.accepted();
            }
            callsWithTheBadOne.incrementAndGet();
            return EspAnswer.refused(400);
        };
        try (CountingEsp esp = CountingEsp.builder().script(script).start();
                Desk desk = Desk.open(settings(Hop.REPEATING, esp))) {
            SendingId sending = sent(desk, readers);

            EspCounts counts = esp.counts();
            note("11 one bad mail of 50, in " + callsWithTheBadOne + " calls", readers, counts);
            assertThat(counts.missing(Broadcasts.readers(readers))).containsExactly(bad);
            assertThat(counts.duplicates()).isZero();
            assertThat(desk.progress(sending).failed()).isEqualTo(1);
            assertThat(callsWithTheBadOne).hasValueLessThanOrEqualTo(7);
        }
    }

    // On demand: what is in doubt opens the breaker for half a minute at a time.
    @Test
    @Tag(Tags.ON_DEMAND)
    void mixed_missing_reversed_and_oversized_answers_lose_nothing() throws Exception {
        int readers = Scale.of(5_000, 1_000);
        Set<String> refused = Set.of(Broadcasts.reader(3), Broadcasts.reader(500));
        EspScript script = call -> switch ((int) (call.number() % 4)) {
            case 0 -> new EspAnswer.Answered(refused, EspAnswer.Order.REVERSED, 0);
            case 1 -> new EspAnswer.Answered(refused, EspAnswer.Order.AS_ASKED, 3);
            case 2 -> EspAnswer.refused(413);
            default -> new EspAnswer.Answered(refused, EspAnswer.Order.AS_ASKED, 0);
        };
        try (CountingEsp esp =
                        CountingEsp.builder().recognisesRepeats().script(script).start();
                Desk desk = Desk.open(settings(Hop.REPEATING, esp))) {
            SendingId sending = sent(desk, readers);

            EspCounts counts = esp.counts();
            note("11 mixed, missing, reversed, 413", readers, counts);
            assertThat(counts.duplicates()).isZero();
            // A call of one that is refused for its size is refused for good, so some mails fail; none is lost unseen.
            assertThat(counts.missing(Broadcasts.readers(readers)))
                    .containsExactlyInAnyOrderElementsOf(failed(desk, sending));
            assertThat(counts.copiesTo(Broadcasts.reader(3))).isZero();
        }
    }

    private static SendingId sent(Desk desk, int readers) throws InterruptedException {
        desk.node().start();
        SendingId sending = desk.broadcast(readers);
        desk.awaitFinished(sending, DEADLINE);
        return sending;
    }

    private static List<String> failed(Desk desk, SendingId sending) {
        return desk
                .node()
                .outbox()
                .entries(AccountId.of(Node.ACCOUNT), EntryQuery.deadLetters(sending, 0, 5_000))
                .stream()
                .map(StoredEntry::id)
                .map(entry -> Broadcasts.reader(entry.ordinal()))
                .toList();
    }

    private static Settings settings(Hop hop, CountingEsp esp) throws Exception {
        return Settings.of(postgresql.newDatabase()).with(Setting.HOP, hop).with(Setting.HOP_ADDRESS, esp.url());
    }

    private void note(String test, int readers, EspCounts counts) {
        Figures.note(test, Duration.ofNanos(System.nanoTime() - start), readers + " readers, " + counts);
    }
}
