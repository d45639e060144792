package io.sendwell.testkit.contract;

import io.sendwell.blocklist.InMemoryBlocklist;
import io.sendwell.blocklist.OperatorBlocklist;
import java.time.InstantSource;

class KeyedBlocklistTest implements KeyedBlocklistContract {

    @Override
    public OperatorBlocklist newStore(InstantSource clock) {
        return new InMemoryBlocklist(clock);
    }
}
