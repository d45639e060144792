package io.sendwell.message;

import io.sendwell.internal.text.Ascii;
import io.sendwell.internal.text.VisibleText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A file that travels with a mail: attached, or shown inside the HTML under a content id.
 *
 * <p>Its size is known before anything is read, and its octets are read only while the mail is being sent, more than
 * once where a retry or a signature needs it. Share one instance over all mails of a broadcast: it is then encoded
 * once. Immutable; threads may share it, if its source may be opened by several threads at once.
 */
public final class Attachment {

    // Longer names are cut by receivers; the limit is ours.
    private static final int MAX_FILE_NAME = 150;
    private static final int MAX_CONTENT_ID = 64;

    private final String fileName;
    private final String contentType;
    private final long size;
    private final Source source;
    private final Optional<String> contentId;

    /** Opens the octets of an attachment, each time from the start. */
    @FunctionalInterface
    public interface Source {
        /**
         * A new stream of the octets; whoever asked closes it.
         *
         * @throws IOException when they cannot be read now
         */
        InputStream open() throws IOException;
    }

    private Attachment(String fileName, String contentType, long size, Source source, Optional<String> contentId) {
        this.fileName = FileNames.checked(fileName);
        this.contentType = MediaTypes.checked(contentType);
        if (this.fileName.length() > MAX_FILE_NAME) {
            throw new IllegalArgumentException("A file name has at most " + MAX_FILE_NAME + " characters; this one has "
                    + this.fileName.length() + ".");
        }
        if (size < 0) {
            throw new IllegalArgumentException(
                    "The size of attachment " + VisibleText.quote(fileName) + " is " + size + "; it is zero or more.");
        }
        this.size = size;
        this.source = source;
        this.contentId = contentId;
    }

    /**
     * A file. Its size is taken now, its octets are read when the mail is sent; a file that changes its size in
     * between ends the sending with an error.
     *
     * @throws UncheckedIOException when there is no such file, or it is not readable
     */
    public static Attachment of(Path file) {
        Path name = Objects.requireNonNull(file.getFileName(), "a path that names a file");
        try {
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                throw new java.nio.file.NoSuchFileException(file.toString(), null, "no readable file of this name");
            }
            return new Attachment(
                    name.toString(),
                    MediaTypes.ofFileName(name.toString()),
                    Files.size(file),
                    () -> Files.newInputStream(file),
                    Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException("The attachment " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** These octets, copied, under the media type that the file name suggests. */
    public static Attachment of(String fileName, byte[] content) {
        return of(fileName, MediaTypes.ofFileName(fileName), content);
    }

    /** These octets, copied, under a media type such as {@code application/pdf}. */
    public static Attachment of(String fileName, String contentType, byte[] content) {
        byte[] copy = content.clone();
        return new Attachment(
                fileName, contentType, copy.length, () -> new ByteArrayInputStream(copy), Optional.empty());
    }

    /**
     * Octets from anywhere, for example from the application's database.
     *
     * @param size how many octets each stream of the source has; another number ends the sending with an error
     */
    public static Attachment of(String fileName, String contentType, long size, Source source) {
        return new Attachment(fileName, contentType, size, source, Optional.empty());
    }

    /**
     * The same file, shown inside the HTML: {@code <img src="cid:logo">} refers to the content id {@code logo}.
     *
     * @param id 1 to 64 letters, digits, dots, underscores, hyphens or at signs
     */
    public Attachment inline(String id) {
        boolean allowed = Ascii.isMadeOf(id, "._-@");
        if (id.isEmpty() || id.length() > MAX_CONTENT_ID || !allowed) {
            throw new IllegalArgumentException("A content id is 1 to " + MAX_CONTENT_ID
                    + " letters, digits, dots, underscores, hyphens or at signs; found " + VisibleText.quote(id) + ".");
        }
        return new Attachment(fileName, contentType, size, source, Optional.of(id));
    }

    /** The base name that recipients see, without any path. */
    public String fileName() {
        return fileName;
    }

    /** The media type, such as {@code image/png}, without parameters. */
    public String contentType() {
        return contentType;
    }

    /** How many octets there are, before encoding. */
    public long size() {
        return size;
    }

    /** Under which id the HTML refers to it; empty when it is attached and not shown inside. */
    public Optional<String> contentId() {
        return contentId;
    }

    /** Whether the HTML shows it. */
    public boolean isInline() {
        return contentId.isPresent();
    }

    /**
     * A new stream of its octets, from the start.
     *
     * @throws IOException when they cannot be read now
     */
    public InputStream open() throws IOException {
        return source.open();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s (%s, %,d bytes)", fileName, contentType, size);
    }
}
