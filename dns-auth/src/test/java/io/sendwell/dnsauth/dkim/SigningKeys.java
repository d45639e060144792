package io.sendwell.dnsauth.dkim;

import io.sendwell.address.DomainName;
import io.sendwell.signing.Selector;
import java.security.KeyPair;

/** Keys that tests share, since making one takes its time. */
final class SigningKeys {

    static final KeyPair RSA = DkimKeys.createRsa();
    static final KeyPair ED25519 = DkimKeys.createEd25519();
    static final KeyPair OPERATOR = DkimKeys.createRsa();

    private SigningKeys() {}

    static DkimKey rsa(String domain, String selector) {
        return key(domain, selector, RSA);
    }

    static DkimKey ed25519(String domain, String selector) {
        return key(domain, selector, ED25519);
    }

    static DkimKey operator(String domain, String selector) {
        return key(domain, selector, OPERATOR);
    }

    static DkimKey key(String domain, String selector, KeyPair pair) {
        return DkimKey.of(DomainName.parse(domain), Selector.of(selector), pair.getPrivate());
    }
}
