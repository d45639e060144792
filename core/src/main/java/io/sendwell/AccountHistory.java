package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.guard.GuardScope;
import io.sendwell.log.EventLog;
import io.sendwell.log.MessageLog;
import io.sendwell.log.Totals;
import io.sendwell.outbox.Outbox;
import io.sendwell.outbox.Sending;
import io.sendwell.outbox.SendingQuery;
import io.sendwell.outbox.SendingState;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What an account leaves behind: what it scheduled, its messages and its events. Threads share it. */
final class AccountHistory {

    private static final int AT_ONCE = 1_000;

    private static final Set<SendingState> UNFINISHED =
            EnumSet.complementOf(EnumSet.of(SendingState.DONE, SendingState.CANCELLED));

    private final Outbox outbox;
    private final MessageLog messageLog;
    private final EventLog eventLog;
    private final Guard guard;

    AccountHistory(Outbox outbox, MessageLog messageLog, EventLog eventLog, Guard guard) {
        this.outbox = outbox;
        this.messageLog = messageLog;
        this.eventLog = eventLog;
        this.guard = guard;
    }

    /**
     * What cancelling came to.
     *
     * @param mails how many do not leave any more
     * @param leaving how many sendings have some that a worker holds
     */
    record Cancelled(long mails, int leaving) {}

    /** How many messages and rows of events were forgotten. */
    record Erased(long messages, long events) {}

    GuardReport guard(AccountId account) {
        return guard.report(GuardScope.of(account));
    }

    Totals totals(AccountId account) {
        return eventLog.totals(account);
    }

    /** How many sendings have not finished. */
    long scheduled(AccountId account) {
        long count = 0;
        SendingQuery query = SendingQuery.newest(account, AT_ONCE).in(UNFINISHED);
        List<Sending> some = outbox.list(query);
        while (!some.isEmpty()) {
            count += some.stream()
                    .filter(sending -> sending.startAt().isPresent())
                    .count();
            some = outbox.list(query.before(some.get(some.size() - 1).id()));
        }
        return count;
    }

    /** Cancels whatever has not finished, what is still being made among it. */
    Cancelled cancel(AccountId account) {
        long mails = 0;
        int leaving = 0;
        SendingQuery query = SendingQuery.newest(account, AT_ONCE).in(UNFINISHED);
        List<Sending> some = outbox.list(query);
        while (!some.isEmpty()) {
            for (Sending sending : some) {
                outbox.cancel(account, sending.id());
                int swept;
                do {
                    swept = outbox.sweepCancelled(sending.id(), AT_ONCE);
                    mails += swept;
                } while (swept > 0);
                boolean finished = outbox.settle(sending.id())
                        .map(SendingState::isFinished)
                        .orElse(true);
                leaving += finished ? 0 : 1;
            }
            some = outbox.list(query.before(some.get(some.size() - 1).id()));
        }
        return new Cancelled(mails, leaving);
    }

    /** Forgets finished sendings, messages and events; it is called again when it broke off. */
    Erased erase(AccountId account) {
        while (outbox.forget(account, AT_ONCE) > 0) {
            // Step by step, so that no transaction grows with the account.
        }
        long messages = 0;
        long some;
        do {
            some = messageLog.forget(account, AT_ONCE);
            messages += some;
        } while (some > 0);
        long events = 0;
        do {
            some = eventLog.forget(account, AT_ONCE);
            events += some;
        } while (some > 0);
        guard.forget(account);
        return new Erased(messages, events);
    }
}
