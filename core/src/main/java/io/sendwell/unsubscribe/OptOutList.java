package io.sendwell.unsubscribe;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.message.Purpose;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who wants no more broadcasts of which account and list: read before every broadcast, when it is made and when it leaves.
 *
 * <p>The application implements it on its own database ({@code OptOutListContract} in the testkit proves that it did so) or takes
 * {@link InMemoryOptOutList}. Nothing of one account is ever seen or changed by way of another. Addresses are compared by {@link
 * EmailAddress#normalForm()}. Texts are kept character by character, and times to the millisecond or finer. Implementations are
 * shared by threads.
 *
 * <p>Every method throws {@link OptOutListException} when the store is out of reach; nothing was changed then.
 */
public interface OptOutList {

    /**
     * Who of these gets no broadcasts of this list: by an opt-out of the list or one of all lists. Where both hold, the one of all
     * lists is given.
     *
     * @param list of which purpose; when empty, only opt-outs of all lists hold
     * @param persons any number of them; an implementation asks its store in as few calls as it can
     * @return an opt-out for each person who has one, under the address as it was asked for
     */
    Map<EmailAddress, OptOut> find(AccountId account, Optional<Purpose> list, Collection<EmailAddress> persons);

    /** All opt-outs of a person that hold for this account, that of all lists first, then by list. */
    List<OptOut> of(AccountId account, EmailAddress person);

    /**
     * The opt-outs that hold for this account, a page at a time: by the person's {@link EmailAddress#normalForm()}, then as {@link
     * #of} gives them. What is added or ended between two pages may be missed or seen; everything else is given exactly once.
     *
     * @param after the last one of the page before, also when it ended meanwhile; empty for the first page
     * @param limit how many at the most; 1 or more
     */
    List<OptOut> page(AccountId account, Optional<OptOut> after, int limit);

    /**
     * Adds an opt-out. If one of the same account, person and list holds already, that one stays as it is; also when two threads
     * add at the same time. One that is older than the end of an earlier one of the same account, person and list changes nothing:
     * it is a report that comes late or again, and the person has come back since.
     *
     * <p>When this method returns, the opt-out survives the end of this process.
     */
    void add(OptOut optOut);

    /**
     * Ends the opt-out of exactly this list, and keeps a record. Of two threads that end it at the same time, one does.
     *
     * @param list empty for that of all lists
     * @return what held until now; empty when there was none
     */
    Optional<OptOut> end(AccountId account, EmailAddress person, Optional<Purpose> list, OptIn decision);

    /** The opt-outs of a person that hold no more for this account, in the order in which they ended. */
    List<EndedOptOut> ended(AccountId account, EmailAddress person);

    /**
     * Forgets what is not needed to keep broadcasts back: the records of ended opt-outs of the person, and the evidence of those that
     * hold.
     *
     * @return of how many opt-outs something was forgotten
     */
    long erase(AccountId account, EmailAddress person);
}
