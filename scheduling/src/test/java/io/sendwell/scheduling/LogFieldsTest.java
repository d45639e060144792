package io.sendwell.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.SendingId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** What stands beside the log lines of whoever hands mail over. */
class LogFieldsTest {

    private final Mailroom room = new Mailroom();
    private final List<Map<String, String>> seen = new ArrayList<>();

    LogFieldsTest() {
        room.hop.beforeMark = () -> seen.add(MDC.getCopyOfContextMap());
    }

    @AfterEach
    void close() {
        MDC.clear();
        room.close();
    }

    @Test
    void a_transport_logs_beside_account_sending_and_message() {
        SendingId id = room.mail("kim@example.net");

        room.worker().runOnce();

        assertThat(seen)
                .containsExactly(Map.of(
                        "sendwell.account",
                        "one",
                        "sendwell.sending",
                        id.toString(),
                        "sendwell.message",
                        new EntryId(id, 0).messageId()));
    }

    @Test
    void a_call_with_several_messages_has_no_message() {
        SendingId id = room.broadcast(3);

        room.worker().runOnce();

        assertThat(seen).containsExactly(Map.of("sendwell.account", "one", "sendwell.sending", id.toString()));
    }

    @Test
    void a_thread_has_afterwards_what_it_had_before() {
        MDC.put("sendwell.account", "the application's own");
        MDC.put("request", "17");

        room.sendwell.account("one").send(Mailroom.composed("kim@example.net"));
        room.mail("kim@example.net");
        room.worker().runOnce();

        assertThat(seen)
                .hasSize(2)
                .allSatisfy(fields -> assertThat(fields)
                        .containsEntry("sendwell.account", "one")
                        .containsEntry("request", "17"));
        assertThat(MDC.getCopyOfContextMap())
                .containsOnly(Map.entry("sendwell.account", "the application's own"), Map.entry("request", "17"));
    }
}
