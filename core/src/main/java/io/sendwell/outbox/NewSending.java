package io.sendwell.outbox;

import io.sendwell.account.AccountId;

/**
 * A sending that is to be made.
 *
 * @param id its id, if it is new
 * @param account whose it is
 * @param requestKey names the request for ever: the same key of the same account never makes a second sending; 1 to 200
 *     characters, compared exactly
 * @param requestHash a digest of what was asked for, as text of at most 64 characters; the same key with another digest
 *     is a conflict
 * @param lane which way it takes
 * @param summary what lists show of it
 */
public record NewSending(
        SendingId id, AccountId account, String requestKey, String requestHash, Lane lane, SendingSummary summary) {

    private static final int MAX_KEY = 200;

    public NewSending {
        if (requestKey.isEmpty() || requestKey.length() > MAX_KEY) {
            throw new IllegalArgumentException(
                    "A request key has 1 to " + MAX_KEY + " characters; found " + requestKey.length() + ".");
        }
    }
}
