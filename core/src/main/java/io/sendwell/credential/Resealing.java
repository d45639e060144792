package io.sendwell.credential;

import java.util.List;

/**
 * What sealing all secrets anew came to.
 *
 * @param resealed how many an older key had sealed, and the newest has now
 * @param current how many the newest key had sealed before
 * @param unopened those that no key opens; each has to be stored anew
 */
public record Resealing(int resealed, int current, List<CredentialName> unopened) {

    public Resealing {
        unopened = List.copyOf(unopened);
    }

    /** Whether older keys are of no more use. */
    public boolean isComplete() {
        return unopened.isEmpty();
    }
}
