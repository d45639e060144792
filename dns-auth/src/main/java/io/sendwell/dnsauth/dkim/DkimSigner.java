package io.sendwell.dnsauth.dkim;

import io.sendwell.account.AccountId;
import io.sendwell.account.ConfigurationException;
import io.sendwell.address.DomainName;
import io.sendwell.mime.MessageSigner;
import io.sendwell.mime.RenderedMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Signs messages by DKIM (RFC 6376): {@code rsa-sha256}, and {@code ed25519-sha256} beside it where there is a key (RFC 8463).
 *
 * <p>Header and body are relaxed; the fields that a reader sees are each signed once more than they are there; {@code l=} and
 * {@code i=} are not written. All signatures of a message come from one pass over it, in memory that does not depend on its
 * size. Nothing is looked up while signing: which keys can be seen in the DNS is known before, by the {@link KeyRing}.
 *
 * <p>Threads share it, and sign at the same time.
 */
public final class DkimSigner implements MessageSigner {

    private final Supplier<KeyRing> keys;
    private final InstantSource clock;
    private final Duration backDating;
    private final Optional<Duration> lifetime;
    private final Optional<DomainName> operatorDomain;

    private DkimSigner(Builder builder) {
        keys = builder.keys;
        clock = builder.clock;
        backDating = builder.backDating;
        lifetime = Optional.ofNullable(builder.lifetime);
        operatorDomain = Optional.ofNullable(builder.operatorDomain);
    }

    /** Starts a signer whose keys stay as they are. */
    public static Builder using(KeyRing ring) {
        return new Builder(() -> ring, ring);
    }

    /**
     * Starts a signer whose keys change.
     *
     * @param current gives the newest ring at once, asked for each message
     */
    public static Builder using(Supplier<KeyRing> current) {
        return new Builder(current, null);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Where only {@link Builder#alsoSigningAs the operator} signs, that is the operator's domain: it vouches for the
     * message, and not for its author.
     */
    @Override
    public Optional<DomainName> signingDomain(AccountId account, DomainName authorDomain) {
        return keysFor(account, authorDomain).stream().findFirst().map(DkimKey::signingDomain);
    }

    /**
     * {@inheritDoc}
     *
     * @return the signatures of the author's domain first, RSA before Ed25519, then the operator's
     * @throws IllegalArgumentException when the message has no From field or several
     * @throws io.sendwell.signing.SigningException when a key's provider refuses
     */
    @Override
    public byte[] sign(AccountId account, DomainName authorDomain, RenderedMessage message) throws IOException {
        List<DkimKey> signing = keysFor(account, authorDomain);
        if (signing.isEmpty()) {
            return new byte[0];
        }
        MessageDigest digest = sha256();
        CanonicalBody body = Canonicalization.RELAXED.body(digest::update);
        MessageSplitter splitter = new MessageSplitter(header -> body);
        message.writeTo(splitter);
        SignedFields signed = SignedFields.of(splitter.finish());
        body.finish();
        return signatures(signing, signed, digest.digest());
    }

    private byte[] signatures(List<DkimKey> signing, SignedFields signed, byte[] bodyHash) {
        Instant signedAt = clock.instant().minus(backDating);
        Optional<Instant> expiresAt = lifetime.map(signedAt::plus);
        ByteArrayOutputStream fields = new ByteArrayOutputStream(1_100 * signing.size());
        for (DkimKey key : signing) {
            fields.writeBytes(SignatureField.write(key, signed, bodyHash, signedAt, expiresAt));
        }
        return fields.toByteArray();
    }

    private List<DkimKey> keysFor(AccountId account, DomainName authorDomain) {
        KeyRing ring = keys.get();
        List<DkimKey> authors = ring.keysFor(account, authorDomain);
        List<DkimKey> operators = operatorDomain.map(ring::operatorKeys).orElse(List.of());
        if (operators.isEmpty() || authors.equals(operators)) {
            return authors;
        }
        List<DkimKey> both = new ArrayList<>(authors);
        both.addAll(operators);
        return both;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    /** Sets what is not said by the keys. One thread at a time. */
    public static final class Builder {

        /** RFC 8301 and D24 leave it open; shorter ones expire in a receiver's queue. */
        private static final Duration SHORTEST_LIFETIME = Duration.ofDays(7);

        /** A clock that is far off is to be set, not to be hidden. */
        private static final Duration LONGEST_BACK_DATING = Duration.ofMinutes(10);

        private final Supplier<KeyRing> keys;
        private final @Nullable KeyRing fixed;
        private InstantSource clock = InstantSource.system();
        // Some receivers fail a signature from the future, and clocks without NTP are off by seconds.
        private Duration backDating = Duration.ofSeconds(10);
        private @Nullable Duration lifetime;
        private @Nullable DomainName operatorDomain;

        private Builder(Supplier<KeyRing> keys, @Nullable KeyRing fixed) {
            this.keys = keys;
            this.fixed = fixed;
        }

        /** Where the time of signing ({@code t=}) comes from; the system's clock unless said otherwise. */
        public Builder clock(InstantSource source) {
            clock = source;
            return this;
        }

        /**
         * How much earlier than now {@code t=} is, since receivers may refuse a signature from the future; 10 seconds unless
         * said otherwise.
         *
         * @throws IllegalArgumentException when it is negative or more than 10 minutes
         */
        public Builder backDatedBy(Duration duration) {
            if (duration.isNegative() || duration.compareTo(LONGEST_BACK_DATING) > 0) {
                throw new IllegalArgumentException("Back-dating is 0 to 10 minutes; found " + duration
                        + ". Set the clock by NTP if it is further off.");
            }
            backDating = duration;
            return this;
        }

        /**
         * How long a signature is valid ({@code x=}); not limited unless said here. 14 days are usual against replay.
         *
         * @throws IllegalArgumentException when it is less than 7 days: mail waits in queues for 5
         */
        public Builder expiringAfter(Duration duration) {
            if (duration.compareTo(SHORTEST_LIFETIME) < 0) {
                throw new IllegalArgumentException(
                        "A signature is valid for 7 days or more, since mail may wait in queues; found " + duration
                                + ".");
            }
            lifetime = duration;
            return this;
        }

        /**
         * Adds a signature of the operator's to every message, beside that of the author's domain and also where there is
         * none. It feeds complaint loops and reputation; it does not make DMARC pass for the author.
         *
         * @param domain a domain for which the ring has keys of the operator's
         */
        public Builder alsoSigningAs(DomainName domain) {
            operatorDomain = domain;
            return this;
        }

        /**
         * The signer.
         *
         * @throws ConfigurationException when the operator is to sign as a domain for which a ring that stays as it is has no
         *     key
         */
        public DkimSigner build() {
            if (operatorDomain != null
                    && fixed != null
                    && fixed.operatorKeys(operatorDomain).isEmpty()) {
                throw new ConfigurationException("The operator is to sign as " + operatorDomain
                        + ", and the ring has no key of the operator's for it. Add one with ofOperator(...).");
            }
            return new DkimSigner(this);
        }
    }
}
