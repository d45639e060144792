package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.outbox.SendingId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What a thread works on, beside each of its log lines (SLF4J's MDC): our own ids, and nothing of people. Afterwards the thread has
 * what it had before.
 */
final class LogFields {

    static final String ACCOUNT = "sendwell.account";
    static final String SENDING = "sendwell.sending";
    static final String MESSAGE = "sendwell.message";

    private record Field(String name, @Nullable String before) {}

    private final Deque<Field> changed = new ArrayDeque<>();

    private LogFields() {}

    /** Does something for an account, with what is known of it beside each log line. */
    static <T> T beside(AccountId account, Optional<SendingId> sending, Optional<String> messageId, Supplier<T> work) {
        LogFields fields = new LogFields();
        fields.put(ACCOUNT, account.toString());
        sending.ifPresent(id -> fields.put(SENDING, id.toString()));
        messageId.ifPresent(id -> fields.put(MESSAGE, id));
        try {
            return work.get();
        } finally {
            fields.restore();
        }
    }

    private void put(String name, String value) {
        changed.push(new Field(name, MDC.get(name)));
        MDC.put(name, value);
    }

    private void restore() {
        changed.forEach(field -> {
            if (field.before() == null) {
                MDC.remove(field.name());
            } else {
                MDC.put(field.name(), field.before());
            }
        });
    }
}
