package io.sendwell.testkit.contract;

import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.AddressKeys;
import io.sendwell.event.KeyedStrikeStore;
import io.sendwell.event.StrikeStore;

/**
 * What a store keeps under a {@link KeyedStrikeStore}: the {@link StrikeStoreContract}, but that undoing names pseudonyms, and texts
 * have their addresses left out.
 */
public interface KeyedStrikeStoreContract extends StrikeStoreContract {

    /** Makes the store, with nothing in it. */
    StrikeStore newStore();

    @Override
    default StrikeStore newStrikeStore() {
        return new KeyedStrikeStore(newStore(), AddressKeys.of(KeyedBlocklistContract.KEY));
    }

    @Override
    default EmailAddress named(EmailAddress address) {
        return AddressKeys.of(KeyedBlocklistContract.KEY).pseudonym(address);
    }

    @Override
    default String kept(String text) {
        return AddressKeys.withoutAddresses(text);
    }
}
