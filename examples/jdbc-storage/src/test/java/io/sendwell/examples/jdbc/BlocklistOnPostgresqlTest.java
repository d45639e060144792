package io.sendwell.examples.jdbc;

import io.sendwell.blocklist.Blocklist;
import io.sendwell.blocklist.OperatorBlocklist;
import io.sendwell.testkit.contract.OperatorBlocklistContract;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;

class BlocklistOnPostgresqlTest implements OperatorBlocklistContract {

    @RegisterExtension
    final TestStorage storage = TestStorage.postgresql();

    @Override
    public OperatorBlocklist newOperatorBlocklist(InstantSource clock) {
        return storage.fresh(clock).blocklist(clock);
    }

    @Override
    public Optional<? extends OperatorBlocklist> reopen(Blocklist blocklist) {
        return Optional.of(storage.again().blocklist(InstantSource.system()));
    }
}
