package io.sendwell.dnsauth.onboarding;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.domain.DomainRegistration;
import java.util.List;
import java.util.Optional;

/**
 * The domains of one account: begin, check, activate. Threads may share it.
 *
 * <p>Every method that is given a domain as text throws {@link IllegalArgumentException} when it is none, and {@link
 * io.sendwell.domain.DomainStoreException} when the store is out of reach.
 */
public final class AccountDomains {

    private final DomainOnboarding onboarding;
    private final AccountId account;

    AccountDomains(DomainOnboarding onboarding, AccountId account) {
        this.onboarding = onboarding;
        this.account = account;
    }

    /**
     * Tells what to publish for a domain, and stores that the account asked. Of a domain that is under way or in use, the same
     * is told again and nothing changes; one that expired or was lost begins anew.
     *
     * <p>The DNS is read, since an SPF record that is there has to be kept. A domain that nobody can prove is refused: see {@link
     * Onboarding#isRefused()}.
     */
    public Onboarding begin(String domain) {
        return onboarding.begin(account, DomainName.parse(domain));
    }

    /**
     * Looks at the DNS and the website, and changes nothing. Whatever cannot be asked in time makes the report unknown, not
     * failed.
     *
     * @throws IllegalArgumentException when the account did not begin with the domain
     */
    public DomainReport check(String domain) {
        return onboarding.check(begun(DomainName.parse(domain)));
    }

    /**
     * Stores what a check found, and repeats it by {@link DomainOnboarding#checkDue} from now on, for as long as changes may
     * take. A report that something newer was recorded after changes nothing.
     *
     * @return the domain as it is stored now
     * @throws IllegalArgumentException when the report is about another account's domain, or was not made here
     */
    public DomainRegistration recordCheck(DomainReport report) {
        return onboarding.record(own(report)).registration();
    }

    /**
     * Lets mail go out under the domain from now on, without "on behalf of". The result has the warning that the account has
     * to be shown, or says why everything stayed as it was: the report is too old, something newer is known, or another
     * account has the domain.
     *
     * @throws IllegalArgumentException when the report did not pass, is about another account's domain, or was not made here
     */
    public Activation activate(DomainReport report) {
        return onboarding.activate(own(report));
    }

    /**
     * Gives a domain up: from now on its mail goes out on behalf of its authors, or under the operator's name. The account may
     * begin with it anew.
     *
     * @return the domain as it is stored now
     * @throws IllegalArgumentException when the account did not begin with the domain
     */
    public DomainRegistration giveUp(String domain) {
        return onboarding.giveUp(begun(DomainName.parse(domain)));
    }

    /** One domain; empty when the account did not begin with it. */
    public Optional<DomainRegistration> find(String domain) {
        return onboarding.store().find(account, DomainName.parse(domain));
    }

    /** Every domain that the account began with, in the order of their names. */
    public List<DomainRegistration> all() {
        return onboarding.store().ofAccount(account);
    }

    private DomainRegistration begun(DomainName domain) {
        return onboarding
                .store()
                .find(account, domain)
                .orElseThrow(() -> new IllegalArgumentException("Account " + account + " did not begin with " + domain
                        + ": call begin(\"" + domain + "\") and show the account what to publish."));
    }

    private DomainReport own(DomainReport report) {
        if (!report.account().equals(account)) {
            throw new IllegalArgumentException("This report is about a domain of account " + report.account()
                    + "; account " + account + " has to make its own: call check(...).");
        }
        return report;
    }
}
