package io.sendwell;

import io.sendwell.address.EmailAddress;
import java.util.Arrays;

/**
 * Which addresses were named before, by 64 bits of each: eight octets an address, and at most twice as much again free. Two of a
 * million addresses share their bits once in thirty million audiences. One thread at a time.
 */
final class AddressSet {

    /** So many are remembered, in 32 MB; beyond, nobody is called a duplicate. */
    static final int MOST = 3_000_000;

    private static final long NONE = 0;

    private long[] table = new long[1_024];
    private int size;

    /** Takes an address in; answers whether it is new, which it is too once there are too many to remember. */
    boolean add(EmailAddress address) {
        if (size >= MOST) {
            return !contains(bits(address.normalForm()));
        }
        if (size >= table.length / 4 * 3) {
            grow();
        }
        return insert(bits(address.normalForm()));
    }

    boolean isFull() {
        return size >= MOST;
    }

    private boolean contains(long bits) {
        return table[place(bits)] == bits;
    }

    private boolean insert(long bits) {
        int place = place(bits);
        if (table[place] == bits) {
            return false;
        }
        table[place] = bits;
        size++;
        return true;
    }

    /** Where it stands, or would. */
    private int place(long bits) {
        int mask = table.length - 1;
        int place = (int) (bits >>> 32) & mask;
        while (table[place] != NONE && table[place] != bits) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private void grow() {
        long[] old = table;
        table = new long[old.length * 2];
        size = 0;
        Arrays.stream(old).filter(bits -> bits != NONE).forEach(this::insert);
    }

    /** 64 bits that depend on all of a text, and are never zero. */
    static long bits(String text) {
        long bits = 0x9E3779B97F4A7C15L;
        for (int i = 0; i < text.length(); i++) {
            bits = (bits ^ text.charAt(i)) * 0xD6E8FEB86659FD93L;
            bits ^= bits >>> 32;
        }
        return mixed(bits) == NONE ? 1 : mixed(bits);
    }

    /** The finish of SplitMix64: each bit depends on all. */
    static long mixed(long value) {
        long bits = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        return bits ^ (bits >>> 31);
    }
}
