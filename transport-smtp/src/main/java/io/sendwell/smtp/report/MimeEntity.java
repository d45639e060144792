package io.sendwell.smtp.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A message or a part of one (RFC 2045), read leniently: whatever the octets are, something comes of it, and nothing throws. The
 * work is bounded: so many parts, so deep, so long a header. What is beyond that is not looked at.
 */
final class MimeEntity {

    private static final int MOST_PARTS = 100;
    private static final int DEEPEST = 8;

    /** How many octets of a header are looked at. Gmail takes 500 KB; a report's own has some 5 KB. */
    private static final int LONGEST_HEADER = 131_072;

    /** RFC 2046 section 5.1.1 allows 70. */
    private static final int LONGEST_BOUNDARY = 200;

    private final MimeFields fields;
    private final MediaType type;
    private final byte[] body;
    private final List<MimeEntity> parts;

    private MimeEntity(MimeFields fields, MediaType type, byte[] body, List<MimeEntity> parts) {
        this.fields = fields;
        this.type = type;
        this.body = body;
        this.parts = parts;
    }

    /** Reads a message. */
    static MimeEntity read(byte[] octets) {
        return new Reading(octets).entity(0, octets.length, 0);
    }

    MimeFields fields() {
        return fields;
    }

    MediaType type() {
        return type;
    }

    /** The parts of a multipart, in their order; the message in a {@code message/rfc822}. */
    List<MimeEntity> parts() {
        return parts;
    }

    /** The body as text, without its transfer encoding. */
    String text() {
        byte[] octets = TransferDecoding.octets(body, fields.first("content-transfer-encoding"));
        return TransferDecoding.text(octets, type.parameter("charset"));
    }

    /** The lines of {@link #text()}. */
    List<String> lines() {
        return text().lines().toList();
    }

    /** It and all parts in it, from the top. */
    Stream<MimeEntity> all() {
        return Stream.concat(Stream.of(this), parts.stream().flatMap(MimeEntity::all));
    }

    /** One reading of a message; counts the parts. */
    private static final class Reading {

        private final byte[] octets;
        private int parts;

        private Reading(byte[] octets) {
            this.octets = octets;
        }

        private MimeEntity entity(int start, int end, int depth) {
            List<String> header = new ArrayList<>();
            int at = start;
            int headerEnd = Math.min(end, start + LONGEST_HEADER);
            while (at < end) {
                int lineEnd = lineEnd(at, end);
                int textEnd = withoutLineEnd(at, lineEnd);
                if (textEnd == at) {
                    at = lineEnd;
                    break;
                }
                if (at < headerEnd) {
                    header.add(MimeFields.text(octets, at, Math.min(textEnd, headerEnd)));
                }
                at = lineEnd;
            }
            MimeFields fields = MimeFields.of(header);
            MediaType type = MediaType.of(fields.first("content-type"));
            byte[] body = Arrays.copyOfRange(octets, at, end);
            if (depth >= DEEPEST) {
                return new MimeEntity(fields, type, body, List.of());
            }
            if (type.isMultipart()) {
                return new MimeEntity(fields, type, new byte[0], split(type.parameter("boundary"), at, end, depth));
            }
            boolean message =
                    type.name().equals("message/rfc822") || type.name().equals("message/global");
            boolean plain = fields.first("content-transfer-encoding").matches("(?i)|7bit|8bit|binary");
            return message && plain && room()
                    ? new MimeEntity(fields, type, body, List.of(entity(at, end, depth + 1)))
                    : new MimeEntity(fields, type, body, List.of());
        }

        private List<MimeEntity> split(String boundary, int start, int end, int depth) {
            byte[] delimiter = ("--" + boundary).getBytes(StandardCharsets.UTF_8);
            List<MimeEntity> found = new ArrayList<>();
            if (delimiter.length > LONGEST_BOUNDARY) {
                return found;
            }
            int partStart = -1;
            int at = start;
            while (at < end) {
                int lineEnd = lineEnd(at, end);
                int kind = delimits(delimiter, at, withoutLineEnd(at, lineEnd));
                if (kind > 0) {
                    if (partStart >= 0 && room()) {
                        found.add(entity(partStart, withoutLineEnd(partStart, at), depth + 1));
                    }
                    partStart = lineEnd;
                    if (kind > 1) {
                        return List.copyOf(found);
                    }
                }
                at = lineEnd;
            }
            // Cut off: what there is of the last part counts.
            if (partStart >= 0 && room()) {
                found.add(entity(partStart, end, depth + 1));
            }
            return List.copyOf(found);
        }

        private boolean room() {
            return ++parts <= MOST_PARTS;
        }

        /** 1 for a delimiter, 2 for the last one, 0 for another line. */
        private int delimits(byte[] delimiter, int start, int end) {
            int after = start + delimiter.length;
            if (after > end || !Arrays.equals(octets, start, after, delimiter, 0, delimiter.length)) {
                return 0;
            }
            boolean last = after + 2 <= end && octets[after] == '-' && octets[after + 1] == '-';
            for (int i = last ? after + 2 : after; i < end; i++) {
                if (octets[i] != ' ' && octets[i] != '\t') {
                    return 0;
                }
            }
            return last ? 2 : 1;
        }

        private int lineEnd(int start, int end) {
            int at = start;
            while (at < end && octets[at] != '\n') {
                at++;
            }
            return Math.min(end, at + 1);
        }

        private int withoutLineEnd(int start, int end) {
            int at = end;
            if (at > start && octets[at - 1] == '\n') {
                at--;
            }
            if (at > start && octets[at - 1] == '\r') {
                at--;
            }
            return at;
        }
    }
}
