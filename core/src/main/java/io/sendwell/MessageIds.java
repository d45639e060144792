package io.sendwell;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;

/**
 * Ids of messages: UUIDs of version 7 (RFC 9562 section 5.7), which sort by the time they were made and cannot be guessed.
 */
final class MessageIds {

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    MessageIds(InstantSource clock) {
        this.clock = clock;
    }

    String next() {
        long millis = clock.instant().toEpochMilli();
        long high = (millis << 16) | 0x7000L | (random.nextLong() & 0x0FFFL);
        long low = 0x8000_0000_0000_0000L | (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL);
        return new UUID(high, low).toString();
    }
}
