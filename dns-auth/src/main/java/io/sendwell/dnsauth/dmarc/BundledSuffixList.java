package io.sendwell.dnsauth.dmarc;

import io.sendwell.address.DomainName;
import java.util.Optional;
import okhttp3.HttpUrl;

/** OkHttp's own list, by way of the one public method that looks into it. */
enum BundledSuffixList implements PublicSuffixList {
    INSTANCE;

    @Override
    public Optional<DomainName> registeredDomain(DomainName domain) {
        if (domain.isAddressLiteral()) {
            return Optional.empty();
        }
        try {
            String host = domain.ascii();
            String registered =
                    new HttpUrl.Builder().scheme("https").host(host).build().topPrivateDomain();
            return Optional.ofNullable(registered).map(DomainName::parseDnsName);
        } catch (IllegalArgumentException noHost) {
            // What stands in DNS names only, such as an underscore or digits alone at the end, is no host of a URL.
            return lastLabels(domain);
        }
    }

    /** The rule for last labels that are on no list. */
    private static Optional<DomainName> lastLabels(DomainName domain) {
        DomainName name = domain;
        while (name.labels().size() > 2) {
            name = name.parent().orElseThrow();
        }
        return name.labels().size() == 2 ? Optional.of(name) : Optional.empty();
    }
}
