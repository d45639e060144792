package io.sendwell.examples.jdbc;

import io.sendwell.blocklist.AddressKeys;
import io.sendwell.event.KeyedStrikeStore;
import io.sendwell.event.StrikeStore;
import io.sendwell.testkit.contract.KeyedBlocklistContract;
import io.sendwell.testkit.contract.KeyedStrikeStoreContract;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;

class KeyedStrikeStoreOnH2Test implements KeyedStrikeStoreContract {

    @RegisterExtension
    final TestStorage storage = TestStorage.h2();

    @Override
    public StrikeStore newStore() {
        return storage.fresh(InstantSource.system()).strikeStore();
    }

    @Override
    public Optional<? extends StrikeStore> reopen(StrikeStore store) {
        return Optional.of(
                new KeyedStrikeStore(storage.again().strikeStore(), AddressKeys.of(KeyedBlocklistContract.KEY)));
    }
}
