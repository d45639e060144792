package io.sendwell.credential;

import io.sendwell.credential.CredentialException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The logins of all accounts: keeps them sealed in a store, and has those at hand that were used just now.
 *
 * <pre>{@code
 * CredentialVault vault = CredentialVault.of(storage.credentialStore(), AesCredentialCipher.of("2026-11", key), clock);
 * vault.save(new Credential(new CredentialName(acme, "smtp"), "shop", Secret.of(password)));
 * Optional<Credential> login = vault.find(new CredentialName(acme, "smtp"));
 * }</pre>
 *
 * <p>The {@value #AT_HAND} logins that were used last stay open in memory, each for {@link #AT_HAND_FOR} at the most: so much later a
 * change on another node is seen on this one, and at once where the next hop refused the login ({@link #recheck}). Threads share it.
 */
public final class CredentialVault {

    /** How long a login is used without a look into the store. */
    public static final Duration AT_HAND_FOR = Duration.ofMinutes(5);

    /** A login is some hundred octets. */
    private static final int AT_HAND = 1_000;

    private static final int PAGE = 200;

    /** As often as this somebody else may change a login in between before we give up. */
    private static final int ATTEMPTS = 20;

    private final CredentialStore store;
    private final CredentialCipher cipher;
    private final InstantSource clock;
    private final Map<CredentialName, AtHand> atHand = new LinkedHashMap<>(16, 0.75f, true);
    private long changes;

    private record AtHand(Credential credential, Instant readAt) {}

    private CredentialVault(CredentialStore store, CredentialCipher cipher, InstantSource clock) {
        this.store = store;
        this.cipher = cipher;
        this.clock = clock;
    }

    /** Logins in this store, sealed by this cipher. */
    public static CredentialVault of(CredentialStore store, CredentialCipher cipher, InstantSource clock) {
        return new CredentialVault(store, cipher, clock);
    }

    /**
     * A login, open.
     *
     * @return empty when there is none of this name
     * @throws CredentialException when the store or the keys are out of reach, or the secret does not open
     */
    public Optional<Credential> find(CredentialName name) {
        Instant now = clock.instant();
        long before;
        synchronized (atHand) {
            AtHand known = atHand.get(name);
            if (known != null && now.isBefore(known.readAt().plus(AT_HAND_FOR))) {
                return Optional.of(known.credential());
            }
            before = changes;
        }
        Optional<Credential> found = store.find(name).map(this::open);
        synchronized (atHand) {
            // Somebody changed a login while we read: what we read may be what it was before.
            if (before == changes) {
                found.ifPresentOrElse(
                        credential -> atHand.put(name, new AtHand(credential, now)), () -> atHand.remove(name));
                if (atHand.size() > AT_HAND) {
                    atHand.remove(atHand.keySet().iterator().next());
                }
            }
        }
        return found;
    }

    /**
     * The user of a login, whether its secret opens or not.
     *
     * @return empty when there is none of this name
     */
    public Optional<String> user(CredentialName name) {
        return store.find(name).map(SealedCredential::user);
    }

    /** Keeps a login, in the place of another one if there is one. When this method returns, it survives the end of this process. */
    public void save(Credential credential) {
        SealedCredential sealed = seal(credential);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (store.save(sealed, store.find(credential.name()))) {
                recheck(credential.name());
                return;
            }
        }
        throw changedTooOften(credential.name());
    }

    /**
     * Keeps a login if there is none of its name; of two threads or nodes that add one, one does.
     *
     * @return false when there is one; it stays
     */
    public boolean add(Credential credential) {
        boolean added = store.save(seal(credential), Optional.empty());
        recheck(credential.name());
        return added;
    }

    /**
     * Forgets a login.
     *
     * @return whether there was one
     */
    public boolean remove(CredentialName name) {
        boolean removed = store.remove(name);
        recheck(name);
        return removed;
    }

    /** Has the next {@link #find} look into the store: the next hop refused the login, so it may have been changed elsewhere. */
    public void recheck(CredentialName name) {
        synchronized (atHand) {
            changes++;
            atHand.remove(name);
        }
    }

    /** Who has this user for this transport: it walks through all logins. */
    public List<CredentialName> holders(String transport, String user) {
        List<CredentialName> holders = new ArrayList<>();
        for (List<SealedCredential> page = first(); !page.isEmpty(); page = behind(page)) {
            page.stream()
                    .filter(one -> one.name().transport().equals(transport)
                            && one.user().equals(user))
                    .forEach(one -> holders.add(one.name()));
        }
        return holders;
    }

    /**
     * Seals with the newest key what older ones sealed, page by page; logins stay usable meanwhile, and one that is changed meanwhile
     * stays changed. Start all nodes with the new key first: a node that has it not cannot open what this leaves behind. It may
     * be repeated.
     *
     * @throws CredentialException when the store or the keys are out of reach; what was done until then stays done
     */
    public Resealing reseal() {
        int resealed = 0;
        int current = 0;
        List<CredentialName> unopened = new ArrayList<>();
        for (List<SealedCredential> page = first(); !page.isEmpty(); page = behind(page)) {
            for (SealedCredential one : page) {
                try {
                    if (reseal(one)) {
                        resealed++;
                    } else {
                        current++;
                    }
                } catch (CredentialException e) {
                    if (e.reason() == Reason.AWAY) {
                        throw e;
                    }
                    unopened.add(one.name());
                }
            }
        }
        return new Resealing(resealed, current, unopened);
    }

    /** Whether an older key had sealed it. */
    private boolean reseal(SealedCredential read) {
        Optional<SealedCredential> known = Optional.of(read);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (known.isEmpty() || cipher.isCurrent(known.get().sealed())) {
                return false;
            }
            if (store.save(seal(open(known.get())), known)) {
                return true;
            }
            known = store.find(read.name());
        }
        throw changedTooOften(read.name());
    }

    private List<SealedCredential> first() {
        return store.list(Optional.empty(), PAGE);
    }

    private List<SealedCredential> behind(List<SealedCredential> page) {
        return store.list(Optional.of(page.get(page.size() - 1).name()), PAGE);
    }

    private SealedCredential seal(Credential credential) {
        String sealed = cipher.seal(credential.secret(), boundTo(credential.name(), credential.user()));
        return new SealedCredential(credential.name(), credential.user(), sealed);
    }

    private Credential open(SealedCredential sealed) {
        try {
            return new Credential(
                    sealed.name(), sealed.user(), cipher.open(sealed.sealed(), boundTo(sealed.name(), sealed.user())));
        } catch (CredentialException e) {
            throw new CredentialException(
                    e.reason(), "The login for " + sealed.name() + " cannot be used. " + e.getMessage(), e);
        }
    }

    /** Must never change, or nothing opens any more. Neither name has a line break, so nothing can be mistaken for another. */
    private static String boundTo(CredentialName name, String user) {
        return name.account() + "\n" + name.transport() + "\n" + user;
    }

    private static CredentialException changedTooOften(CredentialName name) {
        return new CredentialException(
                Reason.AWAY,
                "The login for " + name + " was changed by others " + ATTEMPTS + " times in a row. Try again.",
                null);
    }
}
