package io.sendwell.blocklist;

import io.sendwell.address.EmailAddress;
import java.util.List;

/** The blocklist in the operator's hands: what {@link Blocklist} does, and lifting an entry for a reason. */
public interface OperatorBlocklist extends Blocklist {

    /**
     * Lifts every entry for the address, of every scope, and keeps a record of who did it and why. The address may be
     * blocked anew afterwards. Of two threads that lift it at the same time, one lifts it.
     *
     * @param reason why it may be written to again; not blank
     * @param liftedBy the person who decided it; not blank
     * @return the entries that were lifted; empty when the address was not blocked
     * @throws IllegalArgumentException when reason or name is blank; nothing is lifted then
     * @throws BlocklistException when the store is out of reach; nothing is lifted then
     */
    List<BlocklistEntry> lift(EmailAddress address, String reason, String liftedBy);

    /**
     * Lifts entries that a wrong row made, and keeps the same records as {@link #lift}. What another row, another reporter or
     * another time made stays, also for the same address. There may be millions: who wants them all asks again until nothing is
     * left, and may stop and go on at any time. Of two threads that undo the same, each entry is lifted by one.
     *
     * @param limit how many at most, 1 or more
     * @param reason why they may be written to again; not blank
     * @param liftedBy the person who decided it; not blank
     * @return the entries that were lifted; empty when none was left
     * @throws IllegalArgumentException when the limit is below 1, or reason or name is blank; nothing is lifted then
     * @throws BlocklistException when the store is out of reach; nothing is lifted then
     */
    List<BlocklistEntry> undo(RowUndo row, int limit, String reason, String liftedBy);

    /**
     * What was lifted from this address, oldest first.
     *
     * @throws BlocklistException when the store is out of reach
     */
    List<LiftedEntry> lifted(EmailAddress address);
}
