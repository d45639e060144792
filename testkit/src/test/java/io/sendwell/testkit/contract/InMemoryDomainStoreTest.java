package io.sendwell.testkit.contract;

import io.sendwell.domain.DomainStore;
import io.sendwell.domain.InMemoryDomainStore;

class InMemoryDomainStoreTest implements DomainStoreContract {

    @Override
    public DomainStore newDomainStore() {
        return new InMemoryDomainStore();
    }
}
