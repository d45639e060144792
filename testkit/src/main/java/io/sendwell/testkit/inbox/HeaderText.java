package io.sendwell.testkit.inbox;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Header sections as people read them: fields unfolded, encoded words (RFC 2047) decoded. Takes anything and throws nothing. */
final class HeaderText {

    private static final Pattern ENCODED_WORD =
            Pattern.compile("=\\?([A-Za-z0-9_.:+-]{1,40})(?:\\*[^?\\s]{0,40})?\\?([bBqQ])\\?([^?\\r\\n]*)\\?=");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("(\\?=)[ \t]+(?==\\?[A-Za-z0-9_.:+-]{1,40}[*?])");

    private HeaderText() {}

    /** The fields of a header section, in order; lines that are none are left out. */
    static List<MailField> fields(String section) {
        List<MailField> fields = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        for (String line : section.split("\r?\n", -1)) {
            boolean goesOn = !line.isEmpty() && (line.charAt(0) == ' ' || line.charAt(0) == '\t');
            if (goesOn && open.length() > 0) {
                open.append("\r\n").append(line);
            } else {
                field(open.toString()).ifPresent(fields::add);
                open.setLength(0);
                open.append(line);
            }
        }
        field(open.toString()).ifPresent(fields::add);
        return fields;
    }

    private static Optional<MailField> field(String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            return Optional.empty();
        }
        String raw = text.substring(colon + 1);
        String unfolded = raw.replaceAll("\r?\n(?=[ \t])", "").strip();
        return Optional.of(new MailField(text.substring(0, colon).strip(), decoded(unfolded), raw.strip()));
    }

    /** The text with its encoded words decoded; one that cannot be is left as it is. */
    static String decoded(String text) {
        if (!text.contains("=?")) {
            return text;
        }
        Matcher words = ENCODED_WORD.matcher(BETWEEN_WORDS.matcher(text).replaceAll("$1"));
        StringBuilder decoded = new StringBuilder();
        while (words.find()) {
            String word = word(words.group(1), words.group(2), words.group(3)).orElse(words.group());
            words.appendReplacement(decoded, Matcher.quoteReplacement(word));
        }
        words.appendTail(decoded);
        return decoded.toString();
    }

    private static Optional<String> word(String charset, String encoding, String content) {
        try {
            byte[] octets =
                    encoding.equalsIgnoreCase("b") ? Base64.getMimeDecoder().decode(content) : q(content);
            return Optional.of(new String(octets, Charset.forName(charset)));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static byte[] q(String content) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            if (c == '=' && i + 2 < content.length()) {
                octets.write(Integer.parseInt(content.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                octets.writeBytes((c == '_' ? " " : String.valueOf(c)).getBytes(StandardCharsets.UTF_8));
            }
        }
        return octets.toByteArray();
    }

    /** Octets as text in this charset; in UTF-8, or else in ISO 8859-1, when there is no such charset. */
    static String text(byte[] octets, String charset) {
        try {
            return new String(octets, Charset.forName(charset));
        } catch (IllegalArgumentException unknown) {
            return text(octets);
        }
    }

    /** Octets as UTF-8 when they are that, otherwise as ISO 8859-1, of which each octet is a character. */
    static String text(byte[] octets) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(octets, StandardCharsets.ISO_8859_1);
        }
    }
}
