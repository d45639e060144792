package io.sendwell.testkit.contract;

import io.sendwell.credential.CredentialStore;
import io.sendwell.credential.InMemoryCredentialStore;

class InMemoryCredentialStoreTest implements CredentialStoreContract {

    @Override
    public CredentialStore newCredentialStore() {
        return new InMemoryCredentialStore();
    }
}
