package io.sendwell.testkit.crash;

import io.sendwell.outbox.Outbox;
import java.util.function.Consumer;

/**
 * Opens an outbox in whichever process asks for it. The implementing class has a constructor without parameters, since
 * another process makes its own.
 */
public interface OutboxOpener {

    /**
     * Opens the outbox, lets it be used, and closes it.
     *
     * @param place where it is, such as the URL of a database: what {@link OutboxCrashContract#place()} says
     * @param use what to do with it
     * @throws Exception when it cannot be opened or closed
     */
    void use(String place, Consumer<Outbox> use) throws Exception;
}
