package io.sendwell.credential;

/**
 * A login as a store keeps it: nobody has the secret who has not the key.
 *
 * @param name whose it is, and for what
 * @param user any text, as it is
 * @param sealed what the cipher made of the secret: any text
 */
public record SealedCredential(CredentialName name, String user, String sealed) {

    /** Neither user nor sealed secret. */
    @Override
    public String toString() {
        return "SealedCredential[" + name + ", ***]";
    }
}
