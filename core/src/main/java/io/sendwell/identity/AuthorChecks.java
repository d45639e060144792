package io.sendwell.identity;

import io.sendwell.address.Mailbox;
import io.sendwell.check.Finding;
import io.sendwell.check.MailRule;
import io.sendwell.identity.AuthorDomainFacts.Existence;
import io.sendwell.identity.AuthorDomainFacts.Verification;
import io.sendwell.policy.SendingPolicy.MailboxConfirmation;
import java.util.ArrayList;
import java.util.List;

/** What keeps an author from sending on any route, whatever the mail says. */
public final class AuthorChecks {

    private AuthorChecks() {}

    /**
     * Examines an author.
     *
     * @param author who stands in From
     * @param facts what is known of the author's domain
     * @param confirmed whether the owner of the mailbox confirmed it, or logs in to a server of their own with it
     * @param confirmation whether that is needed
     */
    public static List<Finding> of(
            Mailbox author, AuthorDomainFacts facts, boolean confirmed, MailboxConfirmation confirmation) {
        List<Finding> findings = new ArrayList<>();
        String domain = author.address().domain().toString();
        if (facts.existence() == Existence.DEAD) {
            findings.add(Finding.fail(MailRule.FROM_DOMAIN_DEAD).with("domain", domain));
        }
        if (facts.verification() == Verification.OF_ANOTHER_ACCOUNT) {
            findings.add(Finding.fail(MailRule.DOMAIN_NOT_OWNED_BY_ACCOUNT).with("domain", domain));
        }
        boolean vouchedFor = confirmed || facts.verification() == Verification.VERIFIED;
        if (!vouchedFor && confirmation == MailboxConfirmation.REQUIRED) {
            findings.add(Finding.fail(MailRule.FROM_MAILBOX_UNCONFIRMED)
                    .with("mailbox", author.address().masked()));
        }
        return findings;
    }
}
