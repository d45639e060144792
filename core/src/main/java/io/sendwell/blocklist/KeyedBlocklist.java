package io.sendwell.blocklist;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A blocklist that knows addresses by digest only, in front of any store. What the store gets to see is a pseudonym under an {@link
 * AddressKey}, and texts with their addresses left out.
 *
 * <p>Who asks for an address gets its entry under that address. Where nobody named one, in {@link #entries} and {@link #undo}, an
 * entry bears the pseudonym: whose it is cannot be said any more. Threads may share it.
 *
 * <p>To rotate the key, put a new one in front and keep the earlier ones: new entries come under the new key, and those under the
 * earlier ones are found and lifted as long as their keys are kept.
 */
public final class KeyedBlocklist implements OperatorBlocklist {

    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>\"'(),;:\\[\\]@]++@[^\\s<>\"'(),;:\\[\\]]++");
    private static final String LEFT_OUT = "(address)";

    private final OperatorBlocklist store;
    private final List<AddressKey> keys;

    /**
     * Puts keys in front of a store.
     *
     * @param keys the key of new entries first, then the earlier ones; at least one, each with an id of its own
     */
    public KeyedBlocklist(OperatorBlocklist store, List<AddressKey> keys) {
        long ids = keys.stream().map(AddressKey::id).distinct().count();
        if (keys.isEmpty() || ids < keys.size()) {
            throw new IllegalArgumentException(
                    keys.size() + " address keys of " + ids + " ids; give at least one, and each an id of its own.");
        }
        this.store = store;
        this.keys = List.copyOf(keys);
    }

    @Override
    public Map<EmailAddress, BlocklistEntry> find(AccountId account, Collection<EmailAddress> addresses, Instant at) {
        Map<EmailAddress, List<EmailAddress>> pseudonyms = new LinkedHashMap<>();
        addresses.forEach(address -> pseudonyms.put(address, pseudonyms(address)));
        Map<EmailAddress, BlocklistEntry> stored = store.find(
                account,
                pseudonyms.values().stream().flatMap(List::stream).distinct().toList(),
                at);
        Map<EmailAddress, BlocklistEntry> found = new LinkedHashMap<>();
        pseudonyms.forEach((address, names) -> names.stream()
                .flatMap(name -> Stream.ofNullable(stored.get(name)))
                .min(Blocklist.STRONGEST_FIRST)
                .ifPresent(entry -> found.put(address, entry.address(address))));
        return found;
    }

    @Override
    public List<BlocklistEntry> entries(BlocklistQuery query) {
        return store.entries(query);
    }

    @Override
    public void add(BlocklistEntry entry) {
        store.add(entry.address(keys.get(0).pseudonym(entry.address()))
                .said(withoutAddresses(entry.code()), withoutAddresses(entry.text())));
    }

    @Override
    public List<BlocklistEntry> lift(EmailAddress address, String reason, String liftedBy) {
        LiftedEntry.requireDecision(reason, liftedBy);
        List<BlocklistEntry> lifted = new ArrayList<>();
        for (EmailAddress pseudonym : pseudonyms(address)) {
            store.lift(pseudonym, withoutAddresses(reason), liftedBy)
                    .forEach(entry -> lifted.add(entry.address(address)));
        }
        return lifted;
    }

    @Override
    public List<BlocklistEntry> undo(RowUndo row, int limit, String reason, String liftedBy) {
        return store.undo(row, limit, reason, liftedBy);
    }

    @Override
    public List<LiftedEntry> lifted(EmailAddress address) {
        return pseudonyms(address).stream()
                .flatMap(pseudonym -> store.lifted(pseudonym).stream())
                .map(record -> new LiftedEntry(
                        record.entry().address(address), record.reason(), record.liftedBy(), record.at()))
                .sorted(Comparator.comparing(LiftedEntry::at))
                .toList();
    }

    private List<EmailAddress> pseudonyms(EmailAddress address) {
        return keys.stream().map(key -> key.pseudonym(address)).toList();
    }

    // Receivers like to repeat whom they refuse: 550 5.1.1 <kim@example.net>: user unknown.
    private static String withoutAddresses(String text) {
        return ADDRESS.matcher(text).replaceAll(LEFT_OUT);
    }
}
