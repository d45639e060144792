package io.sendwell.testkit.contract;

import io.sendwell.throttle.InMemoryThrottleStore;
import io.sendwell.throttle.ThrottleStore;
import java.time.InstantSource;

class InMemoryThrottleStoreTest implements ThrottleStoreContract {

    @Override
    public ThrottleStore newThrottleStore(InstantSource clock) {
        return new InMemoryThrottleStore(clock);
    }
}
