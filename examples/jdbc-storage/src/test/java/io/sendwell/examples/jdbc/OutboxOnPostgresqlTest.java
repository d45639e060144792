package io.sendwell.examples.jdbc;

import io.sendwell.outbox.Outbox;
import io.sendwell.testkit.contract.OutboxConcurrencyContract;
import io.sendwell.testkit.contract.OutboxContract;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;

class OutboxOnPostgresqlTest implements OutboxContract, OutboxConcurrencyContract {

    @RegisterExtension
    final TestStorage storage = TestStorage.postgresql();

    @Override
    public Outbox newOutbox(InstantSource clock) {
        return storage.fresh(clock).outbox();
    }

    @Override
    public Optional<? extends Outbox> reopen(Outbox outbox, InstantSource clock) {
        return Optional.of(storage.again(clock).outbox());
    }
}
