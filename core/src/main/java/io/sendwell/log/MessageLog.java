package io.sendwell.log;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.outbox.SendingId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The record of every message with its outcome per recipient.
 *
 * <p>The application implements it on its own database ({@code MessageLogContract} in the testkit proves that it did so)
 * or takes {@link InMemoryMessageLog}. Implementations are shared by threads.
 *
 * <p>A message is known by its account and its id together, compared exactly, with regard to case. Texts are kept
 * character by character, empty ones and blanks at the end among them, and times to the millisecond or finer.
 */
public interface MessageLog {

    /**
     * Records messages that are about to be handed to a next hop, and those that are not because something kept them
     * from it. All of them or, when the store fails, none.
     *
     * <p>A message that is recorded again takes the place of the first: a caller that got no answer may try again.
     *
     * <p>When this method returns, the messages survive the end of this process.
     *
     * @throws MessageLogException when the store is out of reach; nothing is sent then
     */
    void record(List<LoggedMessage> messages);

    /**
     * Replaces what was known of some recipients of a message that was recorded before; the others stay as they are,
     * also when two threads settle one message at the same time. Nothing is recorded for a message that is not known, and
     * for a recipient that the message does not have: they may have been erased meanwhile, and no late answer brings them back.
     *
     * @param outcomes the recipients whose outcome changed, as they were recorded
     * @throws MessageLogException when the store is out of reach; the message has left all the same, and stays pending here
     */
    void settle(AccountId account, String id, Map<EmailAddress, RecipientOutcome> outcomes);

    /**
     * Forgets those messages of a cancelled sending of which nothing was handed to a next hop: the ones without a {@link
     * RecipientOutcome.Pending} or {@link RecipientOutcome.Submitted} outcome. The others stay.
     *
     * @return how many were forgotten
     * @throws MessageLogException when the store is out of reach; call it again
     */
    long forgetUnsent(AccountId account, SendingId sending);

    /**
     * Takes a person out of these messages, and forgets those that nobody else was a recipient of. Of the others everything
     * stays but what was known of this recipient.
     *
     * @param recipient compared by {@link EmailAddress#normalForm()}
     * @param ids of at most 1,000 messages
     * @return out of how many messages the person was taken; 0 the second time
     * @throws MessageLogException when the store is out of reach; call it again
     */
    long erase(AccountId account, EmailAddress recipient, Collection<String> ids);

    /**
     * Forgets messages of an account that is removed, whatever became of them, in a step of bounded size.
     *
     * @param limit how many at the most; 1 or more
     * @return how many were forgotten; 0 when the account has none left
     * @throws MessageLogException when the store is out of reach; call it again
     */
    long forget(AccountId account, int limit);

    /**
     * Finds messages of one account, the latest first by {@link LoggedMessage#sentAt()}, and of one time the greater id
     * first, compared character by character as {@link String#compareTo} does and not by the rules of a language.
     *
     * <p>Recipients are compared by {@link EmailAddress#normalForm()}, everything else exactly.
     *
     * @return at most {@link MessageQuery#limit()} messages, with their recipients in the order in which they were recorded
     * @throws MessageLogException when the store is out of reach
     */
    List<LoggedMessage> find(AccountId account, MessageQuery query);

    /**
     * Whose message has this id, compared exactly: a bounce message names the message alone. For the operator's own use; no account
     * may ask.
     *
     * @return empty when no account has such a message, or several have
     * @throws MessageLogException when the store is out of reach
     */
    Optional<AccountId> accountOf(String id);
}
