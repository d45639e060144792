package io.sendwell.examples.jdbc;

import io.sendwell.blocklist.AddressKeys;
import io.sendwell.blocklist.Blocklist;
import io.sendwell.blocklist.KeyedBlocklist;
import io.sendwell.blocklist.OperatorBlocklist;
import io.sendwell.testkit.contract.KeyedBlocklistContract;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;

class KeyedBlocklistOnH2Test implements KeyedBlocklistContract {

    @RegisterExtension
    final TestStorage storage = TestStorage.h2();

    @Override
    public OperatorBlocklist newStore(InstantSource clock) {
        return storage.fresh(clock).blocklist(clock);
    }

    @Override
    public Optional<? extends OperatorBlocklist> reopen(Blocklist blocklist) {
        return Optional.of(new KeyedBlocklist(storage.again().blocklist(InstantSource.system()), AddressKeys.of(KEY)));
    }
}
