package io.sendwell.testkit.contract;

import io.sendwell.blocklist.InMemoryBlocklist;
import io.sendwell.blocklist.OperatorBlocklist;
import java.time.InstantSource;

class InMemoryBlocklistTest implements OperatorBlocklistContract {

    @Override
    public OperatorBlocklist newOperatorBlocklist(InstantSource clock) {
        return new InMemoryBlocklist(clock);
    }
}
