package io.sendwell.throttle;

/**
 * The rising volume of a young identity: how many mails a sending domain may send to one receiver organisation in a day (UTC,
 * by the store's clock).
 *
 * <p>A day allows {@code growth} times as much as the day before when three quarters of that were used, no more than a share of it was
 * deferred and few complained; else it allows as much as the day before. Three quarters, so that with a growth of 1.5 no day's
 * volume is more than twice the last one's, as Gmail asks. After some idle days it starts over.
 *
 * @param firstDay how many on the first day, 1 or more
 * @param growth from one day to the next, more than 1 and 2 at the most
 * @param deferredShare above which share of deferred mails the step is held, 0 to 1
 * @param complaintShare from which share of complaints on the step is held, 0 to 1
 * @param idleDays after how many days without mail it starts over, 1 or more
 */
public record WarmUp(int firstDay, double growth, double deferredShare, double complaintShare, int idleDays) {

    public WarmUp {
        require(firstDay >= 1, "firstDay", firstDay, "1 or more");
        require(growth > 1 && growth <= 2, "growth", growth, "more than 1 and at most 2");
        require(deferredShare >= 0 && deferredShare <= 1, "deferredShare", deferredShare, "0 to 1");
        require(complaintShare >= 0 && complaintShare <= 1, "complaintShare", complaintShare, "0 to 1");
        require(idleDays >= 1, "idleDays", idleDays, "1 or more");
    }

    /**
     * 200 on the first day, 2,278 on the seventh, 38,923 on the fourteenth; held above 5 % deferrals and from 0.1 % complaints on
     * (Gmail's and Yahoo's limit is 0.3 %, their advice 0.1 %); from the start after 30 idle days.
     */
    public static WarmUp usual() {
        return new WarmUp(200, 1.5, 0.05, 0.001, 30);
    }

    /** How many mails this step allows, the first being 1. */
    int cap(int step) {
        return (int) Math.min(Integer.MAX_VALUE, firstDay * Math.pow(growth, step - 1));
    }

    private static void require(boolean holds, String name, Object found, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "A warm-up's " + name + " is " + found + "; it has to be " + expected + ".");
        }
    }
}
