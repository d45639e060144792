package io.sendwell.testkit.contract;

import io.sendwell.testkit.contract.FlawedOptOutList.Flaw;
import io.sendwell.unsubscribe.OptOutList;
import java.util.Optional;

class OptOutListContractTest extends StoreContractProof<Flaw> {

    OptOutListContractTest() {
        super(
                Flaw.NONE,
                flaw -> flaw.caughtBy,
                Implementer.class,
                Forgetful.class,
                "opt_outs_and_their_ends_survive_the_process_that_made_them");
    }

    static class Implementer implements OptOutListContract {
        @Override
        public OptOutList newOptOutList() {
            return new FlawedOptOutList(flaw(Flaw.class));
        }
    }

    /** Opens something that has nothing to do with the first list. */
    static class Forgetful extends Implementer {
        @Override
        public Optional<OptOutList> reopen(OptOutList list) {
            return Optional.of(newOptOutList());
        }
    }
}
