package io.sendwell.testkit.contract;

import io.sendwell.account.AccountStore;
import io.sendwell.account.InMemoryAccountStore;

class InMemoryAccountStoreTest implements AccountStoreContract {

    @Override
    public AccountStore newAccountStore() {
        return new InMemoryAccountStore();
    }
}
