package io.sendwell.examples.jdbc;

import io.sendwell.event.StrikeStore;
import io.sendwell.testkit.contract.StrikeStoreContract;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;

class StrikeStoreOnPostgresqlTest implements StrikeStoreContract {

    @RegisterExtension
    final TestStorage storage = TestStorage.postgresql();

    @Override
    public StrikeStore newStrikeStore() {
        return storage.fresh(InstantSource.system()).strikeStore();
    }

    @Override
    public Optional<? extends StrikeStore> reopen(StrikeStore store) {
        return Optional.of(storage.again().strikeStore());
    }
}
