package io.sendwell.testkit.contract;

import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.AddressKeys;
import io.sendwell.blocklist.RowUndo;
import io.sendwell.event.InMemoryStrikeStore;
import io.sendwell.event.KeyedStrikeStore;
import io.sendwell.event.Strike;
import io.sendwell.event.StrikeStore;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Everything was reported before the key was rotated, and is asked for, cleared and undone afterwards. */
class RotatedKeyStrikeStoreTest implements KeyedStrikeStoreContract {

    @Override
    public StrikeStore newStore() {
        return new InMemoryStrikeStore();
    }

    @Override
    public StrikeStore newStrikeStore() {
        StrikeStore store = newStore();
        return new Rotated(
                new KeyedStrikeStore(store, AddressKeys.of(KeyedBlocklistContract.KEY)),
                new KeyedStrikeStore(
                        store, AddressKeys.of(KeyedBlocklistContract.NEXT_KEY, KeyedBlocklistContract.KEY)));
    }

    private record Rotated(StrikeStore before, StrikeStore after) implements StrikeStore {

        @Override
        public Map<EmailAddress, List<Strike>> find(Collection<EmailAddress> addresses) {
            return after.find(addresses);
        }

        @Override
        public void add(EmailAddress address, Strike strike) {
            before.add(address, strike);
        }

        @Override
        public void clear(Map<EmailAddress, Instant> until) {
            after.clear(until);
        }

        @Override
        public List<EmailAddress> undo(RowUndo row, int limit) {
            return after.undo(row, limit);
        }
    }
}
