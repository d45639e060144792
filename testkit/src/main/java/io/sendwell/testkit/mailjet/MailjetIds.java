package io.sendwell.testkit.mailjet;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Hands out ids that look like the service's and repeat with the seed. Threads may share it. */
final class MailjetIds {

    // Real ids are 64-bit integers above 2^53, which a client that reads them as a double rounds. All of these do.
    private static final long FIRST_MESSAGE_ID = 1_152_921_530_000_000_001L;
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private final long seed;
    private final AtomicLong messageIds = new AtomicLong(FIRST_MESSAGE_ID);
    private final AtomicLong resourceIds = new AtomicLong(1);
    private final AtomicLong uuids = new AtomicLong();

    MailjetIds(long seed) {
        this.seed = seed;
    }

    long nextMessageId() {
        return messageIds.getAndIncrement();
    }

    /** Makes every id from now on greater than one that was handed out in an earlier life. */
    void skipMessageId(long used) {
        messageIds.accumulateAndGet(used + 1, Math::max);
    }

    /** For senders, API keys and the like. */
    long nextResourceId() {
        return resourceIds.getAndIncrement();
    }

    /** Makes every such id from now on greater than one that was handed out in an earlier life. */
    void skipResourceId(long used) {
        resourceIds.accumulateAndGet(used + 1, Math::max);
    }

    /** The number of a campaign; 0 for none. */
    static long ofCampaign(String name) {
        return name.isEmpty() ? 0 : Integer.toUnsignedLong(name.hashCode());
    }

    /** The number of whoever has this address. */
    static long ofContact(String address) {
        return Integer.toUnsignedLong(Recipients.comparable(address).hashCode());
    }

    /** A UUID of version 4 and the variant of RFC 9562. */
    UUID nextUuid() {
        SplittableRandom random = new SplittableRandom(seed + uuids.incrementAndGet() * GOLDEN_GAMMA);
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low);
    }

    /** A key of 32 hexadecimal digits that depends on the seed and the purpose alone, not on the order of calls. */
    String key(String purpose) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] hash = digest.digest((seed + ":" + purpose).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
