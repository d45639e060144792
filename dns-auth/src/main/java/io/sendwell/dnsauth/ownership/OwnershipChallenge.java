package io.sendwell.dnsauth.ownership;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsName;
import io.sendwell.dnsauth.publish.DnsEntry;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What one account has to publish to prove one domain: either of the two.
 *
 * <p>The seed is random; what is published is made of the seed, the account and the domain by HMAC-SHA256. So whoever keeps
 * challenges keeps one short text each, and a text that was copied to another account or another domain is a different
 * one there and proves nothing. A key of the operator's instead of a seed would save that text, and would be one secret
 * that opens every domain.
 *
 * @param account whose domain it is said to be
 * @param domain the domain to prove
 * @param label the label below the domain, such as {@code _sendwell-challenge}
 * @param prefix what published text and file name begin with, such as {@code sendwell-verification}
 * @param seed 160 random bits in {@code a-z2-7}; it need not be kept from the account
 * @param expiresAt until when the domain has to be proven for the first time; later checks of a proven domain ignore it
 */
public record OwnershipChallenge(
        AccountId account, DomainName domain, String label, String prefix, String seed, Instant expiresAt) {

    /** How long there is to publish it, unless said otherwise: people ask their provider, who asks back. */
    public static final Duration DEFAULT_LIFETIME = Duration.ofDays(30);

    private static final String DEFAULT_BRAND = "sendwell";
    private static final int SEED_OCTETS = 20;
    private static final int SEED_CHARACTERS = 32;

    /**
     * @throws IllegalArgumentException when the seed is too short, the label or prefix cannot be published, or the name with
     *     the label is too long for the DNS
     */
    public OwnershipChallenge {
        require(
                seed.length() >= SEED_CHARACTERS && seed.chars().allMatch(c -> Base32.ALPHABET.indexOf(c) >= 0),
                "A seed has " + SEED_CHARACTERS + " characters or more of a-z and 2-7.");
        require(
                label.startsWith("_") && isPlain(label.substring(1)),
                "A label is an underscore, then a-z, 0-9 and hyphens; found \"" + label + "\".");
        require(isPlain(prefix), "A prefix is made of a-z, 0-9 and hyphens; found \"" + prefix + "\".");
        require(!domain.isAddressLiteral(), "An address literal cannot be proven; found " + domain + ".");
        // Room for this label, and for a random one beside it.
        DnsName.of(domain).child(label + "_".repeat(Math.max(0, RandomNames.LABEL_OCTETS - label.length())));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private static boolean isPlain(String text) {
        return !text.isEmpty()
                && text.charAt(0) != '-'
                && text.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-');
    }

    /** A new challenge with Sendwell's label, to be met within {@link #DEFAULT_LIFETIME}. */
    public static OwnershipChallenge begin(AccountId account, DomainName domain, Instant now, SecureRandom random) {
        return begin(account, domain, DEFAULT_BRAND, now.plus(DEFAULT_LIFETIME), random);
    }

    /**
     * A new challenge under the operator's brand: {@code _acme-crm-challenge.example.org} with {@code
     * acme-crm-verification=...}.
     *
     * @param brand a-z, 0-9 and hyphens
     * @throws IllegalArgumentException when the brand cannot be part of a name
     */
    public static OwnershipChallenge begin(
            AccountId account, DomainName domain, String brand, Instant expiresAt, SecureRandom random) {
        byte[] seed = new byte[SEED_OCTETS];
        random.nextBytes(seed);
        return new OwnershipChallenge(
                account,
                domain,
                "_" + brand + "-challenge",
                brand + "-verification",
                Base32.encode(seed, SEED_CHARACTERS),
                expiresAt);
    }

    /** The record that proves the domain. The name may also be an alias (CNAME) to a place that has this text. */
    public DnsEntry dnsEntry() {
        return DnsEntry.txt(recordName(), text());
    }

    DnsName recordName() {
        return DnsName.of(domain).child(label);
    }

    /** The text of the record, and of the file if it is not empty: {@code sendwell-verification=} and 160 bits. */
    public String text() {
        return prefix + "=" + derived("text");
    }

    /**
     * The name of the file that proves the domain, in the root of the website or in {@code /.well-known/}. It does not give
     * away {@link #text()}, so a site that repeats what it is asked for does not prove itself.
     */
    public String fileName() {
        return prefix + "-" + derived("file") + ".txt";
    }

    /** Whether it is too late to prove the domain with it for the first time. */
    public boolean isExpiredAt(Instant now) {
        return !now.isBefore(expiresAt);
    }

    private String derived(String use) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(seed.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            // A line break is in none of them, so no two triples give the same text.
            byte[] code = mac.doFinal((use + "\n" + account + "\n" + domain).getBytes(StandardCharsets.US_ASCII));
            return Base32.encode(code, SEED_CHARACTERS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256.", e);
        }
    }
}
