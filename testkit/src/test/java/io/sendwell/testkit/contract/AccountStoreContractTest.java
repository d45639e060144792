package io.sendwell.testkit.contract;

import io.sendwell.account.AccountStore;
import io.sendwell.testkit.contract.FlawedAccountStore.Flaw;
import java.util.Optional;

class AccountStoreContractTest extends StoreContractProof<Flaw> {

    AccountStoreContractTest() {
        super(
                Flaw.NONE,
                flaw -> flaw.caughtBy,
                Implementer.class,
                Forgetful.class,
                "accounts_survive_the_process_that_saved_them");
    }

    static class Implementer implements AccountStoreContract {
        @Override
        public AccountStore newAccountStore() {
            return new FlawedAccountStore(flaw(Flaw.class));
        }
    }

    /** Opens something that has nothing to do with the first store. */
    static class Forgetful extends Implementer {
        @Override
        public Optional<AccountStore> reopen(AccountStore store) {
            return Optional.of(newAccountStore());
        }
    }
}
