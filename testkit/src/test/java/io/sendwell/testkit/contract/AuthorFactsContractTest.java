package io.sendwell.testkit.contract;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.address.EmailAddress;
import io.sendwell.identity.AuthorDomainFacts;
import io.sendwell.identity.AuthorFacts;
import io.sendwell.identity.DmarcPolicy;
import io.sendwell.testkit.fixtures.Accounts;
import io.sendwell.testkit.fixtures.Mailboxes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AuthorFactsContractTest {

    /** What somebody may get wrong, and the sentence of the contract that says so. */
    enum Flaw {
        NONE(""),
        KNOWS_NOTHING("a_domain_that_the_account_verified_is_known_as_such"),
        COMPARES_U_LABELS("a_domain_is_the_same_however_it_is_written"),
        GUESSES("of_a_domain_that_nobody_asked_about_nothing_is_known"),
        DOMAINS_FOR_ANYBODY("a_domain_is_not_verified_for_another_account"),
        IGNORES_CASE_OF_ACCOUNTS("a_domain_is_not_verified_for_another_account"),
        COMPARES_EXACTLY("a_mailbox_is_confirmed_in_its_normal_form"),
        CONFIRMS_THE_DOMAIN("a_mailbox_that_nobody_confirmed_is_not_confirmed_by_its_neighbours"),
        MAILBOXES_FOR_ANYBODY("a_mailbox_is_not_confirmed_to_another_account"),
        ANSWERS_ONE_THREAD("threads_that_ask_at_the_same_time_get_the_same_answers");

        final String caughtBy;

        Flaw(String caughtBy) {
            this.caughtBy = caughtBy;
        }
    }

    /** What the run under way is about: JUnit makes the implementer itself, in this thread. */
    private static final ThreadLocal<Flaw> FLAW = new ThreadLocal<>();

    static class Implementer implements AuthorFactsContract {
        @Override
        public AuthorFacts newAuthorFacts() {
            return new FlawedFacts(FLAW.get());
        }
    }

    @Test
    void an_implementation_without_a_flaw_passes() {
        FLAW.set(Flaw.NONE);
        ContractRun.of(Implementer.class).succeeded();
    }

    @ParameterizedTest
    @EnumSource(value = Flaw.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void a_flaw_is_caught(Flaw flaw) {
        FLAW.set(flaw);
        ContractRun.of(Implementer.class, flaw.caughtBy).failed();
    }

    private record FlawedFacts(Flaw flaw, Thread owner) implements AuthorFacts {

        FlawedFacts(Flaw flaw) {
            this(flaw, Thread.currentThread());
        }

        @Override
        public AuthorDomainFacts domain(AccountId account, DomainName authorDomain) {
            if (flaw == Flaw.ANSWERS_ONE_THREAD && Thread.currentThread() != owner) {
                throw new IllegalStateException("no session in this thread");
            }
            String written = flaw == Flaw.COMPARES_U_LABELS ? authorDomain.unicode() : authorDomain.ascii();
            boolean known = written.equals("acme.example") || written.equals("xn--bcher-kva.example");
            if (known && flaw != Flaw.KNOWS_NOTHING && holdsFor(account, Flaw.DOMAINS_FOR_ANYBODY)) {
                return AuthorDomainFacts.verified(DmarcPolicy.REJECT);
            }
            return flaw == Flaw.GUESSES ? AuthorDomainFacts.unverified(DmarcPolicy.NONE) : AuthorDomainFacts.unknown();
        }

        @Override
        public boolean mailboxConfirmed(AccountId account, EmailAddress mailbox) {
            EmailAddress erik = Mailboxes.ERIK.address();
            boolean same = switch (flaw) {
                case COMPARES_EXACTLY -> mailbox.equals(erik);
                case CONFIRMS_THE_DOMAIN -> mailbox.domain().equals(erik.domain());
                default -> mailbox.normalForm().equals(erik.normalForm());
            };
            return same && holdsFor(account, Flaw.MAILBOXES_FOR_ANYBODY);
        }

        private boolean holdsFor(AccountId account, Flaw anybody) {
            return flaw == anybody
                    || (flaw == Flaw.IGNORES_CASE_OF_ACCOUNTS
                            ? account.value().equalsIgnoreCase(Accounts.ACME.value())
                            : account.equals(Accounts.ACME));
        }
    }
}
