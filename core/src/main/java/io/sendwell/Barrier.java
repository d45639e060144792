package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlockReason;
import io.sendwell.blocklist.Blocklist;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.event.AddressStanding;
import io.sendwell.event.Escalation;
import io.sendwell.event.Strike;
import io.sendwell.event.StrikeStore;
import io.sendwell.message.Mail;
import io.sendwell.message.MessageClass;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whom an account must not write to at a time: by the blocklist, and by what their bounces come to. Threads share it. */
final class Barrier {

    private final Blocklist blocklist;
    private final StrikeStore strikes;

    Barrier(Blocklist blocklist, StrikeStore strikes) {
        this.blocklist = blocklist;
        this.strikes = strikes;
    }

    /** Who of these is blocked, by normal form, since mails may spell one address in several ways. */
    Map<String, BlocklistEntry> find(AccountId account, Collection<EmailAddress> addresses, Instant at) {
        Map<String, BlocklistEntry> blocked = new HashMap<>();
        blocklist.find(account, addresses, at).forEach((address, entry) -> blocked.put(address.normalForm(), entry));
        List<EmailAddress> others = addresses.stream()
                .filter(address -> !keepsAllBack(blocked.get(address.normalForm())))
                .toList();
        if (!others.isEmpty()) {
            strikes.find(others)
                    .forEach((address, counted) -> entry(address, counted)
                            .filter(entry -> entry.holdsAt(at))
                            .ifPresent(entry -> blocked.put(address.normalForm(), entry)));
        }
        return blocked;
    }

    /** What counts against an address, oldest first, whether it comes to anything or not. */
    List<Strike> strikes(EmailAddress address) {
        return strikes.find(List.of(address)).getOrDefault(address, List.of());
    }

    /** The entry that an address's bounces come to; empty when they come to nothing. */
    static Optional<BlocklistEntry> entry(EmailAddress address, Collection<Strike> strikes) {
        AddressStanding standing = Escalation.standing(strikes, Optional.empty());
        if (standing instanceof AddressStanding.Suspended suspended) {
            return Optional.of(entry(address, suspended.last()).until(suspended.until()));
        }
        return standing instanceof AddressStanding.Closed closed
                ? Optional.of(entry(address, closed.last()))
                : Optional.empty();
    }

    private static BlocklistEntry entry(EmailAddress address, Strike last) {
        return BlocklistEntry.of(address, BlockReason.REPEATED_BOUNCES, last.source(), last.at())
                .row(last.bounce().row())
                .said(last.bounce().code(), last.bounce().text());
    }

    /** Whether an entry keeps this mail back: one against broadcasts lets through what one person writes to another. */
    static boolean keepsBack(BlocklistEntry entry, Mail mail) {
        return keepsAllBack(entry) || mail.messageClass() == MessageClass.MASS;
    }

    private static boolean keepsAllBack(@Nullable BlocklistEntry entry) {
        return entry != null && entry.reason().extent() == BlockReason.Extent.ALL_MAIL;
    }
}
