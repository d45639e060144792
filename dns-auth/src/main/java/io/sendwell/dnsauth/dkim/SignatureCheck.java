package io.sendwell.dnsauth.dkim;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Judges one signature once the message has been read (RFC 6376 section 6.1). */
final class SignatureCheck {

    private final DkimSignature signature;
    private final MessageHeader header;
    private final Optional<BodyHashes.Hash> bodyHash;
    private final Set<DkimReason> objections = EnumSet.noneOf(DkimReason.class);
    private Optional<PublishedKey> key = Optional.empty();

    SignatureCheck(DkimSignature signature, MessageHeader header, BodyHashes bodies) {
        this.signature = signature;
        this.header = header;
        this.bodyHash = signature.fault().isPresent()
                ? Optional.empty()
                : Optional.of(bodies.hash(
                        signature.bodyCanonicalization().orElseThrow(),
                        signature.knownAlgorithm().orElseThrow(),
                        signature.bodyLength()));
    }

    /** A signature below so many others that nobody looks at it. */
    static CheckedSignature leftOut(DkimSignature signature) {
        DkimVerdict verdict = DkimVerdict.of(DkimReason.TOO_MANY_SIGNATURES);
        return new CheckedSignature(verdict, verdict, Set.of(), signature, HeaderCoverage.NONE, Optional.empty());
    }

    CheckedSignature judge(KeyLookup keys, DkimRules rules, Instant now) {
        HeaderCoverage coverage = signature.fault().isPresent()
                ? HeaderCoverage.NONE
                : HeaderCoverage.of(signature.signedFields(), header.counts());
        DkimVerdict lenient = lenientVerdict(coverage, keys, rules, now);
        if (!lenient.isPass()) {
            return new CheckedSignature(lenient, lenient, Set.of(), signature, coverage, key);
        }
        DkimVerdict verdict = objections.stream()
                .filter(reason -> !rules.tolerated().contains(reason))
                .findFirst()
                .map(DkimVerdict::of)
                .orElse(lenient);
        return new CheckedSignature(verdict, lenient, objections, signature, coverage, key);
    }

    private DkimVerdict lenientVerdict(HeaderCoverage coverage, KeyLookup keys, DkimRules rules, Instant now) {
        if (signature.fault().isPresent()) {
            return DkimVerdict.of(signature.fault().get());
        }
        try {
            checkField(rules, now);
            checkCoverage(coverage);
            return checkKey(keys)
                    .or(this::checkBody)
                    .or(this::checkSignature)
                    .or(() -> checkFrom(coverage))
                    .orElse(DkimVerdict.of(DkimReason.VERIFIED));
        } catch (RuntimeException unexpected) { // a stranger's mail must not stop the others behind it
            return new DkimVerdict(DkimReason.UNEXPECTED, unexpected.toString());
        }
    }

    private void checkField(DkimRules rules, Instant now) {
        objectIf(algorithm() == SignatureAlgorithm.RSA_SHA1, DkimReason.SHA1);
        objectIf(signature.bodyLength().isPresent(), DkimReason.BODY_LENGTH);
        Optional<Instant> signedAt = signature.signedAt();
        signature.expiresAt().ifPresent(expiry -> {
            objectIf(!now.minus(rules.clockSkew()).isBefore(expiry), DkimReason.EXPIRED);
            objectIf(signedAt.isPresent() && !expiry.isAfter(signedAt.get()), DkimReason.EXPIRES_BEFORE_SIGNED);
        });
        objectIf(
                signedAt.isPresent() && signedAt.get().isAfter(now.plus(rules.clockSkew())),
                DkimReason.SIGNED_IN_FUTURE);
    }

    private void checkCoverage(HeaderCoverage coverage) {
        objectIf(header.counts().getOrDefault("from", 0) != 1, DkimReason.NOT_ONE_FROM);
        objectIf(coverage.hasAddedSingle(), DkimReason.FIELD_ADDED);
    }

    private void objectIf(boolean refused, DkimReason reason) {
        if (refused) {
            objections.add(reason);
        }
    }

    private SignatureAlgorithm algorithm() {
        return signature.knownAlgorithm().orElseThrow();
    }

    private Optional<DkimVerdict> checkKey(KeyLookup keys) {
        KeyLookup.Answer answer = keys.key(signature.keyName().orElseThrow());
        key = answer.key();
        return answer.fault().or(() -> checkRecord(key.orElseThrow().record()));
    }

    private Optional<DkimVerdict> checkRecord(DkimRecord record) {
        for (KeyRecordFault fault : record.faults()) {
            DkimReason reason = reasonFor(fault);
            if (!reason.isTolerable()) {
                return Optional.of(new DkimVerdict(reason, fault.name()));
            }
            objections.add(reason);
        }
        if (!record.keyType().equals(algorithm().keyType())) {
            return Optional.of(DkimVerdict.of(DkimReason.KEY_OF_OTHER_TYPE));
        }
        if (!record.admitsHash(algorithm().hash())) {
            return Optional.of(DkimVerdict.of(DkimReason.HASH_EXCLUDED_BY_KEY));
        }
        if (!record.isForMail()) {
            return Optional.of(DkimVerdict.of(DkimReason.MAIL_EXCLUDED_BY_KEY));
        }
        boolean ofSubdomain = !signature.identityDomain().equals(signature.signingDomain());
        return record.forbidsSubdomains() && ofSubdomain
                ? Optional.of(DkimVerdict.of(DkimReason.SUBDOMAIN_EXCLUDED_BY_KEY))
                : Optional.empty();
    }

    private static DkimReason reasonFor(KeyRecordFault fault) {
        return switch (fault) {
            case TOO_LONG, BAD_SYNTAX, DUPLICATE_TAG, NO_KEY -> DkimReason.KEY_RECORD_SYNTAX;
            case UNKNOWN_VERSION -> DkimReason.KEY_RECORD_VERSION;
            case VERSION_NOT_FIRST -> DkimReason.KEY_VERSION_NOT_FIRST;
            case REVOKED -> DkimReason.KEY_REVOKED;
            case UNKNOWN_KEY_TYPE, KEY_NOT_BASE64, KEY_UNREADABLE, ED25519_KEY_WRAPPED, KEY_TOO_LONG ->
                DkimReason.KEY_UNUSABLE;
            case KEY_WITHOUT_WRAPPING -> DkimReason.KEY_WITHOUT_WRAPPING;
            case KEY_TOO_SHORT -> DkimReason.KEY_TOO_SHORT;
            case KEY_UNUSUALLY_LONG -> DkimReason.KEY_UNUSUALLY_LONG;
        };
    }

    private Optional<DkimVerdict> checkBody() {
        BodyHashes.Hash hash = bodyHash.orElseThrow();
        if (signature.bodyLength().orElse(0) > hash.octets()) {
            return Optional.of(new DkimVerdict(
                    DkimReason.LENGTH_BEYOND_BODY,
                    "The body has " + hash.octets() + " octets, l= counts "
                            + signature.bodyLength().getAsLong() + "."));
        }
        return MessageDigest.isEqual(hash.result(), signature.bodyHash().orElseThrow())
                ? Optional.empty()
                : Optional.of(DkimVerdict.of(DkimReason.BODY_ALTERED));
    }

    private Optional<DkimVerdict> checkSignature() {
        try {
            boolean right = algorithm()
                    .verify(
                            key.orElseThrow().record().publicKey().orElseThrow(),
                            signedHeader(),
                            signature.signature().orElseThrow());
            return right ? Optional.empty() : Optional.of(DkimVerdict.of(DkimReason.SIGNATURE_WRONG));
        } catch (GeneralSecurityException refused) {
            return Optional.of(new DkimVerdict(DkimReason.KEY_UNUSABLE, refused.toString()));
        }
    }

    /** The fields of {@code h=}, of several with one name the lowest first, then the signature's own (RFC 6376 section 5.4.2). */
    private byte[] signedHeader() {
        Canonicalization form = signature.headerCanonicalization().orElseThrow();
        ByteArrayOutputStream signed = new ByteArrayOutputStream(2_048);
        Map<String, Integer> taken = new HashMap<>();
        for (String name : signature.signedFields()) {
            List<HeaderSection.Field> fields = header.fields(name);
            int nth = taken.merge(name, 1, Integer::sum);
            if (nth <= fields.size()) {
                form.appendField(fields.get(fields.size() - nth), signed);
            }
        }
        byte[] own = signature.withoutSignature();
        form.appendField(own, 0, own.length, signed);
        return signed.toByteArray();
    }

    /** Last: that somebody added a From to what was signed is said only of what was signed. */
    private static Optional<DkimVerdict> checkFrom(HeaderCoverage coverage) {
        return coverage.added().contains("from")
                ? Optional.of(DkimVerdict.of(DkimReason.FROM_ADDED))
                : Optional.empty();
    }
}
