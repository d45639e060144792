package io.sendwell.log;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.outbox.SendingId;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The message log in this process's memory: for tests and for a first mail. It keeps the newest messages only, and
 * forgets everything when the process ends.
 *
 * <p>It is the executable specification of {@link MessageLog}. Threads may share it.
 */
public final class InMemoryMessageLog implements MessageLog {

    private static final int DEFAULT_CAPACITY = 50_000;

    private record Key(AccountId account, String id) {}

    private final Map<Key, LoggedMessage> messages;

    /** An empty log that keeps the 50,000 newest messages. */
    public InMemoryMessageLog() {
        this(DEFAULT_CAPACITY);
    }

    /** An empty log that keeps this many of the newest messages. */
    public InMemoryMessageLog(int capacity) {
        messages = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, LoggedMessage> eldest) {
                return size() > capacity;
            }
        };
    }

    @Override
    public synchronized void record(List<LoggedMessage> recorded) {
        // Copied first: a null in the list must not leave half of it recorded.
        List.copyOf(recorded).forEach(message -> messages.put(new Key(message.account(), message.id()), message));
    }

    @Override
    public synchronized void settle(AccountId account, String id, Map<EmailAddress, RecipientOutcome> outcomes) {
        messages.computeIfPresent(new Key(account, id), (key, message) -> {
            Map<EmailAddress, RecipientOutcome> known = new LinkedHashMap<>(outcomes);
            known.keySet().retainAll(message.outcomes().keySet());
            return message.withOutcomes(known);
        });
    }

    @Override
    public synchronized long forgetUnsent(AccountId account, SendingId sending) {
        long before = messages.size();
        messages.values()
                .removeIf(message -> message.account().equals(account)
                        && message.sending().equals(Optional.of(sending))
                        && message.outcomes().values().stream().noneMatch(InMemoryMessageLog::wasHandedOver));
        return before - messages.size();
    }

    private static boolean wasHandedOver(RecipientOutcome outcome) {
        return outcome instanceof RecipientOutcome.Pending || outcome instanceof RecipientOutcome.Submitted;
    }

    @Override
    public synchronized long erase(AccountId account, EmailAddress recipient, Collection<String> ids) {
        long erased = 0;
        for (String id : Set.copyOf(ids)) {
            Key key = new Key(account, id);
            LoggedMessage message = messages.get(key);
            if (message == null || !message.isTo(recipient)) {
                continue;
            }
            LoggedMessage others = message.without(recipient);
            if (others.outcomes().isEmpty()) {
                messages.remove(key);
            } else {
                messages.put(key, others);
            }
            erased++;
        }
        return erased;
    }

    @Override
    public synchronized long forget(AccountId account, int limit) {
        List<Key> some = messages.keySet().stream()
                .filter(key -> key.account().equals(account))
                .limit(limit)
                .toList();
        some.forEach(messages::remove);
        return some.size();
    }

    @Override
    public synchronized List<LoggedMessage> find(AccountId account, MessageQuery query) {
        return messages.values().stream()
                .filter(message -> message.account().equals(account) && query.matches(message))
                .sorted(Comparator.comparing(MessagePlace::of))
                .limit(query.limit())
                .toList();
    }

    @Override
    public synchronized Optional<AccountId> accountOf(String id) {
        List<AccountId> accounts = messages.keySet().stream()
                .filter(key -> key.id().equals(id))
                .map(Key::account)
                .toList();
        return accounts.size() == 1 ? Optional.of(accounts.get(0)) : Optional.empty();
    }
}
