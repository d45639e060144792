package io.sendwell.domain;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import java.time.Instant;
import java.util.Optional;

/**
 * One domain of one account, as it is stored. Change it with {@link #change()}; the store counts its versions.
 *
 * @param account whose it is
 * @param domain the domain in the authors' addresses
 * @param state how far its proof has come
 * @param challenge the random token that the account has to publish; no secret once it is published, and worthless to
 *     every other account
 * @param bounceDomain the name below the domain that the last good check found set up for bounces
 * @param begunAt when the account asked for it, the last time it began anew
 * @param pendingSince when the first of the checks that are being repeated was made; empty when none is
 * @param lastCheck the newest check that was recorded
 * @param passedAt when everything was seen the last time
 * @param activatedAt since when mail goes out under the domain; stays when the domain is lost
 * @param failingSince when the first check since the last good one was made that did not pass; empty when the last was good
 * @param failures how many checks failed since the last good one
 * @param graceUntil until when mail still goes out although the proof fails; set in {@link DomainState#GRACE} only
 * @param nextCheckAt when it is due to be looked at; empty when nothing is to be done by itself
 * @param version counts how often it was stored; 0 when it was not
 */
public record DomainRegistration(
        AccountId account,
        DomainName domain,
        DomainState state,
        String challenge,
        Optional<DomainName> bounceDomain,
        Instant begunAt,
        Optional<Instant> pendingSince,
        Optional<RecordedCheck> lastCheck,
        Optional<Instant> passedAt,
        Optional<Instant> activatedAt,
        Optional<Instant> failingSince,
        int failures,
        Optional<Instant> graceUntil,
        Optional<Instant> nextCheckAt,
        long version) {

    /**
     * @throws IllegalArgumentException when the challenge is blank, or a count is negative
     */
    public DomainRegistration {
        if (challenge.isBlank()) {
            throw new IllegalArgumentException("The registration of " + domain + " has no challenge.");
        }
        if (failures < 0 || version < 0) {
            throw new IllegalArgumentException("The registration of " + domain + " counts " + failures
                    + " failures and has the version " + version + "; both are 0 or more.");
        }
    }

    /** A domain that the account was told how to prove, not stored yet. */
    public static DomainRegistration begun(AccountId account, DomainName domain, String challenge, Instant begunAt) {
        return new DomainRegistration(
                account,
                domain,
                DomainState.BEGUN,
                challenge,
                Optional.empty(),
                begunAt,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                0);
    }

    /**
     * Whether mail goes out under the domain at this time: {@link DomainState#isVerified()}, and grace has not run out. Who reads a
     * registration decides by this; the state itself changes at the next check.
     */
    public boolean isVerifiedAt(Instant now) {
        return state.isVerified()
                && (state != DomainState.GRACE || graceUntil.map(now::isBefore).orElse(false));
    }

    /** Starts with this registration, of this version. */
    public Change change() {
        return new Change(this);
    }

    /** The same registration as a store counts it. */
    public DomainRegistration withVersion(long value) {
        return change().done(value);
    }

    /** A registration while it is being changed; whose it is and which version it was stays. One thread at a time. */
    public static final class Change {

        private final DomainRegistration before;
        private DomainState state;
        private String challenge;
        private Optional<DomainName> bounceDomain;
        private Instant begunAt;
        private Optional<Instant> pendingSince;
        private Optional<RecordedCheck> lastCheck;
        private Optional<Instant> passedAt;
        private Optional<Instant> activatedAt;
        private Optional<Instant> failingSince;
        private int failures;
        private Optional<Instant> graceUntil;
        private Optional<Instant> nextCheckAt;

        private Change(DomainRegistration before) {
            this.before = before;
            state = before.state;
            challenge = before.challenge;
            bounceDomain = before.bounceDomain;
            begunAt = before.begunAt;
            pendingSince = before.pendingSince;
            lastCheck = before.lastCheck;
            passedAt = before.passedAt;
            activatedAt = before.activatedAt;
            failingSince = before.failingSince;
            failures = before.failures;
            graceUntil = before.graceUntil;
            nextCheckAt = before.nextCheckAt;
        }

        /** Sets {@link DomainRegistration#state()}. */
        public Change state(DomainState value) {
            state = value;
            return this;
        }

        /** Sets {@link DomainRegistration#challenge()}. */
        public Change challenge(String value) {
            challenge = value;
            return this;
        }

        /** Sets {@link DomainRegistration#bounceDomain()}. */
        public Change bounceDomain(Optional<DomainName> value) {
            bounceDomain = value;
            return this;
        }

        /** Sets {@link DomainRegistration#begunAt()}. */
        public Change begunAt(Instant value) {
            begunAt = value;
            return this;
        }

        /** Sets {@link DomainRegistration#pendingSince()}. */
        public Change pendingSince(Optional<Instant> value) {
            pendingSince = value;
            return this;
        }

        /** Sets {@link DomainRegistration#lastCheck()}. */
        public Change lastCheck(RecordedCheck value) {
            lastCheck = Optional.of(value);
            return this;
        }

        /** Sets {@link DomainRegistration#passedAt()}. */
        public Change passedAt(Optional<Instant> value) {
            passedAt = value;
            return this;
        }

        /** Sets {@link DomainRegistration#activatedAt()}. */
        public Change activatedAt(Optional<Instant> value) {
            activatedAt = value;
            return this;
        }

        /** Sets {@link DomainRegistration#failingSince()}. */
        public Change failingSince(Optional<Instant> value) {
            failingSince = value;
            return this;
        }

        /** Sets {@link DomainRegistration#failures()}. */
        public Change failures(int value) {
            failures = value;
            return this;
        }

        /** Sets {@link DomainRegistration#graceUntil()}. */
        public Change graceUntil(Optional<Instant> value) {
            graceUntil = value;
            return this;
        }

        /** Sets {@link DomainRegistration#nextCheckAt()}. */
        public Change nextCheckAt(Optional<Instant> value) {
            nextCheckAt = value;
            return this;
        }

        /**
         * The changed registration.
         *
         * @throws IllegalArgumentException as the constructor
         */
        public DomainRegistration done() {
            return done(before.version);
        }

        private DomainRegistration done(long version) {
            return new DomainRegistration(
                    before.account,
                    before.domain,
                    state,
                    challenge,
                    bounceDomain,
                    begunAt,
                    pendingSince,
                    lastCheck,
                    passedAt,
                    activatedAt,
                    failingSince,
                    failures,
                    graceUntil,
                    nextCheckAt,
                    version);
        }
    }
}
