package io.sendwell.dnsauth.dkim;

import io.sendwell.account.AccountId;
import io.sendwell.account.Secret;
import io.sendwell.address.DomainName;
import io.sendwell.signing.Selector;
import io.sendwell.signing.SigningAlgorithm;
import io.sendwell.signing.SigningKey;
import io.sendwell.signing.SigningKeyState;
import io.sendwell.signing.SigningKeyStore;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Leads keys through their lives: made, published, seen everywhere, signing, retiring, revoked, gone (RFC 6376 section 3.1).
 *
 * <p>Two rules hold in each state. Nothing signs with a key that was not there at the last look: the old key signs instead
 * while it can be seen, and nothing when neither can. And a DNS that cannot be asked changes nothing for a day, since it
 * says nothing about the record.
 *
 * <p>Everything here asks the store or the DNS and is done beside the sending of mail, such as every hour by {@link
 * #advanceAll}; {@link #ring()} is what the signer reads. Threads share it; of two nodes that advance one key at the same time
 * one does, and the other finds it done.
 */
public final class KeyRotation {

    /** The last good answer counts for as long as caches may keep it. */
    private static final Duration DNS_MAY_BE_AWAY = Duration.ofDays(1);

    private static final String OF_RSA = "s";
    private static final String OF_ED25519 = "e";

    private final SigningKeyStore store;
    private final KeyVisibility visibility;
    private final InstantSource clock;
    private final RotationTimes times;
    private final Function<SigningAlgorithm, PrivateKey> maker;
    private volatile KeyRingSnapshot snapshot = new KeyRingSnapshot(KeyRing.empty(), List.of());

    /**
     * A rotation of the keys in this store.
     *
     * @param visibility how records are looked for
     * @param times how long each state lasts; {@link RotationTimes#defaults()} unless there is a reason
     */
    public KeyRotation(SigningKeyStore store, KeyVisibility visibility, InstantSource clock, RotationTimes times) {
        this(store, visibility, clock, times, KeyRotation::newKey);
    }

    /** @param maker makes keys; tests have no time for real ones */
    KeyRotation(
            SigningKeyStore store,
            KeyVisibility visibility,
            InstantSource clock,
            RotationTimes times,
            Function<SigningAlgorithm, PrivateKey> maker) {
        this.store = store;
        this.visibility = visibility;
        this.clock = clock;
        this.times = times;
        this.maker = maker;
    }

    private static PrivateKey newKey(SigningAlgorithm algorithm) {
        return algorithm == SigningAlgorithm.RSA_SHA256
                ? DkimKeys.createRsa().getPrivate()
                : DkimKeys.createEd25519().getPrivate();
    }

    /**
     * Makes a key that is to be published, unless one that was made before still waits for that.
     *
     * @param account whose key it is; empty for the operator's own
     * @return the key; its selector is the lowest number that no key of the domain has, such as {@code s2}, so that an alias
     *     published for two selectors serves for ever
     */
    public SigningKey begin(Optional<AccountId> account, DomainName signingDomain, SigningAlgorithm algorithm) {
        List<SigningKey> keys = store.find(account, signingDomain);
        Optional<SigningKey> waiting = keys.stream()
                .filter(key -> key.algorithm() == algorithm && isWaiting(key))
                .findFirst();
        if (waiting.isPresent()) {
            return waiting.get();
        }
        Secret pem = DkimKeys.write(maker.apply(algorithm));
        SigningKey created = SigningKey.created(
                account, signingDomain, freeSelector(keys, algorithm), algorithm, pem, clock.instant());
        // Somebody else began at the same time: theirs is as good.
        return store.save(created).orElseGet(() -> begin(account, signingDomain, algorithm));
    }

    private static boolean isWaiting(SigningKey key) {
        return key.state() == SigningKeyState.CREATED || key.state() == SigningKeyState.PUBLISHED;
    }

    private static Selector freeSelector(List<SigningKey> keys, SigningAlgorithm algorithm) {
        String prefix = algorithm == SigningAlgorithm.RSA_SHA256 ? OF_RSA : OF_ED25519;
        for (int number = 1; ; number++) {
            Selector selector = Selector.of(prefix + number);
            if (keys.stream().noneMatch(key -> key.selector().equals(selector))) {
                return selector;
            }
        }
    }

    /**
     * Lets the first key of a domain sign, without the wait that a change of keys needs: nobody has asked for its record
     * before. Call it when the domain is verified for the account, and not earlier: a record in the DNS proves nothing of
     * whose domain it is.
     *
     * @return the keys that sign from now on; empty when none can be seen, and then nothing was changed
     */
    public List<SigningKey> activate(Optional<AccountId> account, DomainName signingDomain) {
        advance(account, signingDomain);
        List<SigningKey> activated = new ArrayList<>();
        List<SigningKey> keys = store.find(account, signingDomain);
        for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            if (active(keys, algorithm).isEmpty()) {
                oldestSeen(keys, algorithm)
                        .flatMap(key -> store.save(key.in(SigningKeyState.ACTIVE, clock.instant())))
                        .ifPresent(activated::add);
            }
        }
        refresh();
        return activated;
    }

    // A younger one takes over later, when no cache denies it any more.
    private static Optional<SigningKey> oldestSeen(List<SigningKey> keys, SigningAlgorithm algorithm) {
        return keys.stream()
                .filter(key ->
                        key.state() == SigningKeyState.PUBLISHED && key.algorithm() == algorithm && key.isVisible())
                .min(Comparator.comparing(SigningKey::createdAt));
    }

    /**
     * Lets no key of a domain sign any more, until {@link #activate} is called again: for a domain whose proof was lost. The
     * key that signed waits, so that its record serves again; one that was retiring is revoked.
     *
     * <p>Other nodes sign with it until their next {@link #refresh}.
     */
    public void suspend(Optional<AccountId> account, DomainName signingDomain) {
        for (SigningKey key : store.find(account, signingDomain)) {
            suspended(key, clock.instant()).ifPresent(suspended -> save(suspended, account, signingDomain));
        }
        refresh();
    }

    private static Optional<SigningKey> suspended(SigningKey key, Instant now) {
        return switch (key.state()) {
            case ACTIVE -> Optional.of(key.in(SigningKeyState.PUBLISHED, now));
            case RETIRING -> Optional.of(key.missing().in(SigningKeyState.REVOKED, now));
            case CREATED, PUBLISHED, REVOKED -> Optional.empty();
        };
    }

    /** Whoever was faster may have saved another sight of the key, which must not keep it signing. */
    private void save(SigningKey suspended, Optional<AccountId> account, DomainName signingDomain) {
        if (store.save(suspended).isEmpty()) {
            suspend(account, signingDomain);
        }
    }

    /**
     * The keys of a domain that sign or are to sign, as the store has them: without those that another took the place of.
     *
     * @param account whose keys; empty for the operator's own
     */
    public List<SigningKey> living(Optional<AccountId> account, DomainName signingDomain) {
        return store.find(account, signingDomain).stream()
                .filter(key -> key.state() == SigningKeyState.ACTIVE || isWaiting(key))
                .toList();
    }

    /**
     * Looks for the records of a domain's keys, and takes each key one state further if its time has come.
     *
     * @return what changed; empty when nothing did
     */
    public List<RotationStep> advance(Optional<AccountId> account, DomainName signingDomain) {
        List<RotationStep> steps = new ArrayList<>();
        for (SigningKey key : store.find(account, signingDomain)) {
            SigningKey seen = look(key);
            if (!seen.equals(key)) {
                save(key, seen, steps);
            }
        }
        for (SigningKey key : store.find(account, signingDomain)) {
            proceed(key, steps);
        }
        refresh();
        return List.copyOf(steps);
    }

    /**
     * Does so for every domain that has keys, one after the other: for a timer, such as every hour.
     *
     * @return what changed; what is left when the thread is interrupted waits for the next time
     */
    public List<RotationStep> advanceAll() {
        List<RotationStep> steps = new ArrayList<>();
        Set<KeyOwner> owners = new LinkedHashSet<>();
        store.all().forEach(key -> owners.add(new KeyOwner(key.account(), key.signingDomain())));
        for (KeyOwner owner : owners) {
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
            steps.addAll(advance(owner.account(), owner.signingDomain()));
        }
        return List.copyOf(steps);
    }

    private record KeyOwner(Optional<AccountId> account, DomainName signingDomain) {}

    private SigningKey look(SigningKey key) {
        if (key.state() == SigningKeyState.REVOKED) {
            return key;
        }
        Instant now = clock.instant();
        return switch (visibility.look(
                key.signingDomain(), key.selector(), DkimKeys.publicKeyOf(DkimKeys.read(key.privateKey())))) {
            case SEEN -> key.seenAt(now);
            case MISSING -> key.missing();
            case UNKNOWN ->
                key.lastSeenAt()
                                .filter(last -> last.plus(DNS_MAY_BE_AWAY).isAfter(now))
                                .isPresent()
                        ? key
                        : key.missing();
        };
    }

    private void proceed(SigningKey key, List<RotationStep> steps) {
        Instant now = clock.instant();
        List<SigningKey> keys = store.find(key.account(), key.signingDomain());
        switch (key.state()) {
            case CREATED -> {
                if (key.isVisible()) {
                    save(key, key.in(SigningKeyState.PUBLISHED, now), steps);
                }
            }
            case PUBLISHED -> {
                if (isOver(key.visibleSince(), times.settling(), now) && signs(keys)) {
                    takeOver(key, active(keys, key.algorithm()), steps);
                }
            }
            case RETIRING -> {
                boolean replaced = active(keys, key.algorithm())
                        .filter(SigningKey::isVisible)
                        .isPresent();
                if (replaced && isOver(Optional.of(key.stateSince()), times.retiring(), now)) {
                    save(key, key.missing().in(SigningKeyState.REVOKED, now), steps);
                }
            }
            case REVOKED -> {
                if (isOver(Optional.of(key.stateSince()), times.revoked(), now) && store.remove(key)) {
                    steps.add(RotationStep.removed(key));
                }
            }
            case ACTIVE -> {}
        }
    }

    // The new one first: between the two saves both are active, and the ring takes the newer.
    private void takeOver(SigningKey key, Optional<SigningKey> before, List<RotationStep> steps) {
        Instant now = clock.instant();
        if (save(key, key.in(SigningKeyState.ACTIVE, now), steps)) {
            before.ifPresent(old -> save(old, old.in(SigningKeyState.RETIRING, now), steps));
        }
    }

    private boolean save(SigningKey before, SigningKey after, List<RotationStep> steps) {
        Optional<SigningKey> saved = store.save(after);
        saved.filter(key -> key.state() != before.state() || key.isVisible() != before.isVisible())
                .ifPresent(key -> steps.add(RotationStep.of(before, key)));
        return saved.isPresent();
    }

    private static boolean isOver(Optional<Instant> since, Duration wait, Instant now) {
        return since.filter(start -> !start.plus(wait).isAfter(now)).isPresent();
    }

    private static boolean signs(List<SigningKey> keys) {
        return keys.stream().anyMatch(key -> key.state() == SigningKeyState.ACTIVE);
    }

    private static Optional<SigningKey> active(List<SigningKey> keys, SigningAlgorithm algorithm) {
        return keys.stream()
                .filter(key -> key.state() == SigningKeyState.ACTIVE && key.algorithm() == algorithm)
                .findFirst();
    }

    /** What has to stand in the DNS for the keys of a domain, and where. */
    public KeyPublication publication(Optional<AccountId> account, DomainName signingDomain) {
        return KeyPublication.of(account, signingDomain, store.find(account, signingDomain));
    }

    /** Reads the store anew: after another node advanced, and when an application starts. */
    public void refresh() {
        snapshot = KeyRingSnapshot.of(store.all());
    }

    /** The keys that sign, as {@link #refresh} found them the last time; at once. */
    public KeyRing ring() {
        return snapshot.ring();
    }

    /** The keys that should sign and could not be seen, or not be read, at the last {@link #refresh}: somebody has to look. */
    public List<SigningKey> unable() {
        return snapshot.unable();
    }
}
