package io.sendwell;

import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlocklistEntry;

/**
 * What changed about writing to an address, for everybody who has it. Address, scope and reason of the entry name what changed;
 * another entry may keep mail back all the same.
 */
public sealed interface AddressChange {

    /** Why, for whom, since when and until when, with the evidence. */
    BlocklistEntry entry();

    /** Whose mailbox it is. */
    default EmailAddress address() {
        return entry().address();
    }

    /**
     * It is not written to any more: for good, or until the entry's end.
     *
     * @param entry why
     */
    record Blocked(BlocklistEntry entry) implements AddressChange {}

    /**
     * What kept mail back is gone before its end.
     *
     * @param entry what it was
     * @param reason why it is gone
     * @param releasedBy who decided it: a person, or the reporter of a delivery
     */
    record Released(BlocklistEntry entry, String reason, String releasedBy) implements AddressChange {}
}
