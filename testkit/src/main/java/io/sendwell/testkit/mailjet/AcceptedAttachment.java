package io.sendwell.testkit.mailjet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file of an accepted message: always its size and digest, and its octets when they are few.
 *
 * <p>Fifty messages with large files would fill the memory of a test, so octets beyond the server's setting
 * ({@link FakeMailjetBuilder#keepAttachmentsUpTo}) are counted, digested and forgotten.
 */
public final class AcceptedAttachment {

    private final String fileName;
    private final String contentType;
    private final @Nullable String contentId;
    private final DecodedContent content;

    private AcceptedAttachment(
            String fileName, String contentType, @Nullable String contentId, DecodedContent content) {
        this.fileName = fileName;
        this.contentType = contentType;
        this.contentId = contentId;
        this.content = content;
    }

    /** Without {@code ContentID} the file name is the cid of an inline file. */
    static AcceptedAttachment inline(JsonNode posted, DecodedContent content) {
        String fileName = posted.path("Filename").asText();
        String contentId = posted.path("ContentID").asText(fileName);
        return new AcceptedAttachment(fileName, posted.path("ContentType").asText(), contentId, content);
    }

    static AcceptedAttachment attached(JsonNode posted, DecodedContent content) {
        return new AcceptedAttachment(
                posted.path("Filename").asText(), posted.path("ContentType").asText(), null, content);
    }

    /** {@code Filename} as posted. */
    public String fileName() {
        return fileName;
    }

    /** {@code ContentType} as posted. */
    public String contentType() {
        return contentType;
    }

    /** The cid by which HTML refers to an inline file; empty for a file that is attached. */
    public Optional<String> contentId() {
        return Optional.ofNullable(contentId);
    }

    /** Octets after Base64 decoding. */
    public long size() {
        return content.size();
    }

    /** SHA-256 of the decoded octets, 64 lower-case hexadecimal digits. */
    public String sha256() {
        return content.sha256();
    }

    /** A copy of the decoded octets, or empty when there were more than the server keeps. */
    public Optional<byte[]> content() {
        return content.kept();
    }

    @Override
    public String toString() {
        return fileName + " (" + contentType + ", " + size() + " octets)";
    }
}
