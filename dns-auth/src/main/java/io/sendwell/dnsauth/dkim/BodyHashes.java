package io.sendwell.dnsauth.dkim;

import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Hashes a body for all signatures of a message in one pass: brought into each canonical form once, however many
 * signatures ask for it. For one thread.
 */
final class BodyHashes extends OutputStream {

    private final Map<Canonicalization, List<Hash>> hashes = new EnumMap<>(Canonicalization.class);
    private final List<CanonicalBody> bodies = new ArrayList<>();

    /** One hash, over the first octets of the canonical body or all of them. */
    static final class Hash {
        private final SignatureAlgorithm algorithm;
        private final OptionalLong limit;
        private final MessageDigest digest;
        private long octets;
        private byte[] result = {};

        private Hash(SignatureAlgorithm algorithm, OptionalLong limit) {
            this.algorithm = algorithm;
            this.limit = limit;
            this.digest = algorithm.digest();
        }

        private boolean isFor(SignatureAlgorithm other, OptionalLong otherLimit) {
            return algorithm.hash().equals(other.hash()) && limit.equals(otherLimit);
        }

        private void take(byte[] run, int start, int length) {
            long left = limit.isPresent() ? limit.getAsLong() - octets : length;
            if (left > 0) {
                digest.update(run, start, (int) Math.min(left, length));
            }
            octets += length;
        }

        /** The hash; after {@link BodyHashes#finish()}. */
        byte[] result() {
            return result;
        }

        /** How many octets the canonical body has, hashed or not. */
        long octets() {
            return octets;
        }
    }

    /** Asks for a hash, before the first octet of the body. */
    Hash hash(Canonicalization canonicalization, SignatureAlgorithm algorithm, OptionalLong limit) {
        List<Hash> same = hashes.computeIfAbsent(canonicalization, form -> {
            List<Hash> takers = new ArrayList<>();
            bodies.add(form.body((run, start, length) -> handTo(takers, run, start, length)));
            return takers;
        });
        for (Hash hash : same) {
            if (hash.isFor(algorithm, limit)) {
                return hash;
            }
        }
        Hash hash = new Hash(algorithm, limit);
        same.add(hash);
        return hash;
    }

    // Once a run, so without an iterator or a lambda each.
    private static void handTo(List<Hash> takers, byte[] run, int start, int length) {
        for (int i = 0; i < takers.size(); i++) {
            takers.get(i).take(run, start, length);
        }
    }

    @Override
    public void write(int octet) {
        bodies.forEach(body -> body.write(octet));
    }

    @Override
    public void write(byte[] octets, int start, int length) {
        bodies.forEach(body -> body.write(octets, start, length));
    }

    /** Says that the body is complete. */
    void finish() {
        bodies.forEach(CanonicalBody::finish);
        hashes.values().forEach(same -> same.forEach(hash -> hash.result = hash.digest.digest()));
    }
}
