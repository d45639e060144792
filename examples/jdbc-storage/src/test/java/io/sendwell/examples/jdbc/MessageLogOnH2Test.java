package io.sendwell.examples.jdbc;

import io.sendwell.log.MessageLog;
import io.sendwell.testkit.contract.MessageLogContract;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;

class MessageLogOnH2Test implements MessageLogContract {

    @RegisterExtension
    final TestStorage storage = TestStorage.h2();

    @Override
    public MessageLog newMessageLog() {
        return storage.fresh(InstantSource.system()).messageLog();
    }

    @Override
    public Optional<? extends MessageLog> reopen(MessageLog log) {
        return Optional.of(storage.again().messageLog());
    }
}
