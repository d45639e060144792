package io.sendwell.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingState;
import io.sendwell.transport.Recovery;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The worker with its own threads; each wait is for something that happens. */
@Timeout(60)
class ThreadsTest {

    private final Mailroom room = new Mailroom();
    private final CountDownLatch calling = new CountDownLatch(1);
    private final CountDownLatch mayAnswer = new CountDownLatch(1);

    @Test
    void what_is_scheduled_while_it_runs_leaves_by_itself() throws InterruptedException {
        CountDownLatch taken = new CountDownLatch(1);
        room.hop.afterMark = taken::countDown;
        try (OutboxWorker worker = OutboxWorker.of(room.sendwell).start()) {
            room.mail("kim@example.net");

            assertThat(taken.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(worker.status().started()).isTrue();
        }
        assertThat(room.hop.taken()).containsExactly("kim@example.net");
    }

    @Test
    void individual_mail_leaves_while_every_other_thread_is_held_up_by_a_broadcast() throws InterruptedException {
        room.broadcast(1_000);
        CountDownLatch broadcastsHeld = new CountDownLatch(1);
        CountDownLatch individual = new CountDownLatch(1);
        room.hop.afterMark = () -> {
            if (Thread.currentThread().getName().contains("individual")) {
                individual.countDown();
            } else {
                broadcastsHeld.countDown();
                await(mayAnswer);
            }
        };
        try (OutboxWorker worker = OutboxWorker.of(room.sendwell).threads(2).start()) {
            assertThat(broadcastsHeld.await(30, TimeUnit.SECONDS)).isTrue();
            room.mail("kim@example.net");

            assertThat(individual.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(worker.status().claimsInHand()).isPositive();
            mayAnswer.countDown();
        }
    }

    @Test
    void closing_waits_for_a_call_that_runs_and_records_its_answer() throws Exception {
        SendingId mail = room.mail("kim@example.net");
        holdCalls();
        OutboxWorker worker = OutboxWorker.of(room.sendwell).start();
        assertThat(calling.await(30, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> closed = CompletableFuture.runAsync(worker::close);
        mayAnswer.countDown();
        closed.get(30, TimeUnit.SECONDS);

        assertThat(room.progress(mail).accepted()).isEqualTo(1);
        assertThat(room.state(mail)).isEqualTo(SendingState.DONE);
        assertThat(worker.status().started()).isFalse();
        assertThat(worker.status().claimsInHand()).isZero();
        worker.close();
    }

    @Test
    void closing_gives_back_what_was_claimed_and_has_not_left() throws Exception {
        SendingId news = room.broadcast(300);
        room.hop.beforeMark = () -> {
            calling.countDown();
            await(mayAnswer);
        };
        OutboxWorker worker = OutboxWorker.of(room.sendwell).start();
        assertThat(calling.await(30, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> closed = CompletableFuture.runAsync(worker::close);
        while (!worker.isClosing()) {
            Thread.onSpinWait();
        }
        mayAnswer.countDown();
        closed.get(30, TimeUnit.SECONDS);

        assertThat(room.hop.calls()).isEmpty();
        assertThat(room.entries(news)).allMatch(entry -> entry.state() == EntryState.DUE && entry.attempt() == 0);
    }

    @Test
    void a_call_that_does_not_end_within_the_grace_is_left_to_recovery() throws Exception {
        SendingId mail = room.mail("kim@example.net");
        holdCalls();
        OutboxWorker worker = OutboxWorker.of(room.sendwell)
                .settings(WorkerSettings.defaults().with(settings -> settings.grace(Duration.ofMillis(1))))
                .start();
        assertThat(calling.await(30, TimeUnit.SECONDS)).isTrue();

        CompletableFuture.runAsync(worker::close).get(30, TimeUnit.SECONDS);

        assertThat(room.entry(mail).state()).isIn(EntryState.DISPATCHED, EntryState.ACCEPTED);
        mayAnswer.countDown();
    }

    @Test
    void a_store_that_throws_what_no_store_should_does_not_end_the_care() throws Exception {
        room.mail("kim@example.net");
        holdCalls();
        try (OutboxWorker worker = OutboxWorker.of(room.sendwell)
                .settings(WorkerSettings.defaults()
                        .with(settings -> settings.lease(Duration.ofMillis(100))
                                .callTimeout(Duration.ZERO)
                                .broadcastPoll(Duration.ofMillis(10))))
                .start()) {
            assertThat(calling.await(30, TimeUnit.SECONDS)).isTrue();
            room.store.broken.add("extend");
            spinUntil(() -> room.store.breaks.get() > 0);
            room.store.broken.clear();

            SendingId news =
                    room.broadcastAt(Mailroom.ONE, 3, room.clock.instant().plus(Duration.ofHours(1)));
            room.memory.cancel(Mailroom.ONE, news);

            spinUntil(() -> room.state(news) == SendingState.CANCELLED);
            assertThat(room.state(news)).isEqualTo(SendingState.CANCELLED);
            assertThat(worker.status().started()).isTrue();
            mayAnswer.countDown();
        }
    }

    @Test
    void leases_are_extended_while_a_next_hop_takes_its_time_to_say_what_it_has() throws Exception {
        room.mail("kim@example.net");
        room.hop.afterMark = () -> {
            throw new StackOverflowError("as good as dead");
        };
        room.worker().runOnce();
        room.pass(Duration.ofMinutes(4));
        CountDownLatch asked = new CountDownLatch(1);
        room.hop.recovery = new Recovery.Search(Duration.ZERO, (account, ids) -> {
            asked.countDown();
            await(mayAnswer);
            return Map.of();
        });
        holdCalls();
        try (OutboxWorker worker = OutboxWorker.of(room.sendwell)
                .settings(WorkerSettings.defaults()
                        .with(settings -> settings.lease(Duration.ofMillis(100))
                                .callTimeout(Duration.ZERO)
                                .broadcastPoll(Duration.ofMillis(10))))
                .start()) {
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
            room.mail("grace@example.net");
            assertThat(calling.await(30, TimeUnit.SECONDS)).isTrue();
            int before = room.store.calls("extend");

            spinUntil(() -> room.store.calls("extend") >= before + 4);

            assertThat(room.store.calls("extend")).isGreaterThanOrEqualTo(before + 4);
            assertThat(worker.status().claimsInHand()).isEqualTo(2);
            mayAnswer.countDown();
        }
    }

    @Test
    void a_worker_that_was_closed_hears_no_more_of_what_is_scheduled() {
        OutboxWorker worker = OutboxWorker.of(room.sendwell).start();
        worker.close();
        long before = worker.wakeUps();

        room.mail("kim@example.net");

        assertThat(worker.wakeUps()).isEqualTo(before);
    }

    @Test
    void a_listener_may_close_the_worker_that_calls_it() throws InterruptedException {
        AtomicReference<OutboxWorker> started = new AtomicReference<>();
        CountDownLatch closed = new CountDownLatch(1);
        // The timeout of this class is what fails if it waits for itself.
        started.set(OutboxWorker.of(room.sendwell)
                .settings(WorkerSettings.defaults().with(settings -> settings.grace(Duration.ofMinutes(10))))
                .listener(event -> {
                    if (event instanceof WorkerEvent.Completed) {
                        started.get().close();
                        closed.countDown();
                    }
                })
                .start());

        room.mail("kim@example.net");

        assertThat(closed.await(50, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void an_error_of_foreign_code_costs_no_thread() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch taken = new CountDownLatch(1);
        room.hop.beforeMark = () -> {
            if (calls.incrementAndGet() <= 4) {
                throw new StackOverflowError();
            }
        };
        room.hop.afterMark = taken::countDown;
        for (int i = 0; i < 5; i++) {
            room.mail("p" + i + "@example.net");
        }
        try (OutboxWorker worker = OutboxWorker.of(room.sendwell).threads(2).start()) {
            assertThat(taken.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(worker.status().started()).isTrue();
        }
    }

    @Test
    void closing_ends_a_round_that_somebody_drives() throws Exception {
        room.broadcast(1_000);
        OutboxWorker worker = room.worker();
        AtomicReference<CompletableFuture<Void>> closed = new AtomicReference<>();
        room.hop.afterMark = () -> {
            if (room.hop.calls().size() == 1) {
                closed.set(CompletableFuture.runAsync(worker::close));
                spinUntil(worker::isClosing);
            }
        };

        worker.runOnce();
        closed.get().get(30, TimeUnit.SECONDS);

        assertThat(room.hop.calls()).hasSize(1);
    }

    @Test
    void a_worker_is_either_driven_or_runs_by_itself() {
        OutboxWorker worker = OutboxWorker.of(room.sendwell).start();

        assertThatIllegalStateException().isThrownBy(worker::runOnce);
        worker.start();
        worker.close();
        assertThatIllegalStateException().isThrownBy(worker::start);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OutboxWorker.of(room.sendwell).threads(1))
                .withMessageContaining("found 1");
    }

    private void holdCalls() {
        room.hop.afterMark = () -> {
            calling.countDown();
            await(mayAnswer);
        };
    }

    private static void spinUntil(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
