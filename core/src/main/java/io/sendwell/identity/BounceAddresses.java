package io.sendwell.identity;

import io.sendwell.account.Secret;
import io.sendwell.address.DomainName;
import io.sendwell.address.EmailAddress;
import io.sendwell.internal.text.Digests;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A bounce address for each copy (VERP): {@code b+<id>.<mac>@b.vendor.example}. The id ties a bounce to its message, the
 * code keeps others from inventing one. Immutable; threads may share it.
 *
 * <p>The ids of a broadcast differ in their place alone, so whoever got one copy can guess those of all others. What comes from
 * outside is therefore believed for its code, and never for an id.
 */
public final class BounceAddresses {

    // 16 of 64 hexadecimal digits: 64 bits, and room for the id within a local part of 64 octets (RFC 5321 4.5.3.1.1).
    private static final int MAC_DIGITS = 16;

    /** How many proofs in one text are tried before it is taken for one without: each costs an HMAC. */
    private static final int MOST_TRIED = 64;

    // The ids that Sendwell gives: a UUID, and after a dot the place in a broadcast.
    private static final Pattern PROOF = Pattern.compile(
            "(?<![0-9a-f])(\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}(?:\\.[0-9a-zA-Z]{1,6})?)\\.(\\p{XDigit}{"
                    + MAC_DIGITS + "})(?!\\p{XDigit})");

    private final Operator operator;

    /** Bounce addresses of this operator, with a code when it has a bounce secret. */
    public BounceAddresses(Operator operator) {
        this.operator = operator;
    }

    /**
     * The reverse-path for one copy.
     *
     * @param identity under which it leaves; without a bounce domain, bounces go to From
     * @param id our id of the copy, at most 45 letters, digits, dots or hyphens
     */
    public ReversePath forCopy(SenderIdentity identity, String id) {
        return ReversePath.of(identity.bounceDomain()
                .map(domain -> address(domain, id))
                .orElse(identity.from().address()));
    }

    /**
     * The id of one copy with its code: what stands in its bounce address, and what a server gives back in its reports wherever
     * they go (ENVID, RFC 3461 section 4.4). The id alone when the operator has no bounce secret.
     */
    public String proofOf(String id) {
        return operator.bounceSecret()
                .map(secret -> id + "." + code(secret, id))
                .orElse(id);
    }

    /** Whether bounce addresses carry a code, so that a report can be believed. */
    public boolean areUnforgeable() {
        return operator.bounceSecret().isPresent();
    }

    /**
     * The id of the first copy that is named in a text by someone who knows its code: its server, whoever passed it on, or its
     * recipient. Codes are compared in constant time, under the present and the former secrets.
     *
     * @param text such as a bounce address, in any case; only its first 64 codes are tried
     * @return empty when there is none, or the operator has no bounce secret
     */
    public Optional<String> provenIn(CharSequence text) {
        Matcher matcher = PROOF.matcher(text);
        for (int tried = 0; tried < MOST_TRIED && matcher.find(); tried++) {
            String id = matcher.group(1).toLowerCase(Locale.ROOT);
            if (proves(id, matcher.group(2).toLowerCase(Locale.ROOT))) {
                return Optional.of(id);
            }
        }
        return Optional.empty();
    }

    /** The text without codes, for a log: who reads them there could report in the name of a server. */
    public static String withoutCodes(CharSequence text) {
        return PROOF.matcher(text).replaceAll("$1.***");
    }

    private boolean proves(String id, String code) {
        byte[] given = octets(code);
        boolean proven = false;
        for (Secret secret : secrets()) {
            proven |= MessageDigest.isEqual(octets(code(secret, id)), given);
        }
        return proven;
    }

    private List<Secret> secrets() {
        return Stream.concat(operator.bounceSecret().stream(), operator.formerBounceSecrets().stream())
                .toList();
    }

    private EmailAddress address(DomainName domain, String id) {
        return EmailAddress.parse("b+" + proofOf(id) + "@" + domain.ascii());
    }

    private static String code(Secret secret, String id) {
        return Digests.hmacSha256Hex(secret.reveal(), id).substring(0, MAC_DIGITS);
    }

    private static byte[] octets(String code) {
        return code.getBytes(StandardCharsets.US_ASCII);
    }
}
