package io.sendwell.testkit.inbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A mail, or one part of it, as it came over the wire (RFC 2045, RFC 2046). Whatever the octets are, something is read: a page that shows
 * mail of a program under development meets mail that is not well-formed.
 */
final class MimeEntity {

    private static final int MOST_PARTS = 500;
    private static final int DEEPEST = 20;

    private final byte[] octets;
    private final int bodyStart;
    private final int end;
    private final List<MailField> fields;
    private final ParameterText type;
    private final List<MimeEntity> parts = new ArrayList<>();

    private MimeEntity(byte[] octets, int start, int end) {
        this.octets = octets;
        this.end = end;
        int headerEnd = headerEnd(octets, start, end);
        this.bodyStart = Math.min(end, afterLine(octets, headerEnd, end));
        this.fields = HeaderText.fields(HeaderText.text(Arrays.copyOfRange(octets, start, headerEnd)));
        this.type = ParameterText.parse(field("Content-Type").orElse("text/plain"));
    }

    static MimeEntity read(byte[] octets) {
        MimeEntity whole = new MimeEntity(octets, 0, octets.length);
        int[] left = {MOST_PARTS};
        whole.readParts(left, DEEPEST);
        return whole;
    }

    private void readParts(int[] left, int depth) {
        Optional<String> boundary = type.parameter("boundary");
        if (!type.value().startsWith("multipart/") || boundary.isEmpty() || depth == 0) {
            return;
        }
        byte[] mark = ("--" + boundary.get()).getBytes(StandardCharsets.UTF_8);
        int partStart = -1;
        for (int line = bodyStart; line < end && left[0] > 0; line = afterLine(octets, line, end)) {
            if (!startsWith(line, mark)) {
                continue;
            }
            if (partStart >= 0) {
                left[0]--;
                parts.add(new MimeEntity(octets, partStart, beforeLineBreak(partStart, line)));
            }
            partStart = isLast(line + mark.length) ? -2 : afterLine(octets, line, end);
            if (partStart == -2) {
                break;
            }
        }
        if (partStart >= 0 && left[0] > 0) {
            left[0]--;
            parts.add(new MimeEntity(octets, partStart, end));
        }
        parts.forEach(part -> part.readParts(left, depth - 1));
    }

    private boolean startsWith(int at, byte[] mark) {
        return at + mark.length <= end
                && Arrays.equals(octets, at, at + mark.length, mark, 0, mark.length)
                && (at + mark.length == end || isEndOfMark(octets[at + mark.length]));
    }

    private static boolean isEndOfMark(byte octet) {
        return octet == '-' || octet == '\r' || octet == '\n' || octet == ' ' || octet == '\t';
    }

    private boolean isLast(int at) {
        return at + 1 < end && octets[at] == '-' && octets[at + 1] == '-';
    }

    // The line break before a boundary belongs to the boundary (RFC 2046 section 5.1.1).
    private int beforeLineBreak(int start, int line) {
        int last = line;
        if (last > start && octets[last - 1] == '\n') {
            last--;
        }
        return last > start && octets[last - 1] == '\r' ? last - 1 : last;
    }

    private static int headerEnd(byte[] octets, int start, int end) {
        int line = start;
        while (line < end
                && octets[line] != '\n'
                && !(octets[line] == '\r' && line + 1 < end && octets[line + 1] == '\n')) {
            line = afterLine(octets, line, end);
        }
        return line;
    }

    private static int afterLine(byte[] octets, int from, int end) {
        for (int i = from; i < end; i++) {
            if (octets[i] == '\n') {
                return i + 1;
            }
        }
        return end;
    }

    private Optional<String> field(String name) {
        return fields.stream().filter(field -> field.is(name)).findFirst().map(MailField::value);
    }

    /** What the mail says and carries. */
    MailContent content() {
        Gathering gathering = new Gathering();
        gathering.take(this);
        return new MailContent(fields, gathering.text, gathering.html, gathering.files);
    }

    /** Sorts the leaves: the first plain text, the first HTML, and files. */
    private static final class Gathering {

        private Optional<String> text = Optional.empty();
        private Optional<String> html = Optional.empty();
        private final List<MailFile> files = new ArrayList<>();

        void take(MimeEntity entity) {
            if (!entity.parts.isEmpty()) {
                entity.parts.forEach(this::take);
            } else if (text.isEmpty() && entity.isShown("text/plain")) {
                text = Optional.of(entity.text());
            } else if (html.isEmpty() && entity.isShown("text/html")) {
                html = Optional.of(entity.text());
            } else {
                files.add(entity.file());
            }
        }
    }

    private boolean isShown(String wanted) {
        return type.value().equals(wanted)
                && !disposition().value().equals("attachment")
                && fileName().isEmpty();
    }

    private ParameterText disposition() {
        return ParameterText.parse(field("Content-Disposition").orElse(""));
    }

    private String fileName() {
        return disposition()
                .parameter("filename")
                .or(() -> type.parameter("name"))
                .orElse("");
    }

    private MailFile file() {
        Optional<String> id = field("Content-ID").map(text -> text.replaceAll("^<|>$", ""));
        return new MailFile(fileName(), type.value(), id, body().length, () -> Optional.of(body()));
    }

    private String text() {
        return HeaderText.text(body(), type.parameter("charset").orElse("UTF-8"));
    }

    private byte[] body() {
        byte[] body = Arrays.copyOfRange(octets, bodyStart, Math.max(bodyStart, end));
        return switch (field("Content-Transfer-Encoding").orElse("").toLowerCase(Locale.ROOT)) {
            case "base64" -> base64(body);
            case "quoted-printable" -> quotedPrintable(body);
            default -> body;
        };
    }

    private static byte[] base64(byte[] body) {
        try {
            return Base64.getMimeDecoder().decode(body);
        } catch (IllegalArgumentException broken) {
            return body;
        }
    }

    private static byte[] quotedPrintable(byte[] body) {
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(body.length);
        for (int i = 0; i < body.length; i++) {
            int high = body[i] == '=' && i + 2 < body.length ? Character.digit(body[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(body[i + 2], 16);
            if (low >= 0) {
                decoded.write(high * 16 + low);
                i += 2;
            } else if (body[i] == '=' && isLineBreak(body, i + 1)) {
                i = afterLine(body, i, body.length) - 1;
            } else {
                decoded.write(body[i]);
            }
        }
        return decoded.toByteArray();
    }

    private static boolean isLineBreak(byte[] body, int at) {
        return at < body.length
                && (body[at] == '\n' || (body[at] == '\r' && at + 1 < body.length && body[at + 1] == '\n'));
    }
}
