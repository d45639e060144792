package io.sendwell.log;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import java.util.List;
import java.util.Map;

/**
 * The record of every message with its outcome per recipient.
 *
 * <p>The application implements it on its own database ({@code MessageLogContract} in the testkit proves that it did so)
 * or takes {@link InMemoryMessageLog}. Implementations are shared by threads.
 */
public interface MessageLog {

    /**
     * Records messages that are about to be handed to a next hop, and those that are not because something kept them
     * from it. All of them or, when the store fails, none.
     *
     * <p>When this method returns, the messages survive the end of this process.
     *
     * @throws MessageLogException when the store is out of reach; nothing is sent then
     */
    void record(List<LoggedMessage> messages);

    /**
     * Replaces what was known of some recipients of a message that was recorded before. A message that is not known is
     * left alone: it may have been erased meanwhile.
     *
     * @param outcomes the recipients whose outcome changed
     * @throws MessageLogException when the store is out of reach; the caller tries again
     */
    void settle(AccountId account, String id, Map<EmailAddress, RecipientOutcome> outcomes);

    /**
     * Finds messages of one account, the latest first by {@link LoggedMessage#sentAt()}, then by id.
     *
     * @throws MessageLogException when the store is out of reach
     */
    List<LoggedMessage> find(AccountId account, MessageQuery query);
}
