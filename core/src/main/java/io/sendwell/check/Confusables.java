package io.sendwell.check;

import io.sendwell.address.DomainName;

/** What is said of a domain name whose scripts are mixed. */
final class Confusables {

    private Confusables() {}

    /** A finding in the form that names the place: from, replyTo or link. */
    static Finding finding(String place, DomainName domain) {
        return Finding.fail(MailRule.DOMAIN_CONFUSABLE).inForm(place).with("domain", domain.ascii());
    }
}
