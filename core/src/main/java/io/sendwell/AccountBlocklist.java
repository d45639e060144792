package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.Blocklist;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.blocklist.BlocklistQuery;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Whom one account must not write to, to read. From {@link SendingAccount#blocklist()}; threads may share it. Only the operator
 * lifts an entry: {@link BlocklistDesk}.
 *
 * <p>Every method throws a {@link io.sendwell.account.SendwellException} when a store is out of reach.
 */
public final class AccountBlocklist {

    private final AccountId account;
    private final Blocklist blocklist;
    private final Barrier barrier;
    private final InstantSource clock;

    AccountBlocklist(AccountId account, Blocklist blocklist, Barrier barrier, InstantSource clock) {
        this.account = account;
        this.blocklist = blocklist;
        this.barrier = barrier;
        this.clock = clock;
    }

    /** Why an address is not written to now, by whoever's mail it came to that; empty when it may be. */
    public Optional<BlocklistEntry> find(EmailAddress address) {
        return Optional.ofNullable(
                barrier.find(account, List.of(address), clock.instant()).get(address.normalForm()));
    }

    /**
     * The account's own entries, the latest first: complaints and what an ESP suppressed. Those for all accounts
     * are not among them, since they would tell whom other accounts write to; ask by {@link #find}.
     *
     * @param limit how many at most, 1 or more
     */
    public List<BlocklistEntry> entries(int limit) {
        return blocklist.entries(BlocklistQuery.latest(limit).of(account));
    }

    /** The account's own entries after the last one of a page. */
    public List<BlocklistEntry> entriesAfter(BlocklistEntry last, int limit) {
        return blocklist.entries(BlocklistQuery.latest(limit).of(account).after(last));
    }
}
