package io.sendwell.testkit.contract;

import io.sendwell.outbox.InMemoryOutbox;
import io.sendwell.outbox.Outbox;
import java.time.InstantSource;

class InMemoryOutboxTest implements OutboxContract, OutboxConcurrencyContract {

    @Override
    public Outbox newOutbox(InstantSource clock) {
        return new InMemoryOutbox(clock);
    }
}
