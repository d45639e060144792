package io.sendwell.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sendwell.outbox.Claim;
import io.sendwell.outbox.ClaimRequest;
import io.sendwell.outbox.EntryResult;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.Octets;
import io.sendwell.outbox.Outbox;
import io.sendwell.outbox.SendingId;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AnswersTest {

    private final Mailroom room = new Mailroom();
    private final Events events = new Events(List.of(room.events::add));
    private final StoreWatch watch = new StoreWatch(
            Duration.ofSeconds(10),
            () -> Duration.between(Mailroom.MORNING, room.clock.instant()).toNanos(),
            new SplittableRandom(1),
            events);
    private final Answers answers =
            new Answers(room.store.of(Outbox.class, room.memory), room.sendwell.release(), watch, events);

    @Test
    void when_many_wait_no_more_are_to_be_collected_until_the_store_takes_them() {
        SendingId news = room.broadcast(1_000);
        List<EntryResult> results = accepted(news, 1_000);
        room.store.away.add("complete");
        for (int i = 0; i < 1_000; i++) {
            assertThat(answers.areTooMany()).isFalse();
            answers.record(Mailroom.ONE, results.subList(i, i + 1));
        }
        assertThat(answers.areTooMany()).isTrue();

        room.store.away.clear();
        room.pass(Duration.ofSeconds(11));
        answers.tryAgain();

        assertThat(answers.areTooMany()).isFalse();
        assertThat(room.progress(news).accepted()).isEqualTo(1_000);
    }

    @Test
    void an_error_of_the_store_loses_no_answer() {
        SendingId mail = room.mail("kim@example.net");
        List<EntryResult> results = accepted(mail, 1);
        Answers broken = new Answers(failing(), room.sendwell.release(), watch, events);

        assertThatExceptionOfType(StackOverflowError.class).isThrownBy(() -> broken.record(Mailroom.ONE, results));

        assertThat(broken.waiting()).isEqualTo(1);
    }

    private Outbox failing() {
        return (Outbox) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Outbox.class}, (proxy, method, arguments) -> {
                    throw new StackOverflowError("in the driver");
                });
    }

    private List<EntryResult> accepted(SendingId sending, int entries) {
        Claim claim = room.memory
                .claim(new ClaimRequest(
                        sending, List.of(UUID.randomUUID()), entries, Duration.ofHours(1), ClaimRequest.Among.ALL))
                .get(0);
        return claim.entries().stream()
                .map(entry -> EntryResult.ended(entry.id(), claim.token(), EntryState.ACCEPTED, "", "", Octets.none()))
                .toList();
    }
}
