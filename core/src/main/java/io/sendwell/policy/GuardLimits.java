package io.sendwell.policy;

/**
 * What the guard allows a campaign, an account, or all accounts together.
 *
 * @param hardBounces of the mails that were accepted
 * @param complaints of the mails that did not come back
 */
public record GuardLimits(RateLimit hardBounces, RateLimit complaints) {

    /** Limits that nothing reaches. */
    public static GuardLimits never() {
        return new GuardLimits(RateLimit.never(), RateLimit.never());
    }
}
