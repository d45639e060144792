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
import java.util.stream.Stream;

/**
 * A blocklist that knows addresses by digest only, in front of any store. What the store gets to see is a pseudonym under {@link
 * AddressKeys}, and texts with their addresses left out.
 *
 * <p>Who asks for an address gets its entry under that address. Where nobody named one, in {@link #entries} and {@link #undo}, an
 * entry bears the pseudonym: whose it is cannot be said any more, but by that pseudonym it is found and lifted. Threads may share it.
 *
 * <p>To rotate the key, put a new one in front and keep the earlier ones: new entries come under the new key, and those under the
 * earlier ones are found and lifted as long as their keys are kept.
 */
public final class KeyedBlocklist implements OperatorBlocklist {

    private final OperatorBlocklist store;
    private final AddressKeys keys;

    /** Puts keys in front of a store. */
    public KeyedBlocklist(OperatorBlocklist store, AddressKeys keys) {
        this.store = store;
        this.keys = keys;
    }

    @Override
    public Map<EmailAddress, BlocklistEntry> find(AccountId account, Collection<EmailAddress> addresses, Instant at) {
        Map<EmailAddress, List<EmailAddress>> pseudonyms = new LinkedHashMap<>();
        addresses.forEach(address -> pseudonyms.put(address, keys.pseudonyms(address)));
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
        store.add(entry.address(keys.pseudonym(entry.address()))
                .said(AddressKeys.withoutAddresses(entry.code()), AddressKeys.withoutAddresses(entry.text())));
    }

    @Override
    public List<BlocklistEntry> lift(EmailAddress address, String reason, String liftedBy) {
        LiftedEntry.requireDecision(reason, liftedBy);
        List<BlocklistEntry> lifted = new ArrayList<>();
        for (EmailAddress pseudonym : keys.pseudonyms(address)) {
            store.lift(pseudonym, AddressKeys.withoutAddresses(reason), liftedBy)
                    .forEach(entry -> lifted.add(entry.address(address)));
        }
        return lifted;
    }

    @Override
    public List<BlocklistEntry> undo(RowUndo row, int limit, String reason, String liftedBy) {
        return store.undo(row, limit, AddressKeys.withoutAddresses(reason), liftedBy);
    }

    @Override
    public List<LiftedEntry> lifted(EmailAddress address) {
        return keys.pseudonyms(address).stream()
                .flatMap(pseudonym -> store.lifted(pseudonym).stream())
                .map(record -> new LiftedEntry(
                        record.entry().address(address), record.reason(), record.liftedBy(), record.at()))
                .sorted(Comparator.comparing(LiftedEntry::at))
                .toList();
    }
}
