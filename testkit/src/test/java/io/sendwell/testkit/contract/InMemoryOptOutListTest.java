package io.sendwell.testkit.contract;

import io.sendwell.unsubscribe.InMemoryOptOutList;
import io.sendwell.unsubscribe.OptOutList;

class InMemoryOptOutListTest implements OptOutListContract {

    @Override
    public OptOutList newOptOutList() {
        return new InMemoryOptOutList();
    }
}
