package io.sendwell.examples.jdbc;

import io.sendwell.log.EventLog;
import io.sendwell.testkit.contract.EventLogConcurrencyContract;
import io.sendwell.testkit.contract.EventLogContract;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;

class EventLogOnPostgresqlTest implements EventLogContract, EventLogConcurrencyContract {

    @RegisterExtension
    final TestStorage storage = TestStorage.postgresql();

    @Override
    public EventLog newEventLog() {
        return storage.fresh(InstantSource.system()).eventLog();
    }

    @Override
    public Optional<? extends EventLog> reopen(EventLog log) {
        return Optional.of(storage.again().eventLog());
    }
}
