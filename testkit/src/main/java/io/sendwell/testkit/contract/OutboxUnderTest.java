package io.sendwell.testkit.contract;

import io.sendwell.outbox.Outbox;
import java.time.InstantSource;
import java.util.Optional;

/** What an implementer of {@link Outbox} writes so that its contracts can run: one method, and one more if it can. */
public interface OutboxUnderTest {

    /**
     * Makes an outbox with nothing in it, for which it is always the time that this clock shows; it is asked for one in each
     * test, and the test moves the clock.
     *
     * <p>A store on a database has its now from one SQL expression, {@code statement_timestamp()} say, that stands in one
     * place of its code. Here it is given another one in its stead: a literal of {@code clock.instant()}, written anew into
     * each statement. The clock is hours away from the machine's, so that a store that asks the machine is caught.
     *
     * @param clock the store's clock; it stands still between two calls, and shows whole milliseconds
     */
    Outbox newOutbox(InstantSource clock);

    /**
     * Opens an outbox once more, as another process would: to see that what was written survives, and as a second node
     * beside the first.
     *
     * @param outbox what {@link #newOutbox} made; it stays in use
     * @param clock the same clock as before
     * @return empty, unless overridden, for an outbox that lives in this process alone; what survives is skipped then
     */
    default Optional<? extends Outbox> reopen(Outbox outbox, InstantSource clock) {
        return Optional.empty();
    }
}
