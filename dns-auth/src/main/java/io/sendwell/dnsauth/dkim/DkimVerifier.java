package io.sendwell.dnsauth.dkim;

import io.sendwell.dns.DnsResolver;
import io.sendwell.mime.RenderedMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Verifies the signatures of messages (RFC 6376 section 6). Immutable; threads share it.
 *
 * <p>A message is read once, whatever its size: the header is kept, up to 1 MiB, and the body is hashed for all signatures
 * as it comes. A lone CR or LF counts as CRLF, as every transport makes it. Keys are asked for after that, within one
 * deadline for the message. A signature that nobody can judge for now is a temperror, never a pass and never a fail.
 */
public final class DkimVerifier {

    private static final String SIGNATURE_FIELD = "dkim-signature";

    private final DnsResolver resolver;
    private final InstantSource clock;
    private final DkimRules rules;

    private DkimVerifier(DnsResolver resolver, InstantSource clock, DkimRules rules) {
        this.resolver = resolver;
        this.clock = clock;
        this.rules = rules;
    }

    /**
     * A verifier with {@linkplain DkimRules#strict() strict rules}.
     *
     * @param resolver whom to ask for keys
     * @param clock what {@code t=} and {@code x=} are held against
     */
    public static DkimVerifier strict(DnsResolver resolver, InstantSource clock) {
        return new DkimVerifier(resolver, clock, DkimRules.strict());
    }

    /** The same verifier with these rules. */
    public DkimVerifier with(DkimRules otherRules) {
        return new DkimVerifier(resolver, clock, otherRules);
    }

    /**
     * Reads a message to its end and verifies it. Does not close.
     *
     * @throws IOException when the message cannot be read
     */
    public DkimVerification verify(InputStream message) throws IOException {
        return verify(message::transferTo);
    }

    /** Verifies a message that is all there. */
    public DkimVerification verify(byte[] message) {
        try {
            return verify(new ByteArrayInputStream(message));
        } catch (IOException neverOfAnArray) {
            throw new UncheckedIOException(neverOfAnArray);
        }
    }

    /**
     * Verifies a message that is about to leave.
     *
     * @throws IOException when an attachment cannot be read
     */
    public DkimVerification verify(RenderedMessage message) throws IOException {
        return verify(message::writeTo);
    }

    private interface Writing {
        void writeTo(OutputStream out) throws IOException;
    }

    private DkimVerification verify(Writing message) throws IOException {
        Reading reading = new Reading();
        MessageSplitter splitter = new MessageSplitter(reading::begin);
        try {
            message.writeTo(splitter);
            splitter.finish();
        } catch (MessageSplitter.HeaderTooLongException tooLong) {
            return new DkimVerification(
                    new DkimVerdict(DkimReason.HEADER_TOO_LONG, String.valueOf(tooLong.getMessage())), List.of());
        }
        return reading.judge();
    }

    /** One message on its way through. */
    private final class Reading {

        private final BodyHashes bodies = new BodyHashes();
        private final List<SignatureCheck> checks = new ArrayList<>();
        private final List<CheckedSignature> leftOut = new ArrayList<>();

        OutputStream begin(HeaderSection section) {
            MessageHeader header = new MessageHeader(section);
            header.fields(SIGNATURE_FIELD).stream()
                    .limit(DkimVerification.MAX_LISTED)
                    .map(DkimSignature::read)
                    .forEach(signature -> add(signature, header));
            return bodies;
        }

        private void add(DkimSignature signature, MessageHeader header) {
            if (checks.size() < rules.maxSignatures()) {
                checks.add(new SignatureCheck(signature, header, bodies));
            } else {
                leftOut.add(SignatureCheck.leftOut(signature));
            }
        }

        DkimVerification judge() {
            bodies.finish();
            KeyLookup keys = new KeyLookup(resolver, rules.patience());
            Instant now = clock.instant();
            List<CheckedSignature> all = new ArrayList<>();
            checks.forEach(check -> all.add(check.judge(keys, rules, now)));
            all.addAll(leftOut);
            return DkimVerification.of(all);
        }
    }
}
