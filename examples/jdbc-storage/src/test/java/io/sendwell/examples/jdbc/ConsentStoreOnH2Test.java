package io.sendwell.examples.jdbc;

import io.sendwell.consent.ConsentStore;
import io.sendwell.testkit.contract.ConsentStoreContract;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConsentStoreOnH2Test implements ConsentStoreContract {

    @RegisterExtension
    final TestStorage storage = TestStorage.h2();

    @Override
    public ConsentStore newConsentStore() {
        return storage.fresh(InstantSource.system()).consentStore();
    }

    @Override
    public Optional<? extends ConsentStore> reopen(ConsentStore store) {
        return Optional.of(storage.again().consentStore());
    }
}
