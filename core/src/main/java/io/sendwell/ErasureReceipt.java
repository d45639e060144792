package io.sendwell;

import io.sendwell.address.EmailAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What was erased of one person's data, and what stays and why. It names the person only as logs do.
 *
 * @param person whose data it was
 * @param messages out of how many messages of the message log the person was taken
 * @param events how many events were forgotten
 * @param cancelled how many mails that waited in the outbox do not leave any more
 * @param kept what stays
 */
public record ErasureReceipt(EmailAddress person, long messages, long events, long cancelled, List<Kept> kept) {

    /** Why something stays. */
    public enum Why {
        /** Without it the person would be written to again; see {@link io.sendwell.blocklist.OperatorBlocklist}. */
        BLOCKLIST,
        /** It proves what was agreed to and when it ended, until claims have lapsed. */
        CONSENT_EVIDENCE,
        /** Without it the person would get broadcasts again; see {@link io.sendwell.unsubscribe.OptOutList}. */
        OPT_OUT,
        /** A worker has the mail in its hands, or the sending is still being made: it ends by itself. */
        LEAVING,
        /** The mail is for others too, and has not come to a good end: somebody has to cancel it, or to wait for its end. */
        SHARED
    }

    private static final Set<Why> STAYS = EnumSet.of(Why.BLOCKLIST, Why.OPT_OUT, Why.CONSENT_EVIDENCE);

    /**
     * Something that stays.
     *
     * @param why for which reason
     * @param what which, for people
     */
    public record Kept(Why why, String what) {}

    public ErasureReceipt {
        kept = List.copyOf(kept);
    }

    /**
     * Whether nothing is left to erase but what has to stay. Otherwise call {@link PersonalData#erase()} again when what {@link
     * #kept()} names has ended.
     */
    public boolean isComplete() {
        return kept.stream().allMatch(one -> STAYS.contains(one.why()));
    }

    /** All of it, in sentences. The person is masked. */
    public String explain() {
        StringBuilder text = new StringBuilder("Of " + person.masked() + " were erased: "
                + counted(messages, "message") + ", " + counted(events, "event") + ", "
                + counted(cancelled, "mail") + " that waited.");
        kept.forEach(one -> text.append(' ').append(one.what()));
        text.append(" Totals and figures of campaigns stay: they name nobody.");
        if (!isComplete()) {
            text.append(" Erase again when that has ended.");
        }
        return text.toString();
    }

    private static String counted(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
