package io.sendwell;

import io.sendwell.address.DomainName;
import io.sendwell.check.Finding;
import io.sendwell.check.MailRule;
import io.sendwell.check.PostalAddressCheck;
import io.sendwell.check.Rule;
import io.sendwell.identity.AuthorDomainFacts;
import io.sendwell.identity.DmarcPolicy;
import io.sendwell.identity.IdentityOutcome;
import io.sendwell.identity.SenderIdentity;
import io.sendwell.message.Mail;
import io.sendwell.message.MessageClass;
import io.sendwell.policy.SendingPolicy;
import io.sendwell.policy.SendingPolicy.MassPostalAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the law and the large receivers ask of broadcasts, and of no other mail. Threads share it. */
final class BulkChecks {

    private final SendingPolicy policy;

    BulkChecks(SendingPolicy policy) {
        this.policy = policy;
    }

    /** The rules that are looked at for a mail whose way out is found. */
    List<Rule> rules(Mail mail) {
        if (!isBulk(mail)) {
            return List.of();
        }
        List<Rule> rules = new ArrayList<>(List.of(MailRule.DMARC_RECORD_MISSING, MailRule.BULK_NOT_AUTHENTICATED));
        if (policy.massPostalAddress() == MassPostalAddress.REQUIRED) {
            rules.add(MailRule.POSTAL_ADDRESS_MISSING);
        }
        return rules;
    }

    /** Whether its recipients read where the account is to be found by post. */
    Optional<Finding> postalAddress(AccountSettings account, Mail mail) {
        return policy.massPostalAddress() == MassPostalAddress.REQUIRED
                ? PostalAddressCheck.examine(mail, account.postalAddress())
                : Optional.empty();
    }

    /**
     * Whether receivers will take it for what it says it is. A mail whose From is rewritten is the operator's, whose domains are
     * looked after by the domain doctor.
     *
     * @param authenticated whether the server is known to sign for the author's domain, or its SPF record to name it
     */
    List<Finding> identity(Mail mail, AuthorDomainFacts facts, SenderIdentity identity, boolean authenticated) {
        if (!isBulk(mail) || identity.outcome() == IdentityOutcome.REWRITE) {
            return List.of();
        }
        DomainName author = identity.from().address().domain();
        return Stream.of(record(author, facts), authentication(author, identity.outcome(), authenticated))
                .flatMap(Optional::stream)
                .flatMap(finding -> finding.weighedBy(policy).stream())
                .toList();
    }

    private static Optional<Finding> record(DomainName author, AuthorDomainFacts facts) {
        if (facts.policy() == DmarcPolicy.UNKNOWN) {
            return Optional.of(Finding.notChecked(MailRule.DMARC_RECORD_MISSING).with("domain", author));
        }
        if (facts.policy() != DmarcPolicy.ABSENT) {
            return Optional.empty();
        }
        String at = facts.organizationalDomain().orElse(author).ascii();
        return Optional.of(Finding.fail(MailRule.DMARC_RECORD_MISSING)
                .with("domain", author)
                .with("record", "_dmarc." + at + ". IN TXT \"v=DMARC1; p=none; rua=mailto:dmarc@" + at + "\""));
    }

    private static Optional<Finding> authentication(DomainName author, IdentityOutcome outcome, boolean authenticated) {
        Finding finding = Finding.fail(MailRule.BULK_NOT_AUTHENTICATED).with("domain", author);
        return switch (outcome) {
            case ON_BEHALF_OF -> Optional.of(finding);
            case OWN_SERVER -> authenticated ? Optional.empty() : Optional.of(finding.inForm("server"));
            default -> Optional.empty();
        };
    }

    /**
     * Whether the signature covers the link to unsubscribe. Sendwell's own covers it; what an ESP or a server signs is seen in the mail
     * that arrives.
     *
     * @param signed whether the mail is signed here
     */
    static Finding signature(boolean signed) {
        return signed
                ? Finding.pass(MailRule.UNSUBSCRIBE_NOT_SIGNED)
                : Finding.notChecked(MailRule.UNSUBSCRIBE_NOT_SIGNED);
    }

    static boolean isBulk(Mail mail) {
        return mail.messageClass() == MessageClass.MASS;
    }
}
