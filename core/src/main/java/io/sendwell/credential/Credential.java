package io.sendwell.credential;

import io.sendwell.account.Secret;

/**
 * A login, ready to be used. It shows neither user nor secret.
 *
 * @param name whose it is, and for what
 * @param user the user name, or the public one of a pair of keys; may be empty where there is none
 * @param secret the password, or the secret one of the pair
 */
public record Credential(CredentialName name, String user, Secret secret) {

    @Override
    public String toString() {
        return "Credential[" + name + ", ***]";
    }
}
