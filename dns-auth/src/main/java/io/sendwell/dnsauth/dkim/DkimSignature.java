package io.sendwell.dnsauth.dkim;

import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsName;
import io.sendwell.dnsauth.internal.text.ForeignText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a DKIM-Signature field says (RFC 6376 section 3.5). Any field can be read; what is wrong with it is its {@link
 * #fault}, and what was understood is there all the same. Immutable.
 */
public final class DkimSignature {

    /** Names in {@code h=}: ours. Signers that sign everything name some 60. */
    public static final int MAX_SIGNED_FIELDS = 200;

    /** Octets of the field: ours. With {@link #MAX_SIGNED_FIELDS} names and a copy of the header in {@code z=} it is less. */
    static final int MAX_OCTETS = 64 * 1024;

    /** RFC 6376 section 3.5: {@code l=} has up to 76 digits, {@code t=} and {@code x=} 12; no body and no year needs more. */
    private static final int MAX_DIGITS = 12;

    private final HeaderSection.Field field;
    private final TagList tags;
    private final Optional<DnsName> signingDomain;
    private final Optional<SignatureAlgorithm> knownAlgorithm;
    private final Optional<Canonicalization> headerCanonicalization;
    private final Optional<Canonicalization> bodyCanonicalization;
    private final List<String> signedFields;
    private final Optional<byte[]> bodyHash;
    private final Optional<byte[]> signature;
    private final Optional<DkimReason> fault;

    private DkimSignature(HeaderSection.Field field, TagList tags) {
        this.field = field;
        this.tags = tags;
        this.signingDomain = tags.unfolded("d").flatMap(DkimSignature::domain);
        this.knownAlgorithm = SignatureAlgorithm.named(algorithm());
        String forms = canonicalization();
        int slash = forms.indexOf('/');
        this.headerCanonicalization = canonicalization(slash < 0 ? forms : forms.substring(0, slash));
        // RFC 6376 section 3.5: a lone "relaxed" is about the header.
        this.bodyCanonicalization = canonicalization(slash < 0 ? "simple" : forms.substring(slash + 1));
        this.signedFields = tags.elements("h").stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
        this.bodyHash = base64("bh");
        this.signature = base64("b");
        this.fault = findFault();
    }

    private Optional<byte[]> base64(String tag) {
        return tags.unfolded(tag).filter(text -> !text.isEmpty()).flatMap(DkimPublicKey::base64);
    }

    static DkimSignature read(HeaderSection.Field field) {
        boolean tooLong = field.end() - field.start() > MAX_OCTETS;
        return new DkimSignature(field, TagList.parse(tooLong ? "" : field.body()));
    }

    /** A domain in A-labels, or in the U-labels that RFC 8616 section 4 allows in mail with SMTPUTF8. */
    private static Optional<DnsName> domain(String octets) {
        if (octets.isEmpty()) {
            return Optional.empty();
        }
        if (octets.chars().allMatch(c -> c < 0x80)) {
            return DnsName.tryParse(octets).filter(name -> !name.isRoot());
        }
        try {
            String text = new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            return Optional.of(DnsName.of(DomainName.parse(text)));
        } catch (IllegalArgumentException noDomain) {
            return Optional.empty();
        }
    }

    private Optional<DkimReason> findFault() {
        if (field.end() - field.start() > MAX_OCTETS) {
            return Optional.of(DkimReason.HEADER_TOO_LONG);
        }
        if (tags.fault().isPresent()) {
            return Optional.of(
                    tags.fault().get() == TagList.Fault.DUPLICATE
                            ? DkimReason.DUPLICATE_TAG
                            : DkimReason.SIGNATURE_SYNTAX);
        }
        for (String needed : List.of("v", "a", "b", "bh", "d", "h", "s")) {
            if (tags.value(needed).isEmpty()) {
                return Optional.of(DkimReason.MISSING_TAG);
            }
        }
        return faultOfKind().or(this::faultOfValues).or(this::faultOfNames);
    }

    private Optional<DkimReason> faultOfKind() {
        if (!tags.value("v").equals(Optional.of("1"))) {
            return Optional.of(DkimReason.UNKNOWN_VERSION);
        }
        if (knownAlgorithm().isEmpty()) {
            return Optional.of(DkimReason.UNKNOWN_ALGORITHM);
        }
        if (headerCanonicalization().isEmpty() || bodyCanonicalization().isEmpty()) {
            return Optional.of(DkimReason.UNKNOWN_CANONICALIZATION);
        }
        boolean otherMethods = tags.value("q").isPresent()
                && tags.elements("q").stream().noneMatch(method -> method.equalsIgnoreCase("dns/txt"));
        return otherMethods ? Optional.of(DkimReason.UNKNOWN_QUERY_METHOD) : Optional.empty();
    }

    private Optional<DkimReason> faultOfValues() {
        boolean readable = signature().isPresent()
                && bodyHash().isPresent()
                && isNumberOrMissing("l", 76)
                && isNumberOrMissing("t", MAX_DIGITS)
                && isNumberOrMissing("x", MAX_DIGITS)
                && signedFields.stream().allMatch(DkimSignature::isFieldName);
        return readable ? Optional.empty() : Optional.of(DkimReason.SIGNATURE_SYNTAX);
    }

    private boolean isNumberOrMissing(String tag, int maxDigits) {
        String value = tags.value(tag).orElse("0");
        return !value.isEmpty() && value.length() <= maxDigits && value.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isFieldName(String name) {
        return !name.isEmpty() && name.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }

    private Optional<DkimReason> faultOfNames() {
        if (signingDomain.isEmpty() || keyName().isEmpty()) {
            return Optional.of(DkimReason.BAD_DOMAIN);
        }
        if (identityDomain()
                .filter(domain -> domain.isSameOrBelow(signingDomain.get()))
                .isEmpty()) {
            return Optional.of(DkimReason.IDENTITY_OUTSIDE_DOMAIN);
        }
        if (signedFields.size() > MAX_SIGNED_FIELDS) {
            return Optional.of(DkimReason.TOO_MANY_SIGNED_FIELDS);
        }
        return signedFields.contains("from") ? Optional.empty() : Optional.of(DkimReason.FROM_NOT_SIGNED);
    }

    /** The field as it lies in the message, folded, without its last line end; one character an octet. */
    public String text() {
        return field.text();
    }

    /** Why the signature cannot be judged, whatever key and message say; empty when it can. */
    public Optional<DkimReason> fault() {
        return fault;
    }

    /** {@code d=}: who answers for the message; empty when there is no domain that makes sense. */
    public Optional<DnsName> signingDomain() {
        return signingDomain;
    }

    /** {@code s=}, as it is written; empty when it is missing. */
    public String selector() {
        return tags.unfolded("s").orElse("");
    }

    /** {@code i=}, on whose behalf the domain signs (AUID): {@code @} and the signing domain when it is missing. */
    public String identity() {
        return tags.unfolded("i")
                .map(DkimSignature::decoded)
                .orElseGet(() -> "@" + signingDomain.map(DnsName::toString).orElse(""));
    }

    /** {@code a=}, as it is written; empty when it is missing. */
    public String algorithm() {
        return tags.unfolded("a").orElse("");
    }

    /** {@code c=}, or its default {@code simple/simple}. */
    public String canonicalization() {
        return tags.unfolded("c").orElse("simple/simple");
    }

    /** {@code h=}: the names of the signed fields in lower case, with repetitions; none when it is missing. */
    public List<String> signedFields() {
        return signedFields;
    }

    /** {@code l=}: how many octets of the body are signed; empty when all are. */
    public OptionalLong bodyLength() {
        return number("l");
    }

    /** {@code t=}. */
    public Optional<Instant> signedAt() {
        return instant("t");
    }

    /** {@code x=}. */
    public Optional<Instant> expiresAt() {
        return instant("x");
    }

    private Optional<Instant> instant(String tag) {
        OptionalLong seconds = number(tag);
        return seconds.isPresent() ? Optional.of(Instant.ofEpochSecond(seconds.getAsLong())) : Optional.empty();
    }

    private OptionalLong number(String tag) {
        if (tags.value(tag).isEmpty() || !isNumberOrMissing(tag, 76)) {
            return OptionalLong.empty();
        }
        String digits = tags.value(tag).get().replaceFirst("^0+(?=.)", "");
        return OptionalLong.of(digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits));
    }

    /** Where its key is published; empty when domain and selector make no name. */
    public Optional<DnsName> keyName() {
        return signingDomain
                .filter(domain -> !selector().isEmpty())
                .flatMap(domain -> DnsName.tryParse(selector() + "._domainkey." + domain.octets()));
    }

    Optional<SignatureAlgorithm> knownAlgorithm() {
        return knownAlgorithm;
    }

    Optional<Canonicalization> headerCanonicalization() {
        return headerCanonicalization;
    }

    Optional<Canonicalization> bodyCanonicalization() {
        return bodyCanonicalization;
    }

    private static Optional<Canonicalization> canonicalization(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "simple" -> Optional.of(Canonicalization.SIMPLE);
            case "relaxed" -> Optional.of(Canonicalization.RELAXED);
            default -> Optional.empty();
        };
    }

    Optional<byte[]> bodyHash() {
        return bodyHash;
    }

    Optional<byte[]> signature() {
        return signature;
    }

    /** Of {@code i=}; the last {@code @} counts, since a quoted local part may have others. */
    Optional<DnsName> identityDomain() {
        if (tags.value("i").isEmpty()) {
            return signingDomain;
        }
        String identity = identity();
        int at = identity.lastIndexOf('@');
        return at < 0 ? Optional.empty() : domain(identity.substring(at + 1));
    }

    /** The field as it was hashed: everything but the value of {@code b=} and the white space around that. */
    byte[] withoutSignature() {
        TagList.Tag signature = tags.tag("b").orElseThrow();
        int bodyStart = field.end() - tags.text().length();
        int cutStart = bodyStart + signature.start();
        int cutEnd = bodyStart + signature.end();
        byte[] kept = new byte[field.end() - field.start() - (cutEnd - cutStart)];
        System.arraycopy(field.octets(), field.start(), kept, 0, cutStart - field.start());
        System.arraycopy(field.octets(), cutEnd, kept, cutStart - field.start(), field.end() - cutEnd);
        return kept;
    }

    /** Decodes {@code =XX} (RFC 6376 section 2.11); what is no escape stays as it is. */
    static String decoded(String text) {
        StringBuilder decoded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int high = c == '=' && i + 2 < text.length() ? hexDigit(text.charAt(i + 1)) : -1;
            int low = high < 0 ? -1 : hexDigit(text.charAt(i + 2));
            if (low >= 0) {
                decoded.append((char) (high << 4 | low));
                i += 2;
            } else {
                decoded.append(c);
            }
        }
        return decoded.toString();
    }

    private static int hexDigit(char c) {
        return c > 0x7F ? -1 : Character.digit(c, 16);
    }

    /** Signing domain and selector, such as {@code d=acme.example s=s1}. */
    @Override
    public String toString() {
        String domain = signingDomain.map(DnsName::toString).orElse("?");
        return "d=" + domain + " s=" + ForeignText.show(selector(), DnsName.MAX_LABEL_OCTETS);
    }
}
