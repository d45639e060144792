package io.sendwell.outbox;

import io.sendwell.account.AccountId;
import java.time.Instant;
import java.util.Optional;

/**
 * What was scheduled at once: one mail, or one broadcast.
 *
 * @param id which
 * @param account whose
 * @param lane which way it takes
 * @param state how far it has come
 * @param summary what lists show of it
 * @param createdAt when it was made, by the store's clock
 * @param startAt from when on it leaves; empty while it is open
 * @param pausedBecause why it is paused, for people; empty when it is not
 * @param resumedAt when it was last resumed, by the store's clock; empty when it never was
 * @param progress how many of its entries have ended; while it is open the total is what was appended so far
 */
public record Sending(
        SendingId id,
        AccountId account,
        Lane lane,
        SendingState state,
        SendingSummary summary,
        Instant createdAt,
        Optional<Instant> startAt,
        String pausedBecause,
        Optional<Instant> resumedAt,
        Progress progress) {}
