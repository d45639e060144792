package io.sendwell.testkit.smtp;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A reply of the server (RFC 5321 section 4.2), ready as octets. */
final class Reply {
    private static final Pattern LINE = Pattern.compile("[2-5][0-5][0-9](?: [^\r\n]*)?");
    private static final Pattern ENHANCED = Pattern.compile("[245]\\.\\d{1,3}\\.\\d{1,3} ");

    private final String code;
    private final List<String> texts;
    private final byte[] octets;
    private final boolean verbatim;

    private Reply(String code, List<String> texts, boolean verbatim) {
        this.code = code;
        this.verbatim = verbatim;
        this.texts = texts;
        this.octets = String.join(
                        "", lines().stream().map(line -> line + "\r\n").toList())
                .getBytes(StandardCharsets.UTF_8);
    }

    /** One of the server's own replies, of one line; its enhanced code is left out where that is not offered. */
    static Reply of(String reply) {
        return parse(reply, false);
    }

    /** A reply of which every line is given without the code. */
    static Reply of(String code, List<String> texts) {
        return new Reply(code, List.copyOf(texts), true);
    }

    /**
     * Reads a reply as a person writes it, to be sent as it stands: {@code "550 5.1.1 User unknown"}; more lines of text
     * follow after {@code \n}, each without the code.
     */
    static Reply verbatim(String reply) {
        return parse(reply, true);
    }

    private static Reply parse(String reply, boolean verbatim) {
        List<String> parts = List.of(reply.split("\n", -1));
        if (!LINE.matcher(parts.get(0)).matches() || parts.stream().anyMatch(part -> part.indexOf('\r') >= 0)) {
            throw new IllegalArgumentException("\"" + reply + "\" is no SMTP reply; expected three digits, a space and"
                    + " text, such as \"550 5.1.1 User unknown\"");
        }
        String code = parts.get(0).substring(0, 3);
        String first = parts.get(0).length() > 4 ? parts.get(0).substring(4) : "";
        return new Reply(code, concat(first, parts.subList(1, parts.size())), verbatim);
    }

    boolean isPositive() {
        return code.charAt(0) < '4';
    }

    /** 421 is the one reply after which a server may hang up on its own (RFC 5321 section 3.8). */
    boolean endsSession() {
        return code.equals("421");
    }

    /** The same reply for a server that does not offer ENHANCEDSTATUSCODES. */
    Reply withoutEnhancedCode() {
        if (verbatim) {
            return this;
        }
        return new Reply(
                code,
                texts.stream()
                        .map(text -> ENHANCED.matcher(text).replaceFirst(""))
                        .toList(),
                false);
    }

    List<String> lines() {
        int last = texts.size() - 1;
        return IntStream.rangeClosed(0, last)
                .mapToObj(i -> code + (i == last ? " " : "-") + texts.get(i))
                .toList();
    }

    byte[] octets() {
        return octets;
    }

    @Override
    public String toString() {
        return String.join("\n", lines());
    }

    private static List<String> concat(String first, List<String> rest) {
        return Stream.concat(Stream.of(first), rest.stream()).toList();
    }
}
