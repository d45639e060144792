package io.sendwell.testkit.smtp;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Takes the content of one mail as it comes in: checks the octets, counts, hashes, and keeps what may be kept. */
final class ContentSink implements AutoCloseable {
    /** Called once, when the content has reached the size that a script waits for. */
    interface Checkpoint {
        void reached() throws IOException;
    }

    private final ContentStorage storage;
    private final ContentCheck check;
    private final @Nullable MessageDigest digest;
    private final ByteArrayOutputStream buffered = new ByteArrayOutputStream();
    private final @Nullable Path spoolFile;
    private final @Nullable OutputStream spool;
    private final Checkpoint checkpoint;
    private long checkpointAt;
    private long size;
    private boolean finished;

    ContentSink(ContentStorage storage, ContentCheck check, long checkpointAt, Checkpoint checkpoint)
            throws IOException {
        this.storage = storage;
        this.check = check;
        this.digest = storage.hashing() ? sha256() : null;
        this.checkpointAt = checkpointAt;
        this.checkpoint = checkpoint;
        if (storage.directory().isPresent()) {
            Files.createDirectories(storage.directory().get());
            this.spoolFile = Files.createTempFile(storage.directory().get(), "mail-", ".eml");
            this.spool = new BufferedOutputStream(Files.newOutputStream(spoolFile), 64 * 1024);
        } else {
            this.spoolFile = null;
            this.spool = null;
        }
    }

    void write(byte[] octets, int offset, int length) throws IOException {
        if (length == 0) {
            return;
        }
        check.scan(octets, offset, length);
        if (digest != null) {
            digest.update(octets, offset, length);
        }
        if (spool != null) {
            spool.write(octets, offset, length);
        }
        int room = storage.octetsBuffered() - buffered.size();
        buffered.write(octets, offset, Math.max(0, Math.min(room, length)));
        size += length;
        if (size >= checkpointAt) {
            checkpointAt = Long.MAX_VALUE;
            checkpoint.reached();
        }
    }

    long size() {
        return size;
    }

    ContentCheck check() {
        return check;
    }

    /** The content as it will be remembered. Nothing can be written any more. */
    ReceivedContent finish() throws IOException {
        if (spool != null) {
            spool.close();
        }
        finished = true;
        byte[] octets = buffered.toByteArray();
        boolean whole = storage.hashing() && size == octets.length && size <= storage.octetsKept();
        return new ReceivedContent(
                size, digest == null ? null : digest.digest(), whole ? octets : null, headerSection(octets), spoolFile);
    }

    /** Gives up a mail that was not finished; a spooled part is deleted. */
    @Override
    public void close() throws IOException {
        if (!finished && spool != null && spoolFile != null) {
            spool.close();
            Files.deleteIfExists(spoolFile);
        }
    }

    private static byte[] headerSection(byte[] octets) {
        int end = Math.min(octets.length, ContentStorage.HEADER_OCTETS_KEPT);
        for (int i = 0; i + 3 < end; i++) {
            if (octets[i] == '\r' && octets[i + 1] == '\n' && octets[i + 2] == '\r' && octets[i + 3] == '\n') {
                end = i + 2;
            }
        }
        return Arrays.copyOf(octets, end);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
