package io.sendwell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sendwell.account.AccountId;
import io.sendwell.campaign.Audience;
import io.sendwell.campaign.Broadcast;
import io.sendwell.campaign.Recipient;
import io.sendwell.log.MessageQuery;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.message.Mail;
import io.sendwell.outbox.Lane;
import io.sendwell.throttle.InMemoryThrottleStore;
import io.sendwell.throttle.Permit;
import io.sendwell.throttle.ThrottleException;
import io.sendwell.throttle.ThrottleLimit;
import io.sendwell.throttle.ThrottleReading;
import io.sendwell.throttle.ThrottleStore;
import io.sendwell.transport.Refusal;
import io.sendwell.transport.RefusalScope;
import io.sendwell.transport.SubmissionResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThrottledSendingTest {

    private static final AccountId ONE = AccountId.of("one");

    private final Office office = new Office();
    private final Sendwell sendwell = office.builder().build();

    @Test
    void a_mail_for_which_there_is_no_permit_is_deferred_and_does_not_leave() {
        sendwell.throttle().limit(ONE, new ThrottleLimit(1, Duration.ofMinutes(15)));
        sendwell.account("one").send(Office.mail().build());
        Receipt second = sendwell.account("one").send(Office.mail().build());
        Refusal refusal = refusal(second);
        assertThat(refusal.code()).isEqualTo("THROTTLED");
        assertThat(refusal.scope()).isEqualTo(RefusalScope.ROUTE);
        assertThat(refusal.retryAfter())
                .hasValueSatisfying(wait -> assertThat(wait).isBetween(Duration.ofMinutes(15), Duration.ofMinutes(16)));
        assertThat(office.esp.submissions()).hasSize(1);
        assertThat(office.log.find(ONE, MessageQuery.latest(2)))
                .anySatisfy(logged -> assertThat(logged.outcomes()).isEqualTo(second.outcomes()));
    }

    @Test
    void a_broadcast_leaves_as_far_as_there_are_permits() {
        sendwell.throttle().limit(ONE, new ThrottleLimit(200, Duration.ofMinutes(15)));
        BroadcastReceipt receipt = sendwell.account("one").send(newsletter(25));
        assertThat(receipt.acceptedCount()).isEqualTo(10);
        assertThat(receipt.receipts().subList(10, 25))
                .allSatisfy(held -> assertThat(refusal(held).code()).isEqualTo("THROTTLED"));
        assertThat(office.esp.recipients()).hasSize(10).contains("p0@example.net", "p9@example.net");
    }

    @Test
    void what_a_gate_held_back_takes_no_permit() {
        sendwell.throttle().limit(ONE, new ThrottleLimit(1, Duration.ofMinutes(15)));
        sendwell.account("one").send(Office.mail().subject("Dear {{name}}").build());
        assertThat(office.esp.submissions()).isEmpty();
        assertThat(sendwell.throttle().reserve(ONE, Lane.INDIVIDUAL, 1)).isInstanceOf(Permit.Granted.class);
    }

    @Test
    void a_mail_with_more_recipients_than_may_leave_at_once_is_refused_for_good_and_takes_nothing() {
        sendwell.throttle().limit(ONE, new ThrottleLimit(20, Duration.ofMinutes(15)));
        Receipt receipt = sendwell.account("one")
                .send(Office.mail()
                        .to("ada@example.net")
                        .to("grace@example.net")
                        .build());
        assertThat(receipt.outcomes().values())
                .hasSize(3)
                .allSatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(
                                RecipientOutcome.Submitted.class,
                                submitted ->
                                        assertThat(submitted.result()).isInstanceOf(SubmissionResult.Rejected.class)));
        assertThat(receipt.explain()).contains("has 3 recipients").contains("lets 2 mails out at once");
        assertThat(sendwell.account("one").send(Office.mail().build()).allAccepted())
                .isTrue();
    }

    @Test
    void each_recipient_takes_a_permit() {
        sendwell.throttle().limit(ONE, new ThrottleLimit(60, Duration.ofMinutes(15)));
        Mail toThree =
                Office.mail().to("ada@example.net").to("grace@example.net").build();
        assertThat(sendwell.account("one").send(toThree).allAccepted()).isTrue();
        assertThat(sendwell.throttle().reserve(ONE, Lane.INDIVIDUAL, 1)).isInstanceOf(Permit.NotBefore.class);
    }

    @Test
    void nothing_leaves_and_nothing_is_logged_when_the_throttles_store_is_away() {
        SendingAccount account =
                office.builder().throttleStore(new StoreThatIsAway()).build().account("one");
        assertThatExceptionOfType(ThrottleException.class)
                .isThrownBy(() -> account.send(Office.mail().build()));
        assertThat(office.esp.submissions()).isEmpty();
        assertThat(office.log.find(ONE, MessageQuery.latest(1))).isEmpty();
    }

    @Test
    void a_mail_whose_turn_comes_after_its_permit_died_needs_a_new_one() {
        AtomicLong elapsed = new AtomicLong(Long.MAX_VALUE);
        AtomicReference<Instant> wallClock = new AtomicReference<>(Office.NOW);
        Sendwell slow = office.builder()
                // One that is put back again and again, beside one that goes on, past its greatest value.
                .clock(() -> wallClock.getAndUpdate(now -> now.minusSeconds(3_600)))
                .nanoTime(() -> elapsed.getAndAdd(Duration.ofSeconds(11).toNanos()))
                .throttleStore(new InMemoryThrottleStore(InstantSource.fixed(Office.NOW)))
                .build();
        assertThat(slow.account("one").send(Office.mail().build()).allAccepted())
                .isTrue();
        slow.throttle().limit(ONE, new ThrottleLimit(20, Duration.ofMinutes(15)));
        Receipt receipt = slow.account("one").send(Office.mail().build());
        assertThat(refusal(receipt).code()).isEqualTo("THROTTLED");
        assertThat(office.esp.submissions()).hasSize(1);
        assertThat(office.log.find(ONE, MessageQuery.latest(2)))
                .anySatisfy(logged -> assertThat(logged.outcomes()).isEqualTo(receipt.outcomes()));
    }

    private static Refusal refusal(Receipt receipt) {
        RecipientOutcome outcome = receipt.outcomes().values().iterator().next();
        return ((SubmissionResult.Deferred) ((RecipientOutcome.Submitted) outcome).result()).refusal();
    }

    private static Broadcast newsletter(int persons) {
        Audience audience = () -> IntStream.range(0, persons).mapToObj(i -> Recipient.of("", "p" + i + "@example.net"));
        return Broadcast.compose(mail -> mail.from("Jo Berg", "jo@customer.example")
                        .subject("Spring")
                        .text("It is here. {{unsubscribe}}"))
                .audience(audience)
                .build();
    }

    private static final class StoreThatIsAway implements ThrottleStore {

        @Override
        public ThrottleReading read(String key) {
            throw new ThrottleException("The database is away.", new IllegalStateException("connection refused"));
        }

        @Override
        public boolean compareAndSet(String key, long version, String next) {
            throw new AssertionError("Nothing was read.");
        }
    }
}
