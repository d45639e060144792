package io.sendwell.blocklist;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One address that is not written to, with the evidence.
 *
 * @param address whom not to write to; compared by {@link EmailAddress#normalForm()}
 * @param reason why
 * @param scope the account it holds for; empty when it holds for all of them
 * @param row the row of the table of bounces that decided it, such as {@code B9}, so that what a wrong row did can be found and
 *     undone; empty when none did
 * @param code the reply or provider code that led here, for example {@code 550 5.1.1}; empty when there was none
 * @param text the other side's own words, or those of the person who blocked it
 * @param source who reported it, for example {@code mailjet} or {@code smtp}
 * @param since when it was blocked
 * @param until from then on it may be written to again; empty when it is blocked for good
 */
public record BlocklistEntry(
        EmailAddress address,
        BlockReason reason,
        Optional<AccountId> scope,
        String row,
        String code,
        String text,
        String source,
        Instant since,
        Optional<Instant> until) {

    /** An entry for every account and for good, of which no more is known. */
    public static BlocklistEntry of(EmailAddress address, BlockReason reason, String source, Instant since) {
        return new BlocklistEntry(address, reason, Optional.empty(), "", "", "", source, since, Optional.empty());
    }

    /** An address that the operator or the account blocks by hand, for every account. */
    public static BlocklistEntry manual(EmailAddress address, String text, Instant since) {
        return of(address, BlockReason.MANUAL, "manual", since).said("", text);
    }

    /** A hard bounce, which blocks an address for every account. */
    public static BlocklistEntry hardBounce(
            EmailAddress address, String code, String text, String source, Instant since) {
        return of(address, BlockReason.HARD_BOUNCE, source, since).said(code, text);
    }

    /** The same entry under another address. */
    BlocklistEntry address(EmailAddress other) {
        return new BlocklistEntry(other, reason, scope, row, code, text, source, since, until);
    }

    /** The same entry for one account only. */
    public BlocklistEntry onlyFor(AccountId account) {
        return new BlocklistEntry(address, reason, Optional.of(account), row, code, text, source, since, until);
    }

    /** The same entry by this row of the table of bounces. */
    public BlocklistEntry row(String name) {
        return new BlocklistEntry(address, reason, scope, name, code, text, source, since, until);
    }

    /** The same entry with the other side's code and words. */
    public BlocklistEntry said(String newCode, String newText) {
        return new BlocklistEntry(address, reason, scope, row, newCode, newText, source, since, until);
    }

    /** The same entry for a while only. */
    public BlocklistEntry until(Instant end) {
        return new BlocklistEntry(address, reason, scope, row, code, text, source, since, Optional.of(end));
    }

    /** In one line: why, what the other side said, and until when, such as {@code hard bounce, 550 5.1.1 no such mailbox}. */
    public String explain() {
        String said = text.startsWith(code) ? text : (code + " " + text).strip();
        return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                + (said.isEmpty() ? "" : ", " + said)
                + until.map(end -> ", until " + end).orElse("");
    }

    /** Whether this entry keeps the account from writing to the address. */
    public boolean holdsFor(AccountId account) {
        return scope.isEmpty() || scope.get().equals(account);
    }

    /** Whether it has not ended at this time. */
    public boolean holdsAt(Instant at) {
        return until.isEmpty() || at.isBefore(until.get());
    }

    /** Whether it ends later than the other one. */
    public boolean holdsLongerThan(BlocklistEntry other) {
        return other.until.isPresent()
                && (until.isEmpty() || until.get().isAfter(other.until().get()));
    }
}
