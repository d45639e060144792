package io.sendwell.testkit.contract;

import io.sendwell.log.EventLog;
import java.util.Optional;

/** What an implementer of {@link EventLog} writes so that its contracts can run: one method, and one more if it can. */
public interface EventLogUnderTest {

    /** Makes a log with nothing in it; it is asked for one in each test. */
    EventLog newEventLog();

    /**
     * Opens the store of a log once more, as another process would: to see that what was recorded survives, and as a second
     * node beside the first.
     *
     * @param log what {@link #newEventLog} made; it stays in use
     * @return empty, unless overridden, for a log that lives in this process alone; what survives is skipped then
     */
    default Optional<? extends EventLog> reopen(EventLog log) {
        return Optional.empty();
    }
}
