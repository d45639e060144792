package io.sendwell.policy;

/**
 * From which share on the guard warns, and from which on it holds mass mail.
 *
 * @param warning the share from which on it warns, more than 0 and at most {@code pause}
 * @param pause the share from which on mass mail is held, at most 1
 * @param leastMails of how many mails a share is reckoned at the least; 1 or more
 * @param alarm how many reports hold mass mail before so many mails have left: of a list that was bought it is not waited for the rest.
 *     No fewer than {@code pause} of {@code leastMails}, so that nobody is held who would be free a few mails later.
 */
public record RateLimit(double warning, double pause, int leastMails, int alarm) {

    private static final int MILLION = 1_000_000;

    public RateLimit {
        require(warning > 0 && warning <= pause, "warning", warning, "more than 0, and not above the pause, " + pause);
        require(pause <= 1, "pause", pause, "1 at the most, which is all mails");
        require(leastMails >= 1, "leastMails", leastMails, "1 or more");
        require(
                isReached(pause, leastMails, alarm),
                "alarm",
                alarm,
                "at least the share of the pause, " + pause + ", of the least mails, " + leastMails);
    }

    /** A limit that nothing reaches. */
    public static RateLimit never() {
        return new RateLimit(1, 1, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** Whether so many reports of so many mails are worth a warning. */
    public boolean warns(long mails, long reports) {
        return mails >= leastMails && isReached(warning, mails, reports);
    }

    /** Whether so many reports of so many mails are too many. */
    public boolean pauses(long mails, long reports) {
        return mails >= leastMails ? isReached(pause, mails, reports) : reports >= alarm;
    }

    // In whole numbers, so that 3 of 1,000 are 0.3 %.
    private static boolean isReached(double share, long mails, long reports) {
        return reports * MILLION >= Math.round(share * MILLION) * mails;
    }

    private static void require(boolean holds, String name, Object found, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "A rate limit's " + name + " is " + found + "; it has to be " + expected + ".");
        }
    }
}
