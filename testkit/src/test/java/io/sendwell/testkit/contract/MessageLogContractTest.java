package io.sendwell.testkit.contract;

import io.sendwell.log.MessageLog;
import io.sendwell.testkit.contract.FlawedMessageLog.Flaw;
import java.util.Optional;

class MessageLogContractTest extends StoreContractProof<Flaw> {

    MessageLogContractTest() {
        super(
                Flaw.NONE,
                flaw -> flaw.caughtBy,
                Implementer.class,
                Forgetful.class,
                "messages_and_outcomes_survive_the_process_that_recorded_them");
    }

    static class Implementer implements MessageLogContract {
        @Override
        public MessageLog newMessageLog() {
            return new FlawedMessageLog(flaw(Flaw.class));
        }
    }

    /** Opens something that has nothing to do with the first log. */
    static class Forgetful extends Implementer {
        @Override
        public Optional<MessageLog> reopen(MessageLog log) {
            return Optional.of(newMessageLog());
        }
    }
}
