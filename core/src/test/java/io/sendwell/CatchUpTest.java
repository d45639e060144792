package io.sendwell;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.account.AccountId;
import io.sendwell.event.EventType;
import io.sendwell.log.EventQuery;
import io.sendwell.log.InMemoryEventLog;
import io.sendwell.log.LoggedEvent;
import io.sendwell.transport.Refusal;
import io.sendwell.transport.RefusalScope;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.SubmissionResult;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What was answered while the event log was away: it begins empty, and the message log knows. */
class CatchUpTest {

    private final Office office = new Office();
    private final InMemoryEventLog eventLog = new InMemoryEventLog();
    private final SendingAccount before = office.account();
    private final EventReports after =
            office.builder().eventLog(eventLog).build().account("one").events();

    @Test
    void an_acceptance_that_was_never_counted_is_counted_once() {
        before.send(Office.mail().cc("lee@example.net").build());

        assertThat(after.catchUp(Office.NOW.minusSeconds(60))).isEqualTo(2);
        assertThat(after.totals().processed()).isEqualTo(2);
        assertThat(after.catchUp(Office.NOW.minusSeconds(60))).isZero();
        assertThat(after.totals().processed()).isEqualTo(2);
    }

    @Test
    void a_refusal_at_the_door_is_the_bounce_that_it_was() {
        office.esp.answering(submissions -> submissions.stream()
                .map(submission -> SubmissionReport.same(
                        submission.envelope(),
                        new SubmissionResult.Rejected(Refusal.of(RefusalScope.RECIPIENT, "550", "no such user"))))
                .toList());
        before.send(Office.mail().build());
        after.catchUp(Office.NOW);

        assertThat(after.find(EventQuery.latest(10)).events())
                .extracting(LoggedEvent::type)
                .containsExactly(EventType.HARD_BOUNCED);
    }

    @Test
    void what_was_counted_in_its_time_is_not_counted_again() {
        SendingAccount account = office.builder().eventLog(eventLog).build().account("one");
        account.send(Office.mail().build());

        assertThat(account.events().catchUp(Office.NOW.minusSeconds(60))).isZero();
        assertThat(account.events().totals().processed()).isEqualTo(1);
    }

    @Test
    void mail_of_before_is_not_looked_at_and_neither_is_that_of_another_account() {
        before.send(Office.mail().build());
        office.builder().build().account("two").send(Office.mail().build());

        assertThat(after.catchUp(Office.NOW.plusSeconds(1))).isZero();
        assertThat(after.catchUp(Office.NOW)).isEqualTo(1);
        assertThat(eventLog.totals(AccountId.of("two")).processed()).isZero();
    }

    @Test
    void more_than_a_page_is_looked_through_back_to_the_time_asked_for() {
        AtomicReference<Instant> now = new AtomicReference<>(Office.NOW);
        SendingAccount account = office.builder().clock(now::get).build().account("one");
        for (int minute = 0; minute < 1_100; minute++) {
            now.set(Office.NOW.plus(Duration.ofMinutes(minute)));
            account.send(Office.mail().build());
        }

        assertThat(after.catchUp(Office.NOW.plus(Duration.ofMinutes(100)))).isEqualTo(1_000);
        assertThat(after.totals().processed()).isEqualTo(1_000);
    }
}
