package io.sendwell.testkit.contract;

import io.sendwell.event.InMemoryStrikeStore;
import io.sendwell.event.StrikeStore;

class KeyedStrikeStoreTest implements KeyedStrikeStoreContract {

    @Override
    public StrikeStore newStore() {
        return new InMemoryStrikeStore();
    }
}
