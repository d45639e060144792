package io.sendwell.outbox;

import io.sendwell.account.AccountId;
import java.time.Instant;

/**
 * A sending on which a worker may have something to do.
 *
 * @param id which
 * @param account whose
 * @param lane which way it takes
 * @param state {@link SendingState#ACTIVE} or {@link SendingState#CANCELLING}
 * @param startAt from when on it leaves, by the store's clock; when it was made, if it was cancelled while open
 * @param total how many entries it has
 */
public record DueSending(SendingId id, AccountId account, Lane lane, SendingState state, Instant startAt, long total) {}
