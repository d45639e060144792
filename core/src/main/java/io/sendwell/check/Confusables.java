package io.sendwell.check;

import io.sendwell.address.DomainName;

/** What is said of a domain name whose scripts are mixed. */
final class Confusables {

    private Confusables() {}

    static Finding finding(String place, DomainName domain) {
        return Finding.mustFail(
                "DOMAIN_CONFUSABLE",
                "The domain " + domain.ascii() + " in " + place + " mixes scripts that deceive the eye.",
                "A domain in one script, or in one of the usual mixtures of Chinese, Japanese and Korean with Latin.",
                "Use another domain.",
                "Unicode UTS #39 section 5.2, highly restrictive; Gmail's sender guidelines");
    }
}
