package io.sendwell.testkit.contract;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.AddressKeys;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.blocklist.BlocklistQuery;
import io.sendwell.blocklist.InMemoryBlocklist;
import io.sendwell.blocklist.KeyedBlocklist;
import io.sendwell.blocklist.LiftedEntry;
import io.sendwell.blocklist.OperatorBlocklist;
import io.sendwell.blocklist.RowUndo;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Everything was added before the key was rotated, and is asked for, lifted and undone afterwards. */
class RotatedKeyBlocklistTest implements KeyedBlocklistContract {

    @Override
    public OperatorBlocklist newStore(InstantSource clock) {
        return new InMemoryBlocklist(clock);
    }

    @Override
    public OperatorBlocklist newOperatorBlocklist(InstantSource clock) {
        OperatorBlocklist store = newStore(clock);
        return new Rotated(
                new KeyedBlocklist(store, AddressKeys.of(KEY)),
                new KeyedBlocklist(store, AddressKeys.of(NEXT_KEY, KEY)));
    }

    private record Rotated(OperatorBlocklist before, OperatorBlocklist after) implements OperatorBlocklist {

        @Override
        public void add(BlocklistEntry entry) {
            before.add(entry);
        }

        @Override
        public Map<EmailAddress, BlocklistEntry> find(AccountId account, Collection<EmailAddress> asked, Instant at) {
            return after.find(account, asked, at);
        }

        @Override
        public List<BlocklistEntry> entries(BlocklistQuery query) {
            return after.entries(query);
        }

        @Override
        public List<BlocklistEntry> lift(EmailAddress address, String reason, String liftedBy) {
            return after.lift(address, reason, liftedBy);
        }

        @Override
        public List<BlocklistEntry> undo(RowUndo row, int limit, String reason, String liftedBy) {
            return after.undo(row, limit, reason, liftedBy);
        }

        @Override
        public List<LiftedEntry> lifted(EmailAddress address) {
            return after.lifted(address);
        }
    }
}
