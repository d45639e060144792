package io.sendwell.examples.jdbc;

import io.sendwell.account.AccountStore;
import io.sendwell.testkit.contract.AccountStoreContract;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;

class AccountStoreOnH2Test implements AccountStoreContract {

    @RegisterExtension
    final TestStorage storage = TestStorage.h2();

    @Override
    public AccountStore newAccountStore() {
        return storage.fresh(InstantSource.system()).accountStore();
    }

    @Override
    public Optional<? extends AccountStore> reopen(AccountStore store) {
        return Optional.of(storage.again().accountStore());
    }
}
