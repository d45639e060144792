package io.sendwell.testkit.contract;

import io.sendwell.log.EventLog;
import io.sendwell.log.InMemoryEventLog;

class InMemoryEventLogTest implements EventLogContract, EventLogConcurrencyContract {

    @Override
    public EventLog newEventLog() {
        return new InMemoryEventLog();
    }
}
