package io.sendwell.signing;

import io.sendwell.account.AccountId;
import io.sendwell.account.Secret;
import io.sendwell.address.DomainName;
import java.time.Instant;
import java.util.Optional;

/**
 * One key of a signing domain, as it is stored. Change it with {@code with...}; the store counts its versions.
 *
 * @param account whose key it is, and for whom alone it signs; empty for the operator's own
 * @param signingDomain who answers for what it signs ({@code d=})
 * @param selector its name there ({@code s=})
 * @param algorithm what it signs with
 * @param privateKey the key as PEM (PKCS#8); an application that encrypts what it stores encrypts this
 * @param state where it is in its life
 * @param stateSince when it came to that state
 * @param createdAt when it was made
 * @param visibleSince since when its record is seen in the DNS without a break; empty when it was not there at the last look
 * @param lastSeenAt when its record was seen the last time; empty when it never was
 * @param version counts how often it was stored; 0 when it was not
 */
public record SigningKey(
        Optional<AccountId> account,
        DomainName signingDomain,
        Selector selector,
        SigningAlgorithm algorithm,
        Secret privateKey,
        SigningKeyState state,
        Instant stateSince,
        Instant createdAt,
        Optional<Instant> visibleSince,
        Optional<Instant> lastSeenAt,
        long version) {

    /**
     * @throws IllegalArgumentException when the version is negative, or the key is visible and was never seen
     */
    public SigningKey {
        if (version < 0) {
            throw new IllegalArgumentException(
                    "The version of a signing key is 0 or more; that of " + selector + " has " + version + ".");
        }
        if (visibleSince.isPresent() && lastSeenAt.isEmpty()) {
            throw new IllegalArgumentException("A key that is visible was seen; " + selector + " of " + signingDomain
                    + " is said to be visible since " + visibleSince.get() + " and never seen.");
        }
    }

    /** A key that was just made, not stored yet. */
    public static SigningKey created(
            Optional<AccountId> account,
            DomainName signingDomain,
            Selector selector,
            SigningAlgorithm algorithm,
            Secret privateKey,
            Instant createdAt) {
        return new SigningKey(
                account,
                signingDomain,
                selector,
                algorithm,
                privateKey,
                SigningKeyState.CREATED,
                createdAt,
                createdAt,
                Optional.empty(),
                Optional.empty(),
                0);
    }

    /** The same key in another state since this instant. */
    public SigningKey in(SigningKeyState newState, Instant since) {
        return new SigningKey(
                account,
                signingDomain,
                selector,
                algorithm,
                privateKey,
                newState,
                since,
                createdAt,
                visibleSince,
                lastSeenAt,
                version);
    }

    /** The same key, whose record was seen everywhere at this instant. */
    public SigningKey seenAt(Instant now) {
        return withSight(visibleSince.or(() -> Optional.of(now)), Optional.of(now));
    }

    /** The same key, whose record was looked for and was not there, or was another. */
    public SigningKey missing() {
        return withSight(Optional.empty(), lastSeenAt);
    }

    private SigningKey withSight(Optional<Instant> since, Optional<Instant> last) {
        return new SigningKey(
                account,
                signingDomain,
                selector,
                algorithm,
                privateKey,
                state,
                stateSince,
                createdAt,
                since,
                last,
                version);
    }

    /** The same key as a store counts it. */
    public SigningKey withVersion(long value) {
        return new SigningKey(
                account,
                signingDomain,
                selector,
                algorithm,
                privateKey,
                state,
                stateSince,
                createdAt,
                visibleSince,
                lastSeenAt,
                value);
    }

    /** Whether its record was there at the last look. */
    public boolean isVisible() {
        return visibleSince.isPresent();
    }
}
