package io.sendwell.event;

import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.AddressKeys;
import io.sendwell.blocklist.RowUndo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Strikes against addresses that are known by digest only, in front of any store: what {@link
 * io.sendwell.blocklist.KeyedBlocklist} is for entries, under the same {@link AddressKeys}. Who asks for an address gets its
 * strikes; {@link #undo} names pseudonyms. Threads may share it.
 *
 * <p>While earlier keys are kept, strikes and clearances are written under each of them: a clearance of the time before a key was
 * rotated still holds for what is reported late. Undoing names a strike once for each key that it stands under. A key that is left out
 * takes with it what was counted and cleared before the next one came.
 */
public final class KeyedStrikeStore implements StrikeStore {

    private final StrikeStore store;
    private final AddressKeys keys;

    /** Puts keys in front of a store. */
    public KeyedStrikeStore(StrikeStore store, AddressKeys keys) {
        this.store = store;
        this.keys = keys;
    }

    @Override
    public Map<EmailAddress, List<Strike>> find(Collection<EmailAddress> addresses) {
        Map<EmailAddress, List<EmailAddress>> pseudonyms = new LinkedHashMap<>();
        addresses.forEach(address -> pseudonyms.put(address, keys.pseudonyms(address)));
        Map<EmailAddress, List<Strike>> stored = store.find(
                pseudonyms.values().stream().flatMap(List::stream).distinct().toList());
        Map<EmailAddress, List<Strike>> found = new LinkedHashMap<>();
        pseudonyms.forEach((address, names) -> {
            List<Strike> strikes = eachOnce(names, stored);
            if (!strikes.isEmpty()) {
                found.put(address, strikes);
            }
        });
        return found;
    }

    private static List<Strike> eachOnce(List<EmailAddress> names, Map<EmailAddress, List<Strike>> stored) {
        List<Strike> strikes = new ArrayList<>();
        for (EmailAddress name : names) {
            for (Strike strike : stored.getOrDefault(name, List.of())) {
                if (strikes.stream().noneMatch(strike::isSame)) {
                    strikes.add(strike);
                }
            }
        }
        strikes.sort(Comparator.comparing(Strike::at));
        return List.copyOf(strikes);
    }

    @Override
    public void add(EmailAddress address, Strike strike) {
        Bounce bounce = strike.bounce();
        Strike kept = new Strike(
                strike.at(),
                strike.source(),
                new Bounce(
                        bounce.kind(),
                        bounce.row(),
                        AddressKeys.withoutAddresses(bounce.code()),
                        AddressKeys.withoutAddresses(bounce.text())));
        List<EmailAddress> names = keys.pseudonyms(address);
        for (int i = names.size() - 1; i > 0; i--) {
            store.add(names.get(i), kept);
            if (!counts(names.get(i), kept)) {
                return;
            }
        }
        store.add(names.get(0), kept);
    }

    // Not when the address was cleared under this key since. The newest one may know nothing of that.
    private boolean counts(EmailAddress name, Strike strike) {
        return store.find(List.of(name)).getOrDefault(name, List.of()).stream().anyMatch(strike::isSame);
    }

    @Override
    public void clear(Map<EmailAddress, Instant> until) {
        Map<EmailAddress, Instant> all = new HashMap<>();
        until.forEach((address, at) -> keys.pseudonyms(address)
                .forEach(name -> all.merge(name, at, (one, other) -> one.isAfter(other) ? one : other)));
        store.clear(all);
    }

    @Override
    public List<EmailAddress> undo(RowUndo row, int limit) {
        return store.undo(row, limit);
    }
}
