package io.sendwell.examples.jdbc;

import io.sendwell.testkit.contract.OptOutListContract;
import io.sendwell.unsubscribe.OptOutList;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;

class OptOutListOnPostgresqlTest implements OptOutListContract {

    @RegisterExtension
    final TestStorage storage = TestStorage.postgresql();

    @Override
    public OptOutList newOptOutList() {
        return storage.fresh(InstantSource.system()).optOutList();
    }

    @Override
    public Optional<? extends OptOutList> reopen(OptOutList list) {
        return Optional.of(storage.again().optOutList());
    }
}
