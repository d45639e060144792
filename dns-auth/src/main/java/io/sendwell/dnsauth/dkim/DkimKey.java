package io.sendwell.dnsauth.dkim;

import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsName;
import io.sendwell.signing.Selector;
import io.sendwell.signing.SigningAlgorithm;
import io.sendwell.signing.SigningException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPrivateKey;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A private key that signs as one domain under one selector. Immutable; threads share it as far as the key's provider lets
 * them. Nothing of the key is in its {@code toString}.
 */
public final class DkimKey {

    private static final Logger LOG = LoggerFactory.getLogger(DkimKey.class);

    private final DomainName signingDomain;
    private final Selector selector;
    private final SigningAlgorithm algorithm;
    private final PrivateKeyOperation operation;

    private DkimKey(
            DomainName signingDomain, Selector selector, SigningAlgorithm algorithm, PrivateKeyOperation operation) {
        this.signingDomain = signingDomain;
        this.selector = selector;
        this.algorithm = algorithm;
        this.operation = operation;
    }

    /**
     * A key, used by the platform's provider that knows it. Ed25519 keys that can be read are used by Bouncy Castle, which is
     * far quicker.
     *
     * <p>A key that does not leave a security module is as good as any other; then nobody sees its size here.
     *
     * @param signingDomain who answers for what it signs ({@code d=})
     * @param selector where its record is ({@code s=})
     * @param privateKey RSA or Ed25519
     * @throws IllegalArgumentException when the key is of another kind, or an RSA key below 1024 bits, which receivers
     *     ignore (RFC 8301 section 3.2)
     */
    public static DkimKey of(DomainName signingDomain, Selector selector, PrivateKey privateKey) {
        return of(signingDomain, selector, privateKey, Optional.empty());
    }

    /**
     * A key, used by this provider: a security module's, or one that is quicker than the JDK's.
     *
     * @param provider need not be installed
     * @throws IllegalArgumentException as {@link #of(DomainName, Selector, PrivateKey)}
     */
    public static DkimKey of(DomainName signingDomain, Selector selector, PrivateKey privateKey, Provider provider) {
        return of(signingDomain, selector, privateKey, Optional.of(provider));
    }

    private static DkimKey of(
            DomainName signingDomain, Selector selector, PrivateKey privateKey, Optional<Provider> provider) {
        String name = "Key " + selector + " of " + signingDomain;
        SigningAlgorithm algorithm = algorithmOf(name, privateKey);
        if (signingDomain.isAddressLiteral()) {
            throw new IllegalArgumentException(
                    "A signing domain has a record in the DNS; " + signingDomain + " is an address.");
        }
        // Both would be found out too late: the selector makes a name of the DNS together with the domain.
        DkimRecord.nameOf(selector.value(), DnsName.of(signingDomain));
        if (algorithm == SigningAlgorithm.RSA_SHA256) {
            requireRsa(name, privateKey);
        }
        return new DkimKey(signingDomain, selector, algorithm, PrivateKeyOperation.of(algorithm, privateKey, provider));
    }

    private static SigningAlgorithm algorithmOf(String name, PrivateKey key) {
        String kind = key.getAlgorithm();
        if (kind.equals("RSA")) {
            return SigningAlgorithm.RSA_SHA256;
        }
        if (kind.equals("Ed25519") || kind.equals("EdDSA") && !isOtherCurve(key)) {
            return SigningAlgorithm.ED25519_SHA256;
        }
        throw new IllegalArgumentException(name + " is for " + kind
                + "; DKIM signs with RSA or Ed25519 (RFC 6376 section 3.3, RFC 8463). Create an RSA key of 2048 bits.");
    }

    private static boolean isOtherCurve(PrivateKey key) {
        return key instanceof EdECKey curve && !curve.getParams().getName().equalsIgnoreCase("Ed25519");
    }

    private static void requireRsa(String name, PrivateKey key) {
        if (key instanceof RSAKey rsa) {
            BigInteger modulus = rsa.getModulus();
            requireRsaBits(name, modulus.bitLength());
        }
        if (key instanceof RSAPrivateKey rsa
                && !(key instanceof RSAPrivateCrtKey)
                && rsa.getPrivateExponent() != null) {
            LOG.warn("{} has no CRT parameters and signs three times as slowly; create a new one.", name);
        }
    }

    private static void requireRsaBits(String name, int bits) {
        objectionToRsaBits(name, bits).ifPresent(objection -> {
            throw new IllegalArgumentException(objection);
        });
        if (bits < DkimKeys.DEFAULT_RSA_BITS) {
            LOG.warn(
                    "{} has {} bits; RFC 8301 section 3.2 asks for 2048. Create a new one and rotate to it.",
                    name,
                    bits);
        }
    }

    /** What keeps an RSA key of this size from being used. */
    static Optional<String> objectionToRsaBits(String name, int bits) {
        if (bits >= DkimRecord.MIN_RSA_BITS && bits <= DkimRecord.MAX_RSA_BITS) {
            return Optional.empty();
        }
        return Optional.of(name + " has " + bits + " bits; receivers ignore RSA keys below " + DkimRecord.MIN_RSA_BITS
                + " (RFC 8301 section 3.2), and none above " + DkimRecord.MAX_RSA_BITS
                + " is taken here. Create a 2048-bit key and publish it under a new selector.");
    }

    /** Who answers for what it signs ({@code d=}). */
    public DomainName signingDomain() {
        return signingDomain;
    }

    /** Its name at that domain ({@code s=}). */
    public Selector selector() {
        return selector;
    }

    /** What it signs with ({@code a=}). */
    public SigningAlgorithm algorithm() {
        return algorithm;
    }

    /** Where its record is published: {@code <selector>._domainkey.<signing domain>}. */
    public DnsName recordName() {
        return DkimRecord.nameOf(selector.value(), DnsName.of(signingDomain));
    }

    /** @throws SigningException when the provider refuses */
    byte[] sign(byte[] octets) {
        try {
            return operation.sign(octets);
        } catch (GeneralSecurityException e) {
            throw new SigningException(
                    "Key " + selector + " of " + signingDomain + " cannot sign: " + e.getMessage()
                            + " Look at the key and at the provider that holds it.",
                    e);
        }
    }

    /** Algorithm, selector and domain; nothing of the key. */
    @Override
    public String toString() {
        return algorithm.token() + " key " + selector + " of " + signingDomain;
    }
}
