package io.sendwell.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.address.EmailAddress;
import io.sendwell.identity.AuthorDomainFacts;
import io.sendwell.identity.AuthorDomainFacts.Verification;
import io.sendwell.identity.AuthorFacts;
import io.sendwell.testkit.fixtures.Accounts;
import io.sendwell.testkit.fixtures.Mailboxes;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What every source of {@link AuthorFacts} keeps. */
public interface AuthorFactsContract {

    /**
     * Makes a source that knows: the account {@link Accounts#ACME} verified {@code acme.example} and {@code
     * bücher.example}, and {@code erik@acme.example} was confirmed to it. Nothing else is known.
     */
    AuthorFacts newAuthorFacts();

    @Test
    default void a_domain_that_the_account_verified_is_known_as_such() {
        assertEquals(
                Verification.VERIFIED,
                newAuthorFacts()
                        .domain(Accounts.ACME, DomainName.parse("acme.example"))
                        .verification());
    }

    @Test
    default void a_domain_is_the_same_however_it_is_written() {
        AuthorFacts facts = newAuthorFacts();
        for (String written : List.of("ACME.Example", "acme.example.", "xn--bcher-kva.example", "BÜCHER.example")) {
            assertEquals(
                    Verification.VERIFIED,
                    facts.domain(Accounts.ACME, DomainName.parse(written)).verification(),
                    written);
        }
    }

    @Test
    default void of_a_domain_that_nobody_asked_about_nothing_is_known() {
        assertEquals(
                AuthorDomainFacts.unknown(),
                newAuthorFacts().domain(Accounts.ACME, DomainName.parse("never-heard-of.example")));
    }

    @Test
    default void a_domain_is_not_verified_for_another_account() {
        AuthorFacts facts = newAuthorFacts();
        for (AccountId other : List.of(Accounts.GLOBEX, AccountId.of("ACME"))) {
            assertNotEquals(
                    Verification.VERIFIED,
                    facts.domain(other, DomainName.parse("acme.example")).verification());
        }
    }

    @Test
    default void a_mailbox_is_confirmed_in_its_normal_form() {
        AuthorFacts facts = newAuthorFacts();

        assertTrue(facts.mailboxConfirmed(Accounts.ACME, Mailboxes.ERIK.address()));
        assertTrue(facts.mailboxConfirmed(Accounts.ACME, EmailAddress.parse("Erik@ACME.example")));
    }

    @Test
    default void a_mailbox_that_nobody_confirmed_is_not_confirmed_by_its_neighbours() {
        AuthorFacts facts = newAuthorFacts();
        for (String neighbour : List.of("anna@acme.example", "erik+1@acme.example", "erik@mail.acme.example")) {
            assertFalse(facts.mailboxConfirmed(Accounts.ACME, EmailAddress.parse(neighbour)), neighbour);
        }
    }

    @Test
    default void a_mailbox_is_not_confirmed_to_another_account() {
        AuthorFacts facts = newAuthorFacts();
        for (AccountId other : List.of(Accounts.GLOBEX, AccountId.of("ACME"))) {
            assertFalse(facts.mailboxConfirmed(other, Mailboxes.ERIK.address()), other.value());
        }
    }

    @Test
    default void threads_that_ask_at_the_same_time_get_the_same_answers() {
        AuthorFacts facts = newAuthorFacts();
        Callable<List<Object>> ask = () -> List.of(
                facts.domain(Accounts.ACME, DomainName.parse("acme.example")).verification(),
                facts.domain(Accounts.GLOBEX, DomainName.parse("never-heard-of.example")),
                facts.mailboxConfirmed(Accounts.ACME, Mailboxes.ERIK.address()),
                facts.mailboxConfirmed(Accounts.GLOBEX, Mailboxes.ERIK.address()));

        assertEquals(
                Collections.nCopies(4, List.of(Verification.VERIFIED, AuthorDomainFacts.unknown(), true, false)),
                Together.run(Collections.nCopies(4, ask)));
    }
}
