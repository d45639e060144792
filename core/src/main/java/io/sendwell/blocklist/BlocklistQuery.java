package io.sendwell.blocklist;

import io.sendwell.account.AccountId;
import java.util.Optional;

/**
 * Which entries of a blocklist are wanted.
 *
 * @param limit how many at most, 1 or more
 * @param scope only those of one account, without those that hold for all; empty for every entry there is
 * @param after only what comes after this entry, which was the last of the page before and may be gone by now
 */
public record BlocklistQuery(int limit, Optional<AccountId> scope, Optional<BlocklistEntry> after) {

    public BlocklistQuery {
        if (limit < 1) {
            throw new IllegalArgumentException("A page of " + limit + " entries was asked for; ask for 1 or more.");
        }
    }

    /** The latest entries of all. */
    public static BlocklistQuery latest(int limit) {
        return new BlocklistQuery(limit, Optional.empty(), Optional.empty());
    }

    /** The same of one account only. */
    public BlocklistQuery of(AccountId account) {
        return new BlocklistQuery(limit, Optional.of(account), after);
    }

    /** The same from the entry after this one on. */
    public BlocklistQuery after(BlocklistEntry last) {
        return new BlocklistQuery(limit, scope, Optional.of(last));
    }
}
