package io.sendwell.testkit.contract;

import io.sendwell.signing.InMemorySigningKeyStore;
import io.sendwell.signing.SigningKeyStore;

class InMemorySigningKeyStoreTest implements SigningKeyStoreContract {

    @Override
    public SigningKeyStore newSigningKeyStore() {
        return new InMemorySigningKeyStore();
    }
}
