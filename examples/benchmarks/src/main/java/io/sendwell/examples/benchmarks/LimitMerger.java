package io.sendwell.examples.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The least work that merges this one template: no engine, no checks, no fallbacks, no other place than HTML text. */
final class LimitMerger implements Merger {

    private static final byte[] AMPERSAND = ascii("&amp;");
    private static final byte[] LESS_THAN = ascii("&lt;");
    private static final byte[] GREATER_THAN = ascii("&gt;");
    private static final byte[] QUOTE = ascii("&quot;");
    private static final byte[] APOSTROPHE = ascii("&#39;");

    private final byte[][] literals;
    private final String[][] values;
    private final byte[] buffer = new byte[64 * 1024];
    private int length;
    private byte[] merged = {};

    LimitMerger(List<Map<String, String>> recipients) {
        List<byte[]> texts = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        for (String piece : Newsletter.TEMPLATE.split("\\{\\{", -1)) {
            int end = piece.indexOf("}}");
            if (end >= 0) {
                fields.add(piece.substring(0, end));
            }
            texts.add(piece.substring(end < 0 ? 0 : end + 2).getBytes(StandardCharsets.UTF_8));
        }
        literals = texts.toArray(byte[][]::new);
        values = recipients.stream()
                .map(recipient -> fields.stream().map(recipient::get).toArray(String[]::new))
                .toArray(String[][]::new);
    }

    @Override
    public int merge(int recipient) {
        length = 0;
        String[] slots = values[recipient];
        for (int i = 0; i < slots.length; i++) {
            append(literals[i]);
            escape(slots[i]);
        }
        append(literals[slots.length]);
        merged = Arrays.copyOf(buffer, length);
        return length;
    }

    @Override
    public byte[] lastMerged() {
        return merged.clone();
    }

    private void append(byte[] octets) {
        System.arraycopy(octets, 0, buffer, length, octets.length);
        length += octets.length;
    }

    // Two octets are enough for the values of the fixture, which are Latin.
    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= 0x80) {
                buffer[length++] = (byte) (0xC0 | c >> 6);
                buffer[length++] = (byte) (0x80 | c & 0x3F);
            } else if (c == '&') {
                append(AMPERSAND);
            } else if (c == '<') {
                append(LESS_THAN);
            } else if (c == '>') {
                append(GREATER_THAN);
            } else if (c == '"') {
                append(QUOTE);
            } else if (c == '\'') {
                append(APOSTROPHE);
            } else {
                buffer[length++] = (byte) c;
            }
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
