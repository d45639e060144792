package io.sendwell.testkit.contract;

import io.sendwell.blocklist.Blocklist;
import io.sendwell.blocklist.OperatorBlocklist;
import io.sendwell.testkit.contract.FlawedBlocklist.Flaw;
import java.time.InstantSource;
import java.util.Optional;

class BlocklistContractTest extends StoreContractProof<Flaw> {

    BlocklistContractTest() {
        super(
                Flaw.NONE,
                flaw -> flaw.caughtBy,
                Implementer.class,
                Forgetful.class,
                "an_entry_survives_the_process_that_added_it",
                "the_record_of_a_lift_survives_the_process_that_wrote_it");
    }

    static class Implementer implements OperatorBlocklistContract {
        @Override
        public OperatorBlocklist newOperatorBlocklist(InstantSource clock) {
            return new FlawedBlocklist(flaw(Flaw.class), clock);
        }
    }

    /** Opens something that has nothing to do with the first list. */
    static class Forgetful extends Implementer {
        @Override
        public Optional<OperatorBlocklist> reopen(Blocklist blocklist) {
            return Optional.of(newBlocklist());
        }
    }
}
