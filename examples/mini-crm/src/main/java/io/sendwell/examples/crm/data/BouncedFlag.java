package io.sendwell.examples.crm.data;

import io.sendwell.AddressChange;
import io.sendwell.AddressListener;
import io.sendwell.blocklist.BlockReason;

/** Marks persons whose address takes no mail any more, whichever customer's they are, and takes the mark back when the operator lifts it. */
public final class BouncedFlag implements AddressListener {

    private final Database database;

    /** On the CRM's persons. */
    public BouncedFlag(Database database) {
        this.database = database;
    }

    @Override
    public void on(AddressChange change) {
        if (change.entry().reason() == BlockReason.HARD_BOUNCE) {
            database.update(
                    "UPDATE crm_person SET bounced = ? WHERE email_key = ?",
                    change instanceof AddressChange.Blocked,
                    change.address().normalForm());
        }
    }
}
