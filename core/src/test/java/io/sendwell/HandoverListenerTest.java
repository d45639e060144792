package io.sendwell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sendwell.account.AccountId;
import io.sendwell.message.Attachment;
import io.sendwell.message.MessageClass;
import io.sendwell.outbox.InMemoryOutbox;
import io.sendwell.outbox.SendingId;
import io.sendwell.route.Route;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandoverListenerTest {

    private static final TraceParent TRACE = new TraceParent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

    private final Office office = new Office();
    private final List<HandoverCall> calls = new ArrayList<>();
    private final List<HandoverResult> results = new ArrayList<>();

    @Test
    void a_call_is_told_of_in_figures_that_name_nobody() {
        AtomicLong nanos = new AtomicLong();
        SendingAccount account = office.builder()
                .nanoTime(() -> nanos.getAndAdd(1_000_000))
                .handoverListener(call -> {
                    calls.add(call);
                    return results::add;
                })
                .build()
                .account("one");

        Receipt receipt = account.send(Office.mail()
                .cc("lee@example.net")
                .subject("é")
                .text("12345")
                .attach(Attachment.of("a.txt", new byte[100]))
                .build());

        assertThat(calls)
                .containsExactly(new HandoverCall(
                        AccountId.of("one"),
                        Route.ESP,
                        office.esp.name(),
                        MessageClass.INDIVIDUAL,
                        Optional.empty(),
                        Optional.of(receipt.id()),
                        1,
                        2,
                        2 + 5 + 100));
        assertThat(results).hasSize(1);
        assertThat(results.get(0).accepted()).isEqualTo(2);
        assertThat(results.get(0).duration()).isPositive().isLessThan(Duration.ofSeconds(1));
        assertThat(calls.toString()).doesNotContain("kim", "example.net", "12345", "a.txt");
    }

    @Test
    void a_mail_that_is_held_back_is_no_call() {
        SendingAccount account = office.builder()
                .handoverListener(call -> {
                    calls.add(call);
                    return results::add;
                })
                .hook(new SendHook() {
                    @Override
                    public Optional<String> veto(
                            AccountId id, io.sendwell.message.Mail mail, io.sendwell.route.PlannedRoute route) {
                        return Optional.of("not today");
                    }
                })
                .build()
                .account("one");

        account.send(Office.mail().build());

        assertThat(calls).isEmpty();
    }

    @Test
    void the_trace_of_whoever_scheduled_is_kept_with_the_sending() {
        InMemoryOutbox outbox = new InMemoryOutbox(InstantSource.fixed(Office.NOW));
        SendingId with = scheduled(outbox, Optional.of(TRACE));
        SendingId without = scheduled(outbox, Optional.empty());

        assertThat(FrozenSending.read(outbox, with).trace()).contains(TRACE);
        assertThat(FrozenSending.read(outbox, without).trace()).isEmpty();
    }

    private SendingId scheduled(InMemoryOutbox outbox, Optional<TraceParent> trace) {
        return office.builder()
                .outbox(outbox)
                .traceContext(new TraceContext() {
                    @Override
                    public Optional<TraceParent> current() {
                        return trace;
                    }

                    @Override
                    public Restored restore(TraceParent parent) {
                        return () -> {};
                    }
                })
                .build()
                .account("one")
                .schedule(Office.mail().build())
                .asSoonAsPossible()
                .id();
    }

    @Test
    void a_trace_takes_as_many_octets_as_none_so_that_nothing_behind_it_moves() throws IOException {
        assertThat(frozen(Optional.of(TRACE))).hasSameSizeAs(frozen(Optional.empty()));
        assertThat(read(frozen(Optional.of(TRACE)))).contains(TRACE);
        assertThat(read(frozen(Optional.empty()))).isEmpty();
        byte[] damaged = frozen(Optional.of(TRACE));
        damaged[5] = 'X';
        assertThat(read(damaged)).isEmpty();
    }

    private static byte[] frozen(Optional<TraceParent> trace) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        FrozenTrace.write(new FrozenOutput(octets), trace);
        return octets.toByteArray();
    }

    private static Optional<TraceParent> read(byte[] octets) throws IOException {
        return FrozenTrace.read(new FrozenInput(new ByteArrayInputStream(octets), octets.length));
    }

    @Test
    void a_traceparent_is_read_into_its_parts() {
        assertThat(TRACE.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(TRACE.parentId()).isEqualTo("b7ad6b7169203331");
        assertThat(TRACE.flags()).isEqualTo("01");
        assertThat(TraceParent.of(TRACE.traceId(), TRACE.parentId(), TRACE.flags()))
                .isEqualTo(TRACE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-extra",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0\n"
            })
    void what_is_no_traceparent_is_refused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TraceParent(text))
                .withMessageContaining("traceparent");
    }
}
