package io.sendwell.outbox;

import io.sendwell.account.AccountId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which sendings of one account to find, the newest id first.
 *
 * @param account whose
 * @param states only those in one of these states
 * @param before only those with a smaller id than this one: the last of the page before
 * @param limit how many at the most; 1 or more
 */
public record SendingQuery(AccountId account, Set<SendingState> states, Optional<SendingId> before, int limit) {

    public SendingQuery {
        states = Set.copyOf(states);
        if (limit < 1) {
            throw new IllegalArgumentException("A query finds 1 sending or more; found a limit of " + limit + ".");
        }
    }

    /** The newest, in whichever state. */
    public static SendingQuery newest(AccountId account, int limit) {
        return new SendingQuery(account, EnumSet.allOf(SendingState.class), Optional.empty(), limit);
    }

    /** The same, narrowed to these states. */
    public SendingQuery in(Set<SendingState> wanted) {
        return new SendingQuery(account, wanted, before, limit);
    }

    /** The page after the one that ended with this sending. */
    public SendingQuery before(SendingId last) {
        return new SendingQuery(account, states, Optional.of(last), limit);
    }
}
