package io.sendwell.testkit.contract;

import io.sendwell.log.InMemoryMessageLog;
import io.sendwell.log.MessageLog;

class InMemoryMessageLogTest implements MessageLogContract {

    @Override
    public MessageLog newMessageLog() {
        return new InMemoryMessageLog();
    }
}
