package io.sendwell.outbox;

import java.time.Duration;

/**
 * What became of one claimed entry.
 *
 * @param entry which
 * @param token proves the claim
 * @param state {@link EntryState#DUE} to try again, or how it ended: any finished state but CANCELLED
 * @param delay after how long it is due again; zero when it ended
 * @param code names the reason for programs; empty when there is none, at most 100 characters
 * @param text the reason for people; at most 1,000 characters
 * @param memo what is to be left with the entry for its next attempt; replaces what was there
 */
public record EntryResult(
        EntryId entry, ClaimToken token, EntryState state, Duration delay, String code, String text, Octets memo) {

    private static final int MAX_CODE = 100;
    private static final int MAX_TEXT = 1_000;

    public EntryResult {
        if (state == EntryState.CLAIMED || state == EntryState.DISPATCHED || state == EntryState.CANCELLED) {
            throw new IllegalArgumentException(
                    "An entry is completed as due again or as finished, not as " + state + ".");
        }
        code = cut(code, MAX_CODE);
        text = cut(text, MAX_TEXT);
    }

    /** It ended in this state. */
    public static EntryResult ended(
            EntryId entry, ClaimToken token, EntryState state, String code, String text, Octets memo) {
        if (!state.isFinished()) {
            throw new IllegalArgumentException(state + " is no end; call again(...).");
        }
        return new EntryResult(entry, token, state, Duration.ZERO, code, text, memo);
    }

    /** It is due again after a while. */
    public static EntryResult again(
            EntryId entry, ClaimToken token, Duration delay, String code, String text, Octets memo) {
        return new EntryResult(entry, token, EntryState.DUE, delay, code, text, memo);
    }

    private static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        boolean tearsAPair = Character.isHighSurrogate(text.charAt(length - 1));
        return text.substring(0, tearsAPair ? length - 1 : length);
    }
}
