package io.sendwell.examples.jdbc;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * A text from outside as it stands in an indexed column: a long one by its digest. PostgreSQL refuses a row of which an index entry
 * would have more than 2,704 octets, and a report that cannot be stored comes again for a day.
 */
final class IndexedText {

    // At four octets a character well below that limit, together with account, time and key.
    private static final int LONGEST = 200;

    private static final String DIGEST = "sha256:";

    private IndexedText() {}

    static String of(String text) {
        // Whatever looks like a digest becomes one, so that nobody can write a text that is taken for another's.
        return text.length() <= LONGEST && !text.startsWith(DIGEST) ? text : DIGEST + digest(text);
    }

    private static String digest(String text) {
        try {
            byte[] octets = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
