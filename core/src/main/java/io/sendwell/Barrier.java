package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlockReason;
import io.sendwell.blocklist.Blocklist;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.message.Mail;
import io.sendwell.message.MessageClass;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Whom an account must not write to at a time. Threads share it. */
final class Barrier {

    private final Blocklist blocklist;

    Barrier(Blocklist blocklist) {
        this.blocklist = blocklist;
    }

    /** Who of these is blocked, by normal form, since mails may spell one address in several ways. */
    Map<String, BlocklistEntry> find(AccountId account, Collection<EmailAddress> addresses, Instant at) {
        Map<String, BlocklistEntry> blocked = new HashMap<>();
        blocklist.find(account, addresses, at).forEach((address, entry) -> blocked.put(address.normalForm(), entry));
        return blocked;
    }

    /** Whether an entry keeps this mail back: one against broadcasts lets through what one person writes to another. */
    static boolean keepsBack(BlocklistEntry entry, Mail mail) {
        return entry.reason().extent() == BlockReason.Extent.ALL_MAIL || mail.messageClass() == MessageClass.MASS;
    }
}
