package io.sendwell.identity;

import io.sendwell.address.Mailbox;
import io.sendwell.check.Finding;
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
            findings.add(Finding.mustFail(
                    "FROM_DOMAIN_DEAD",
                    domain + " does not exist, or says that it takes no mail.",
                    "A domain in From that could take a reply.",
                    "Correct the author's address, or have the domain's MX record restored.",
                    "RFC 7505; Yahoo refuses mail whose domain has no SOA record"));
        }
        if (facts.verification() == Verification.OF_ANOTHER_ACCOUNT) {
            findings.add(Finding.mustFail(
                    "DOMAIN_NOT_OWNED_BY_ACCOUNT",
                    domain + " was verified by another account.",
                    "A domain is used only by the account that proved it.",
                    "Use a domain of this account's own, or move the verification.",
                    "defence against impersonation between accounts"));
        }
        boolean vouchedFor = confirmed || facts.verification() == Verification.VERIFIED;
        if (!vouchedFor && confirmation == MailboxConfirmation.REQUIRED) {
            findings.add(Finding.mustFail(
                    "FROM_MAILBOX_UNCONFIRMED",
                    "The owner of " + author.address().masked() + " has not confirmed it.",
                    "A mailbox in From whose owner followed a link sent to it, or a domain that the account verified.",
                    "Send the owner a link and state the confirmation in AuthorFacts, or verify the domain.",
                    "ESPs' practice, such as Mailjet's send-0008"));
        }
        return findings;
    }
}
