package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.log.MessageLog;
import io.sendwell.outbox.SendingId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what became of mails of the outbox into the logs, and keeps what these did not take; forgets what they say of mails that
 * will never leave. An entry whose answer is kept here
 * is not completed: should the process end before it is written, the entry is recovered, and its answer found out once more.
 * Threads share it.
 */
final class Backlog {

    private static final Logger log = LoggerFactory.getLogger(Backlog.class);

    private record Answer(AccountId account, Draft draft, Instant at) {}

    private final MessageLog messageLog;
    private final Reception reception;
    private final Map<String, Answer> waiting = new ConcurrentHashMap<>();

    Backlog(MessageLog messageLog, Reception reception) {
        this.messageLog = messageLog;
        this.reception = reception;
    }

    /** Writes answers, or keeps them until {@link #write(Collection)}. */
    void write(AccountId account, List<Draft> answered, Instant at) {
        answered.forEach(draft -> waiting.put(draft.id(), new Answer(account, draft, at)));
        try {
            write(answered.stream().map(Draft::id).toList());
        } catch (RuntimeException e) {
            log.warn(
                    "{} messages were handed over, and what became of them could not be recorded yet, the first being {}",
                    answered.size(),
                    answered.get(0).id(),
                    e);
        }
    }

    /**
     * Writes what is kept of these messages.
     *
     * @throws io.sendwell.account.SendwellException when a log is out of reach; what is not written yet is kept
     */
    void write(Collection<String> ids) {
        List<Answer> answers = new ArrayList<>();
        for (String id : ids) {
            Answer answer = waiting.get(id);
            if (answer != null) {
                answers.add(answer);
            }
        }
        if (answers.isEmpty()) {
            return;
        }
        messageLog.record(answers.stream()
                .map(answer -> answer.draft().logged(answer.account(), answer.at()))
                .toList());
        for (Answer answer : answers) {
            reception.answered(answer.account(), List.of(answer.draft()), answer.at());
        }
        answers.forEach(answer -> waiting.remove(answer.draft().id(), answer));
    }

    /** Takes what never left of a cancelled sending out of the message log. */
    void forgetUnsent(AccountId account, SendingId sending) {
        messageLog.forgetUnsent(account, sending);
    }
}
