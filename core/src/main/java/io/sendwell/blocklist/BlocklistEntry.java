package io.sendwell.blocklist;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * One address that is not written to, with the evidence.
 *
 * @param address whom not to write to; compared by {@link EmailAddress#normalForm()}
 * @param reason why
 * @param scope the account it holds for; empty when it holds for all of them
 * @param code the reply or provider code that led here, for example {@code 550 5.1.1}; empty when there was none
 * @param text the other side's own words, or those of the person who blocked it
 * @param source who reported it, for example {@code mailjet} or {@code smtp}
 * @param since when it was blocked
 */
public record BlocklistEntry(
        EmailAddress address,
        BlockReason reason,
        Optional<AccountId> scope,
        String code,
        String text,
        String source,
        Instant since) {

    /** An address that the operator or the account blocks by hand, for every account. */
    public static BlocklistEntry manual(EmailAddress address, String text, Instant since) {
        return new BlocklistEntry(address, BlockReason.MANUAL, Optional.empty(), "", text, "manual", since);
    }

    /** A hard bounce, which blocks an address for every account. */
    public static BlocklistEntry hardBounce(
            EmailAddress address, String code, String text, String source, Instant since) {
        return new BlocklistEntry(address, BlockReason.HARD_BOUNCE, Optional.empty(), code, text, source, since);
    }

    /** The same entry for one account only. */
    public BlocklistEntry onlyFor(AccountId account) {
        return new BlocklistEntry(address, reason, Optional.of(account), code, text, source, since);
    }

    /** Whether this entry keeps the account from writing to the address. */
    public boolean holdsFor(AccountId account) {
        return scope.isEmpty() || scope.get().equals(account);
    }
}
