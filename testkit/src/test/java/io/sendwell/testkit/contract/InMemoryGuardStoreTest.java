package io.sendwell.testkit.contract;

import io.sendwell.guard.GuardStore;
import io.sendwell.guard.InMemoryGuardStore;

class InMemoryGuardStoreTest implements GuardStoreContract {

    @Override
    public GuardStore newGuardStore() {
        return new InMemoryGuardStore();
    }
}
