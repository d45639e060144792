package io.sendwell.examples.jdbc;

import io.sendwell.testkit.contract.ThrottleStoreContract;
import io.sendwell.throttle.ThrottleStore;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;

class ThrottleStoreOnH2Test implements ThrottleStoreContract {

    @RegisterExtension
    final TestStorage storage = TestStorage.h2();

    @Override
    public ThrottleStore newThrottleStore(InstantSource clock) {
        return storage.fresh(clock).throttleStore();
    }

    @Override
    public Optional<? extends ThrottleStore> reopen(ThrottleStore store, InstantSource clock) {
        return Optional.of(storage.again(clock).throttleStore());
    }
}
