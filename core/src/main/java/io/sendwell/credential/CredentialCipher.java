package io.sendwell.credential;

import io.sendwell.account.Secret;

/**
 * Seals secrets before they are stored, and opens them. {@link AesCredentialCipher} does it with keys in this process; an operator
 * with a key service implements it there. Threads share it.
 *
 * <p>What is sealed is bound to a text that says whose it is. It opens with that text alone, so that a row which somebody copied
 * to another account is of no use there.
 */
public interface CredentialCipher {

    /**
     * Seals a secret with the newest key.
     *
     * @param boundTo what has to be said again when it is opened; not secret
     * @return any text; never the same twice
     * @throws CredentialException when the keys are out of reach
     */
    String seal(Secret secret, String boundTo);

    /**
     * Opens what was sealed with the newest key or with one of before.
     *
     * @throws CredentialException when it does not open; the text names the key by its id
     */
    Secret open(String sealed, String boundTo);

    /** Whether the newest key sealed it; false for one of before, and for what is no sealed secret at all. */
    boolean isCurrent(String sealed);
}
