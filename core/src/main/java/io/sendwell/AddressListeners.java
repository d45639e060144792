package io.sendwell;

import io.sendwell.blocklist.BlocklistEntry;
import java.util.List;

/** All who want to be told of changes. Threads share it. */
final class AddressListeners {

    private final List<AddressListener> listeners;

    AddressListeners(List<AddressListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    /** Whether nobody listens, so that nobody has to find out what to tell. */
    boolean isEmpty() {
        return listeners.isEmpty();
    }

    void blocked(BlocklistEntry entry) {
        tell(new AddressChange.Blocked(entry));
    }

    void released(BlocklistEntry entry, String reason, String releasedBy) {
        tell(new AddressChange.Released(entry, reason, releasedBy));
    }

    private void tell(AddressChange change) {
        listeners.forEach(listener -> listener.on(change));
    }
}
