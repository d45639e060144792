package io.sendwell.consent;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.message.Purpose;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The evidence of who agreed to get broadcasts of which account and list: read before every broadcast, when it is made and when it
 * leaves.
 *
 * <p>The application implements it on its own database ({@code ConsentStoreContract} in the testkit proves that it did so) or takes
 * {@link InMemoryConsentStore}. Nothing of one account is ever seen or changed by way of another. Addresses are compared by {@link
 * EmailAddress#normalForm()}, accounts and lists exactly. Texts are kept character by character, and times to the millisecond or
 * finer. Implementations are shared by threads.
 *
 * <p>Every method throws {@link ConsentStoreException} when the store is out of reach; nothing was changed then. When a method that
 * changes something returns, that survives the end of this process.
 */
public interface ConsentStore {

    /**
     * The consents of these persons to mails of a list that hold: those that {@linkplain ConsentRecord#covers cover} it and that no
     * {@linkplain Withdrawal#ends withdrawal ended}. Of several of one person it is a confirmed one if there is one, and of these the
     * one that was given last.
     *
     * @param list of which purpose; when empty, only consents to all broadcasts, and withdrawals from all of them, count
     * @param persons any number of them; an implementation asks its store in as few calls as it can
     * @return a consent for each person who has one, under the address as it was asked for
     */
    Map<EmailAddress, ConsentRecord> find(AccountId account, Optional<Purpose> list, Collection<EmailAddress> persons);

    /**
     * Records consents: all of them or, when the store fails, none. One that is there already, by account, person, list and {@link
     * ConsentRecord#at()}, stays as it is, but for a confirmation, which it gets when it had none; also when two threads bring it at
     * once.
     *
     * @param consents of any number of accounts; at most 1,000
     */
    void add(List<ConsentRecord> consents);

    /** Records a withdrawal. One that is there already, by account, person, list and {@link Withdrawal#at()}, stays as it is. */
    void withdraw(Withdrawal withdrawal);

    /** Everything that is held of a person for this account, each list of it oldest first, and of one time in the order of the lists. */
    ConsentEvidence evidence(AccountId account, EmailAddress person);

    /**
     * Whom this account holds something of, by their normal forms in the order of {@link String#compareTo}.
     *
     * @param after only normal forms behind this one; empty text for the first page
     * @param limit how many at the most; 1 or more
     */
    List<EmailAddress> persons(AccountId account, String after, int limit);

    /**
     * Forgets evidence of a person that nobody needs any more: all of it, when consent to all broadcasts was withdrawn before a time
     * and nothing was given since that withdrawal.
     *
     * @param withdrawnBefore only what was withdrawn before this
     * @return how many consents and withdrawals were forgotten
     */
    long erase(AccountId account, EmailAddress person, Instant withdrawnBefore);
}
