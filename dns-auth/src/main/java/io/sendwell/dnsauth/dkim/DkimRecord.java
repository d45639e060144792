package io.sendwell.dnsauth.dkim;

import io.sendwell.dns.DnsName;
import io.sendwell.dnsauth.internal.text.ForeignText;
import io.sendwell.dnsauth.publish.DnsEntry;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A public key as it stands in the DNS at {@code <selector>._domainkey.<signing domain>} (RFC 6376 section 3.6.1, RFC 8463).
 *
 * <p>Any text can be read; what is wrong with it is in {@link #faults}. Unknown tags are ignored, and so are those that
 * were once standard ({@code g=}, RFC 4871). Immutable.
 *
 * @param text the record's text, its strings joined
 * @param keyType {@code k=} in lower case: {@code rsa} when it is missing
 * @param publicKey what {@code p=} holds; empty when that is no usable key
 * @param hashAlgorithms {@code h=}: the only hash algorithms that signatures may use; empty when any may
 * @param services {@code s=}: what the key is for; {@code *} when it is missing
 * @param flags {@code t=}; {@code y} and {@code s} are defined
 * @param notes {@code n=}, for people; empty when there are none
 * @param faults everything wrong with the record
 */
public record DkimRecord(
        String text,
        String keyType,
        Optional<DkimPublicKey> publicKey,
        List<String> hashAlgorithms,
        List<String> services,
        List<String> flags,
        String notes,
        List<KeyRecordFault> faults) {

    /** Ours: an RSA key of 8192 bits takes 1,416 characters, and answers of the DNS beyond 4 KiB come by TCP only. */
    public static final int MAX_CHARACTERS = 4096;

    /** The shortest RSA key that a signature may be judged by (RFC 8301 section 3.2). */
    public static final int MIN_RSA_BITS = 1024;

    /** The longest RSA key that every verifier has to know (RFC 8301 section 3.2). */
    public static final int COMMON_RSA_BITS = 4096;

    /** Ours: beyond it, a verification costs more than a stranger's mail is worth. */
    public static final int MAX_RSA_BITS = 8192;

    /** RFC 6376 section 3.6.2.1. */
    private static final String SUBDOMAIN = "_domainkey";

    private static final String VERSION = "DKIM1";

    public DkimRecord {
        hashAlgorithms = List.copyOf(hashAlgorithms);
        services = List.copyOf(services);
        flags = List.copyOf(flags);
        faults = List.copyOf(faults);
    }

    /**
     * The plainest record for this key: version, type, key. What is not needed is left out, since some receivers and many
     * online checkers stumble over it.
     *
     * @throws IllegalArgumentException when it is neither an RSA key of {@value #MIN_RSA_BITS} to {@value #MAX_RSA_BITS} bits
     *     nor an Ed25519 key
     */
    public static DkimRecord of(PublicKey key) {
        DkimPublicKey publicKey = DkimPublicKey.of(key);
        DkimRecord record = parse("v=" + VERSION + "; k=" + publicKey.type() + "; p=" + publicKey.base64());
        if (record.faults.contains(KeyRecordFault.KEY_TOO_SHORT) || record.publicKey.isEmpty()) {
            throw new IllegalArgumentException("An RSA key for DKIM has " + MIN_RSA_BITS + " to " + MAX_RSA_BITS
                    + " bits (RFC 8301 section 3.2); this one has " + publicKey.bits() + ". Create one of 2048 bits.");
        }
        return record;
    }

    /** The record that withdraws whatever key was published under the selector. */
    public static DkimRecord revoked() {
        return parse("v=" + VERSION + "; p=");
    }

    /** Reads the text of a record, its strings joined; one character is one octet. Never throws. */
    public static DkimRecord parse(String text) {
        List<KeyRecordFault> faults = new ArrayList<>();
        boolean tooLong = text.length() > MAX_CHARACTERS;
        TagList tags = TagList.parse(tooLong ? "" : text);
        if (tooLong) {
            faults.add(KeyRecordFault.TOO_LONG);
        }
        tags.fault()
                .map(fault ->
                        fault == TagList.Fault.DUPLICATE ? KeyRecordFault.DUPLICATE_TAG : KeyRecordFault.BAD_SYNTAX)
                .ifPresent(faults::add);
        checkVersion(tags, faults);
        String keyType = tags.unfolded("k").orElse(DkimPublicKey.RSA).toLowerCase(Locale.ROOT);
        Optional<DkimPublicKey> key =
                tooLong ? Optional.empty() : DkimPublicKey.read(keyType, tags.unfolded("p"), faults);
        return new DkimRecord(
                text,
                keyType,
                key,
                lowerCase(tags.elements("h")),
                tags.value("s").isPresent() ? lowerCase(tags.elements("s")) : List.of("*"),
                lowerCase(tags.elements("t")),
                tags.value("n").orElse(""),
                faults);
    }

    private static void checkVersion(TagList tags, List<KeyRecordFault> faults) {
        Optional<String> version = tags.value("v");
        if (version.isPresent() && !version.get().equals(VERSION)) {
            faults.add(KeyRecordFault.UNKNOWN_VERSION);
        } else if (version.isPresent() && !tags.tags().get(0).name().equals("v")) {
            faults.add(KeyRecordFault.VERSION_NOT_FIRST);
        }
    }

    private static List<String> lowerCase(List<String> elements) {
        return elements.stream()
                .map(element -> element.toLowerCase(Locale.ROOT))
                .toList();
    }

    /**
     * Where the record of a key is published.
     *
     * @param selector one label or more, joined by dots
     * @throws IllegalArgumentException when they make no name of the DNS
     */
    public static DnsName nameOf(String selector, DnsName signingDomain) {
        return signingDomain.child(selector + "." + SUBDOMAIN);
    }

    /** The record in the form in which somebody publishes it. */
    public DnsEntry entryAt(DnsName name) {
        return DnsEntry.txt(name, text);
    }

    /** Whether the key was withdrawn. */
    public boolean isRevoked() {
        return faults.contains(KeyRecordFault.REVOKED);
    }

    /** Whether the domain only tests DKIM ({@code t=y}): its signed mail is to be treated as if it was not signed. */
    public boolean isTesting() {
        return flags.contains("y");
    }

    /** Whether {@code i=} must be of the very signing domain, not of a subdomain ({@code t=s}). */
    public boolean forbidsSubdomains() {
        return flags.contains("s");
    }

    /** Whether the key is for mail ({@code s=}). */
    public boolean isForMail() {
        return services.contains("*") || services.contains("email");
    }

    /**
     * Whether signatures with this hash algorithm may be judged by the key.
     *
     * @param hashAlgorithm such as {@code sha256}
     */
    public boolean admitsHash(String hashAlgorithm) {
        return hashAlgorithms.isEmpty() || hashAlgorithms.contains(hashAlgorithm);
    }

    /** Whether nobody can verify a signature with this record. */
    public boolean isUnusable() {
        return faults.stream().anyMatch(KeyRecordFault::isFatal);
    }

    /** The text, in a form that is safe for a log. */
    @Override
    public String toString() {
        return ForeignText.show(text, MAX_CHARACTERS);
    }
}
