package io.sendwell.testkit.smtp;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How much of a mail the server keeps.
 *
 * @param octetsKept mails up to this size are kept whole in memory; of larger ones the header section, size and hash
 * @param hashing whether SHA-256 is computed; without it only the size is counted and nothing is kept
 * @param directory where every mail is spooled to, if anywhere
 */
record ContentStorage(int octetsKept, boolean hashing, Optional<Path> directory) {
    static final ContentStorage DEFAULT = new ContentStorage(1024 * 1024, true, Optional.empty());

    /** Of a mail too large to be kept whole, the header section is kept up to this size. */
    static final int HEADER_OCTETS_KEPT = 64 * 1024;

    int octetsBuffered() {
        return hashing ? Math.max(octetsKept, HEADER_OCTETS_KEPT) : 0;
    }
}
