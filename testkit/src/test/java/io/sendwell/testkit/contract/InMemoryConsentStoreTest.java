package io.sendwell.testkit.contract;

import io.sendwell.consent.ConsentStore;
import io.sendwell.consent.InMemoryConsentStore;

class InMemoryConsentStoreTest implements ConsentStoreContract {

    @Override
    public ConsentStore newConsentStore() {
        return new InMemoryConsentStore();
    }
}
