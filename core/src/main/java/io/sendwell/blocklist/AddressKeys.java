package io.sendwell.blocklist;

import io.sendwell.address.EmailAddress;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The keys under which an operator stores addresses: the one of what is new, and earlier ones, as long as what was stored under
 * them shall be found. {@link KeyedBlocklist} and {@link io.sendwell.event.KeyedStrikeStore} take them. Immutable; may be shared
 * between threads.
 */
public final class AddressKeys {

    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>\"'(),;:\\[\\]@]++@[^\\s<>\"'(),;:\\[\\]]++");
    private static final String LEFT_OUT = "(address)";

    private final List<AddressKey> newestFirst;

    private AddressKeys(List<AddressKey> newestFirst) {
        this.newestFirst = newestFirst;
    }

    /**
     * These keys.
     *
     * @param newest the key of what is new
     * @param earlier those of what was stored before, the latest first
     * @throws IllegalArgumentException when two have one id
     */
    public static AddressKeys of(AddressKey newest, AddressKey... earlier) {
        List<AddressKey> keys =
                Stream.concat(Stream.of(newest), Arrays.stream(earlier)).toList();
        long ids = keys.stream().map(AddressKey::id).distinct().count();
        if (ids < keys.size()) {
            throw new IllegalArgumentException(
                    keys.size() + " address keys have " + ids + " ids; give each an id of its own.");
        }
        return new AddressKeys(keys);
    }

    /** What stands for the address in what is stored now. */
    public EmailAddress pseudonym(EmailAddress address) {
        return pseudonyms(address).get(0);
    }

    /**
     * What may stand for the address in a store, under the newest key first. What is a pseudonym under one of these keys stands for
     * itself, so that what was read in a store can be asked for there.
     */
    public List<EmailAddress> pseudonyms(EmailAddress address) {
        boolean isPseudonym = newestFirst.stream().anyMatch(key -> key.madeIt(address));
        return isPseudonym
                ? List.of(address)
                : newestFirst.stream().map(key -> key.pseudonym(address)).toList();
    }

    /** A text with {@code (address)} in place of each address. Receivers repeat whom they refuse: {@code <kim@example.net>: user unknown}. */
    public static String withoutAddresses(String text) {
        return ADDRESS.matcher(text).replaceAll(LEFT_OUT);
    }
}
