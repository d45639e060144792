package io.sendwell.credential;

import java.util.List;
import java.util.Optional;

/**
 * The logins of all accounts, their secrets sealed.
 *
 * <p>The application implements it on its own database ({@code CredentialStoreContract} in the testkit proves that it did so) or
 * takes {@link InMemoryCredentialStore}. Implementations are shared by threads and by nodes. Names are compared exactly, with regard
 * to case, and texts are kept character by character.
 */
public interface CredentialStore {

    /**
     * One login.
     *
     * @return empty when there is none of this name
     * @throws CredentialException when the store is out of reach
     */
    Optional<SealedCredential> find(CredentialName name);

    /**
     * Stores a login if what the store has of its name is {@code instead}, all of it; of two threads or nodes that put something
     * in the place of the same one, one does. When this method returns, what it saved survives the end of this process.
     *
     * @param instead what was read before; empty when there was nothing
     * @return false when the store has something else: read it again; nothing was changed
     * @throws CredentialException when the store is out of reach; read again to learn whether it was saved
     */
    boolean save(SealedCredential credential, Optional<SealedCredential> instead);

    /**
     * Forgets the login of this name.
     *
     * @return whether there was one
     * @throws CredentialException when the store is out of reach
     */
    boolean remove(CredentialName name);

    /**
     * Logins in the order of their names.
     *
     * @param after only those behind this one, which need not be there; empty for the first page
     * @param limit how many at the most; 1 or more
     * @throws CredentialException when the store is out of reach
     */
    List<SealedCredential> list(Optional<CredentialName> after, int limit);
}
