package io.sendwell.examples.jdbc;

import io.sendwell.domain.DomainStore;
import io.sendwell.testkit.contract.DomainStoreContract;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;

class DomainStoreOnPostgresqlTest implements DomainStoreContract {

    @RegisterExtension
    final TestStorage storage = TestStorage.postgresql();

    @Override
    public DomainStore newDomainStore() {
        return storage.fresh(InstantSource.system()).domainStore();
    }

    @Override
    public Optional<? extends DomainStore> reopen(DomainStore store) {
        return Optional.of(storage.again().domainStore());
    }
}
