package io.sendwell.identity;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.address.EmailAddress;

/**
 * What is known of authors and their domains, when a mail is planned and again when it is released.
 *
 * <p>An implementation answers at once, from facts gathered ahead; it does not ask DNS while mail waits. Threads share
 * it. {@link StaticAuthorFacts} holds facts that the application states itself, and {@code AuthorFactsContract} in the
 * testkit proves an implementation.
 */
public interface AuthorFacts {

    /** What is known of the domain; {@link AuthorDomainFacts#unknown()} when nothing is. Never what another account proved. */
    AuthorDomainFacts domain(AccountId account, DomainName authorDomain);

    /**
     * Whether the owner of this mailbox confirmed it to this account, by a link sent there or in a way as good. Mailboxes
     * are compared by {@link EmailAddress#normalForm()}; one says nothing about another of the same domain.
     */
    boolean mailboxConfirmed(AccountId account, EmailAddress mailbox);
}
