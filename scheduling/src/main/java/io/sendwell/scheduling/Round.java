package io.sendwell.scheduling;

/**
 * What a worker did in one go.
 *
 * @param claims how many claims it made
 * @param accepted how many mails a next hop took
 * @param again how many are due again later
 * @param failed how many were given up
 * @param withheld how many a gate held back
 * @param uncertain how many were given up in doubt
 * @param inDoubt how many stay in doubt until they are recovered
 * @param recovered how many it took over from somebody who left them in doubt
 */
public record Round(
        int claims, int accepted, int again, int failed, int withheld, int uncertain, int inDoubt, int recovered) {

    static final Round NOTHING = new Round(0, 0, 0, 0, 0, 0, 0, 0);

    /** Both together. */
    Round plus(Round more) {
        return new Round(
                claims + more.claims,
                accepted + more.accepted,
                again + more.again,
                failed + more.failed,
                withheld + more.withheld,
                uncertain + more.uncertain,
                inDoubt + more.inDoubt,
                recovered + more.recovered);
    }

    /** This one without what was done before. */
    Round minus(Round before) {
        return new Round(
                claims - before.claims,
                accepted - before.accepted,
                again - before.again,
                failed - before.failed,
                withheld - before.withheld,
                uncertain - before.uncertain,
                inDoubt - before.inDoubt,
                recovered - before.recovered);
    }
}
