package io.sendwell.event;

import java.util.List;

/**
 * Takes events in, from whoever heard them: a webhook, a reader of bounce messages, the application itself. Threads share it.
 *
 * <p>It ties each event to its message, drops what is known already, blocks addresses that are not to be written to any more,
 * records the rest and tells the application's listeners.
 */
@FunctionalInterface
public interface EventIntake {

    /**
     * Takes events in. When this method returns, what followed from them survives the end of this process; when it throws, the
     * reporter is to be told to come again, and nothing is counted twice when it does.
     *
     * @param events in any order, some of them perhaps known
     * @throws io.sendwell.account.SendwellException when a store is out of reach
     */
    void receive(List<DeliveryEvent> events);
}
