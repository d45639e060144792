package io.sendwell.testkit.contract;

import io.sendwell.account.Secret;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.AddressKey;
import io.sendwell.blocklist.AddressKeys;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.blocklist.KeyedBlocklist;
import io.sendwell.blocklist.OperatorBlocklist;
import java.time.InstantSource;

/**
 * What a list keeps under a {@link KeyedBlocklist}: the {@link OperatorBlocklistContract}, but for what nobody can say who keeps no
 * addresses. An entry that nobody asked for bears the pseudonym, entries of one time stand in the order of their pseudonyms, and texts
 * have their addresses left out.
 */
public interface KeyedBlocklistContract extends OperatorBlocklistContract {

    /** The only key. */
    AddressKey KEY = new AddressKey("k1", Secret.of("0123456789abcdef0123456789abcdef"));

    /** A key that replaces it. */
    AddressKey NEXT_KEY = new AddressKey("k2", Secret.of("fedcba9876543210fedcba9876543210"));

    /**
     * Makes the store, with nothing in it.
     *
     * @param clock dates what is lifted
     */
    OperatorBlocklist newStore(InstantSource clock);

    @Override
    default OperatorBlocklist newOperatorBlocklist(InstantSource clock) {
        return new KeyedBlocklist(newStore(clock), AddressKeys.of(KEY));
    }

    @Override
    default BlocklistEntry listed(BlocklistEntry entry) {
        return found(entry, AddressKeys.of(KEY).pseudonym(entry.address()));
    }

    @Override
    default BlocklistEntry found(BlocklistEntry entry, EmailAddress askedFor) {
        return new BlocklistEntry(
                askedFor,
                entry.reason(),
                entry.scope(),
                entry.row(),
                kept(entry.code()),
                kept(entry.text()),
                entry.source(),
                entry.since(),
                entry.until());
    }

    @Override
    default String kept(String reason) {
        return AddressKeys.withoutAddresses(reason);
    }
}
