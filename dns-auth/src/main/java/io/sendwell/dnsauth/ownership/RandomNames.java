package io.sendwell.dnsauth.ownership;

import java.util.random.RandomGenerator;

/**
 * Names that nobody has published: who has an answer for one has an answer for everything. The only place here that uses
 * chance.
 */
final class RandomNames {

    static final int LABEL_OCTETS = 11;

    private static final int OCTETS = 10;

    private final RandomGenerator random;

    RandomNames(RandomGenerator random) {
        this.random = random;
    }

    /** A label of {@link #LABEL_OCTETS}, 50 of its bits random. */
    String label() {
        return "_" + text(LABEL_OCTETS - 1);
    }

    String fileName(String prefix) {
        return prefix + "-" + text(16) + ".txt";
    }

    private String text(int characters) {
        byte[] octets = new byte[OCTETS];
        random.nextBytes(octets);
        return Base32.encode(octets, characters);
    }
}
