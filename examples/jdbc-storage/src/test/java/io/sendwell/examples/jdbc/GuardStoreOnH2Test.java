package io.sendwell.examples.jdbc;

import io.sendwell.guard.GuardStore;
import io.sendwell.testkit.contract.GuardStoreContract;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;

class GuardStoreOnH2Test implements GuardStoreContract {

    @RegisterExtension
    final TestStorage storage = TestStorage.h2();

    @Override
    public GuardStore newGuardStore() {
        return storage.fresh(InstantSource.system()).guardStore();
    }

    @Override
    public Optional<? extends GuardStore> reopen(GuardStore store) {
        return Optional.of(storage.again().guardStore());
    }
}
