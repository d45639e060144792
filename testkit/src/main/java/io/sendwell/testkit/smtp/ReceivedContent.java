package io.sendwell.testkit.smtp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The content of a received mail, dots unstuffed, or what the server kept of it. Immutable. */
public final class ReceivedContent {
    private final long size;
    private final byte @Nullable [] sha256;
    private final byte @Nullable [] octets;
    private final byte[] headerSection;
    private final @Nullable Path spoolFile;

    ReceivedContent(
            long size,
            byte @Nullable [] sha256,
            byte @Nullable [] octets,
            byte[] headerSection,
            @Nullable Path spoolFile) {
        this.size = size;
        this.sha256 = sha256;
        this.octets = octets;
        this.headerSection = headerSection;
        this.spoolFile = spoolFile;
    }

    /** In octets, as RFC 1870 counts: with CRLF, without doubled dots and without the final dot. */
    public long size() {
        return size;
    }

    /**
     * The hash of all octets in lower-case hexadecimal digits, also of a mail too large to be kept.
     *
     * @throws IllegalStateException when the server only counts ({@link FakeSmtpBuilder#countsContentOnly()})
     */
    public String sha256() {
        if (sha256 == null) {
            throw new IllegalStateException(
                    "This server only counts octets; leave out countsContentOnly() to have" + " them hashed");
        }
        return HexFormat.of().formatHex(sha256);
    }

    /** Whether {@link #octets()} can answer. */
    public boolean isWhole() {
        return octets != null || spoolFile != null;
    }

    /**
     * Exactly what came over the wire, dots unstuffed.
     *
     * @throws IllegalStateException when the mail was larger than the server was told to keep
     */
    public byte[] octets() {
        if (octets != null) {
            return octets.clone();
        }
        if (spoolFile == null) {
            throw new IllegalStateException("This mail of " + size + " octets was not kept, only its header section"
                    + " and hash; raise keepsContentUpTo(octets) or use spoolsContentTo(directory)");
        }
        try {
            return Files.readAllBytes(spoolFile);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the spooled mail " + spoolFile, e);
        }
    }

    /** The file this mail was spooled to, when the server was told to spool. */
    public Optional<Path> spoolFile() {
        return Optional.ofNullable(spoolFile);
    }

    /** The header section (RFC 5322 section 2.2) as UTF-8 text; up to 64 KiB of it, however large the mail was. */
    public String headerSection() {
        return new String(headerSection, StandardCharsets.UTF_8);
    }

    void writeTo(Path file) throws IOException {
        if (octets == null && spoolFile != null) {
            Files.copy(spoolFile, file, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.write(file, octets());
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ReceivedContent that
                && size == that.size
                && Arrays.equals(sha256, that.sha256)
                && Arrays.equals(headerSection, that.headerSection);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(size) * 31 + Arrays.hashCode(sha256);
    }

    @Override
    public String toString() {
        return size + " octets";
    }
}
