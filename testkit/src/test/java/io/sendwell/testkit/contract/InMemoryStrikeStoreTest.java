package io.sendwell.testkit.contract;

import io.sendwell.event.InMemoryStrikeStore;
import io.sendwell.event.StrikeStore;

class InMemoryStrikeStoreTest implements StrikeStoreContract {

    @Override
    public StrikeStore newStrikeStore() {
        return new InMemoryStrikeStore();
    }
}
