package io.sendwell.examples.jdbc;

import io.sendwell.credential.CredentialStore;
import io.sendwell.testkit.contract.CredentialStoreContract;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;

class CredentialStoreOnPostgresqlTest implements CredentialStoreContract {

    @RegisterExtension
    final TestStorage storage = TestStorage.postgresql();

    @Override
    public CredentialStore newCredentialStore() {
        return storage.fresh(InstantSource.system()).credentialStore();
    }

    @Override
    public Optional<? extends CredentialStore> reopen(CredentialStore store) {
        return Optional.of(storage.again().credentialStore());
    }
}
