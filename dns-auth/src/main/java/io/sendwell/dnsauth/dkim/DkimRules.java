package io.sendwell.dnsauth.dkim;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a verifier accepts. Immutable.
 *
 * @param tolerated reasons that would refuse a valid signature and do not
 * @param clockSkew how far {@code t=} may lie ahead, and {@code x=} behind; not negative
 * @param patience how long all questions to the DNS about one message may take together
 * @param maxSignatures how many signatures of a message are looked at, from the top; those that make no sense count
 */
public record DkimRules(Set<DkimReason> tolerated, Duration clockSkew, Duration patience, int maxSignatures) {

    /** Ours: mail that passed several lists has five or six, and each costs a question and a computation. */
    private static final int MAX_SIGNATURES = 10;

    /** Ours: hosts that keep time are seconds apart, those that do not are minutes. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    /** Ours: less than the 20 seconds after which SPF gives up (RFC 7208 section 4.6.4). */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * @throws IllegalArgumentException when a reason is no matter of tolerance, a duration is negative or, for the
     *     patience, zero, or the signatures are not 1 to {@value DkimVerification#MAX_LISTED}
     */
    public DkimRules {
        Set<DkimReason> fixed =
                tolerated.stream().filter(reason -> !reason.isTolerable()).collect(Collectors.toSet());
        if (!fixed.isEmpty()) {
            throw new IllegalArgumentException("A signature cannot be judged in spite of " + fixed
                    + "; tolerate only reasons that say they are tolerable.");
        }
        if (clockSkew.isNegative() || patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("Clocks differ by zero or more, and patience is more than zero; found "
                    + clockSkew + " and " + patience + ".");
        }
        if (maxSignatures < 1 || maxSignatures > DkimVerification.MAX_LISTED) {
            throw new IllegalArgumentException("1 to " + DkimVerification.MAX_LISTED
                    + " signatures of a message can be looked at; found " + maxSignatures + ".");
        }
        tolerated = tolerated.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(tolerated));
    }

    /** What RFC 6376 and RFC 8301 ask for, and no {@code l=}. */
    public static DkimRules strict() {
        return new DkimRules(Set.of(), CLOCK_SKEW, PATIENCE, MAX_SIGNATURES);
    }

    /** Whatever can be judged at all: for looking at old mail, and for learning what others would say. */
    public static DkimRules lenient() {
        return strict().tolerating(Arrays.stream(DkimReason.values())
                .filter(DkimReason::isTolerable)
                .toArray(DkimReason[]::new));
    }

    /** The same rules, tolerating these reasons too. */
    public DkimRules tolerating(DkimReason... more) {
        Set<DkimReason> all = EnumSet.noneOf(DkimReason.class);
        all.addAll(tolerated);
        all.addAll(Arrays.asList(more));
        return new DkimRules(all, clockSkew, patience, maxSignatures);
    }

    /** The same rules for clocks that differ by this much. */
    public DkimRules withClockSkew(Duration skew) {
        return new DkimRules(tolerated, skew, patience, maxSignatures);
    }

    /** The same rules with another patience. */
    public DkimRules withPatience(Duration other) {
        return new DkimRules(tolerated, clockSkew, other, maxSignatures);
    }

    /** The same rules for this many signatures of a message. */
    public DkimRules withMaxSignatures(int signatures) {
        return new DkimRules(tolerated, clockSkew, patience, signatures);
    }
}
