package io.sendwell.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.AccountDesk;
import io.sendwell.account.AccountId;
import io.sendwell.account.InMemoryAccountStore;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingState;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What the worker does with mail of accounts that may not send. */
class HeldAccountTest {

    private final InMemoryAccountStore accounts = new InMemoryAccountStore();
    private final Mailroom room = new Mailroom(
            policy -> policy.throttlePermits(1_000_000),
            (builder, hop) -> builder.esp(hop).accountStore(accounts));
    private final AccountDesk desk = room.sendwell.accounts();

    HeldAccountTest() {
        for (AccountId account : List.of(Mailroom.ONE, Mailroom.TWO)) {
            desk.register(account, "");
            desk.accept(account, desk.rules().version(), Locale.ENGLISH, "Jo Berg");
            desk.enable(account, "Jo Berg", Locale.ENGLISH).account();
        }
    }

    @Test
    void mail_of_a_suspended_account_waits_uncounted_while_others_send_and_goes_on_afterwards() {
        SendingId held = room.mail("kim@example.net");
        SendingId others = room.mail(Mailroom.TWO, "kim@example.net");
        OutboxWorker worker = room.worker();
        desk.suspend(Mailroom.ONE, "complaints", "Rosa Lind");

        for (int minute = 0; minute < 10; minute++) {
            worker.runOnce();
            room.pass(Duration.ofMinutes(1));
        }

        assertThat(room.state(others)).isEqualTo(SendingState.DONE);
        assertThat(room.state(held)).isEqualTo(SendingState.ACTIVE);
        assertThat(room.entry(held).state()).isEqualTo(EntryState.DUE);
        assertThat(room.entry(held).attempt()).isZero();

        desk.resume(Mailroom.ONE, "the list was cleaned", "Rosa Lind");
        worker.runOnce();

        assertThat(room.state(held)).isEqualTo(SendingState.DONE);
        assertThat(room.progress(held).accepted()).isEqualTo(1);
    }

    @Test
    void what_a_removed_account_scheduled_never_leaves() {
        SendingId waiting = room.mail("kim@example.net");
        desk.disable(Mailroom.ONE, desk.removal(Mailroom.ONE).orElseThrow().token(), "", "Rosa Lind");

        room.worker().runOnce();

        assertThat(room.memory.find(Mailroom.ONE, waiting)).isEmpty();
        assertThat(room.progress(room.mail(Mailroom.TWO, "kim@example.net")).accepted())
                .isZero();
        assertThat(room.messageLog.accountOf(waiting + ".0")).isEmpty();
    }
}
