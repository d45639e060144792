package io.sendwell.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.SendingAccount;
import io.sendwell.address.EmailAddress;
import io.sendwell.event.Bounce;
import io.sendwell.event.BounceKind;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.Report;
import io.sendwell.guard.GuardDecision;
import io.sendwell.guard.GuardScope;
import io.sendwell.log.MessageQuery;
import io.sendwell.message.CampaignName;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingState;
import io.sendwell.outbox.StoredEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What the worker does with a broadcast of which too much comes back, or of whose account too much is called spam. */
class GuardedBroadcastTest {

    private static final Bounce GONE = new Bounce(BounceKind.HARD, "B9", "550 5.1.1", "No such user");

    private final Mailroom room = new Mailroom(policy -> policy.throttlePermits(6_000));
    private final SendingAccount account = room.sendwell.account("one");
    private final OutboxWorker worker = room.worker();

    @Test
    void a_broadcast_of_which_too_much_comes_back_is_paused_while_others_go_on() {
        SendingId bought = room.broadcast(2_000);
        leave(bought, 80);
        SendingId invoice = room.mail("kim@example.net");
        SendingId others = room.broadcast(Mailroom.TWO, 90);
        bounce(bought, 60);
        long left = room.progress(bought).accepted();

        runFor(Duration.ofMinutes(5));

        assertThat(room.state(bought)).isEqualTo(SendingState.PAUSED);
        assertThat(room.progress(bought).accepted()).isEqualTo(left);
        assertThat(account.scheduled().find(bought).orElseThrow().status())
                .startsWith("Paused: ")
                .contains("BOUNCES_TOO_MANY", "60 came back for good", "resume it with a reason");
        assertThat(room.entries(bought))
                .filteredOn(entry -> entry.state() == EntryState.DUE)
                .hasSize((int) (2_000 - left))
                .allMatch(entry -> entry.attempt() == 0);
        assertThat(room.state(invoice)).isEqualTo(SendingState.DONE);
        assertThat(room.state(others)).isEqualTo(SendingState.DONE);
        assertThat(room.events(WorkerEvent.Paused.class)).hasSize(1);
    }

    @Test
    void resumed_without_a_reason_it_is_paused_again_and_with_one_it_goes_on_until_more_comes_back() {
        SendingId bought = room.broadcast(2_000);
        leave(bought, 80);
        bounce(bought, 20);
        runFor(Duration.ofSeconds(30));
        long left = room.progress(bought).accepted();

        account.scheduled().resume(bought);
        runFor(Duration.ofSeconds(30));

        assertThat(room.state(bought)).isEqualTo(SendingState.PAUSED);
        assertThat(room.progress(bought).accepted()).isEqualTo(left);

        account.scheduled().resume(bought, "the first hundred were old", "Jo Berg");
        leave(bought, left + 100);

        assertThat(room.state(bought)).isEqualTo(SendingState.ACTIVE);
        CampaignName campaign = account.scheduled().find(bought).orElseThrow().campaign();
        assertThat(account.guard(campaign).decisions())
                .last()
                .isInstanceOfSatisfying(GuardDecision.Released.class, released -> {
                    assertThat(released.by()).isEqualTo("Jo Berg");
                    assertThat(released.reason()).isEqualTo("the first hundred were old");
                });

        bounce(bought, 20);
        runFor(Duration.ofSeconds(30));
        assertThat(room.state(bought)).isEqualTo(SendingState.PAUSED);
    }

    @Test
    void mass_mail_of_an_account_that_people_complain_of_waits_until_the_operator_releases_it() {
        SendingId first = room.broadcast(300);
        runFor(Duration.ofMinutes(5));
        assertThat(room.state(first)).isEqualTo(SendingState.DONE);
        complain(first, 10);
        runFor(Duration.ofSeconds(10));
        SendingId invoice = room.mail("kim@example.net");
        runFor(Duration.ofMinutes(2));

        assertThat(account.guard().isHeld()).isTrue();
        assertThat(room.state(invoice)).isEqualTo(SendingState.DONE);
        assertThat(room.sendwell.guard().held(10))
                .extracting(report -> report.scope())
                .contains(GuardScope.of(Mailroom.ONE));
    }

    @Test
    void what_was_scheduled_before_an_account_is_held_waits_uncounted_and_goes_on_afterwards() {
        SendingId first = room.broadcast(300);
        runFor(Duration.ofMinutes(5));
        SendingId waiting = room.broadcastAt(
                Mailroom.ONE, List.of("pa@one.example.net", "pb@one.example.net"), room.clock.instant());
        CampaignName campaign = room.sending(first).summary().campaign();
        complain(first, 10);
        room.sendwell.guard().release(GuardScope.of(Mailroom.ONE, campaign), "only the account is looked at", "Rosa");

        runFor(Duration.ofMinutes(5));

        assertThat(room.state(waiting)).isEqualTo(SendingState.ACTIVE);
        assertThat(room.entry(waiting).state()).isEqualTo(EntryState.DUE);
        assertThat(room.entry(waiting).attempt()).isZero();
        room.sendwell.guard().release(GuardScope.of(Mailroom.ONE), "the list was cleaned", "Rosa Lind");
        runFor(Duration.ofMinutes(2));
        assertThat(room.progress(waiting).accepted()).isEqualTo(2);
    }

    /** Lets the worker go on until so many have left at the least. */
    private void leave(SendingId sending, long mails) {
        for (int second = 0; second < 600 && room.progress(sending).accepted() < mails; second++) {
            runFor(Duration.ofSeconds(1));
        }
        assertThat(room.progress(sending).accepted()).isGreaterThanOrEqualTo(mails);
    }

    private void runFor(Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            worker.runOnce();
            room.pass(Duration.ofSeconds(1));
        }
    }

    private void bounce(SendingId sending, int many) {
        report(sending, many, report -> new DeliveryEvent.HardBounced(report, GONE));
    }

    private void complain(SendingId sending, int many) {
        report(sending, many, report -> new DeliveryEvent.Complained(report, "abuse"));
    }

    /** Of so many of the mails that left last. */
    private void report(SendingId sending, int many, Function<Report, DeliveryEvent> kind) {
        List<DeliveryEvent> reports = new ArrayList<>();
        List<StoredEntry> accepted = room.entries(sending).stream()
                .filter(entry -> entry.state() == EntryState.ACCEPTED)
                .toList();
        for (StoredEntry entry : accepted.subList(accepted.size() - many, accepted.size())) {
            EntryId id = entry.id();
            EmailAddress recipient = room.messageLog
                    .find(Mailroom.ONE, MessageQuery.byIds(List.of(id.messageId())))
                    .get(0)
                    .outcomes()
                    .keySet()
                    .iterator()
                    .next();
            reports.add(kind.apply(Report.of(room.clock.instant(), "test", "")
                    .account(Mailroom.ONE)
                    .messageId(id.messageId())
                    .recipient(recipient)));
        }
        room.sendwell.events().receive(reports);
    }
}
