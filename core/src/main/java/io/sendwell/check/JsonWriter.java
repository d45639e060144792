package io.sendwell.check;

/** Writes JSON (RFC 8259) in ASCII, so that no encoding and no reader's quirk changes what a text says. One thread at a time. */
final class JsonWriter {

    private final StringBuilder out = new StringBuilder(512);
    private boolean first = true;

    JsonWriter object(Runnable members) {
        return enclosed('{', members, '}');
    }

    JsonWriter array(Runnable elements) {
        return enclosed('[', elements, ']');
    }

    private JsonWriter enclosed(char open, Runnable content, char close) {
        separate();
        out.append(open);
        first = true;
        content.run();
        out.append(close);
        first = false;
        return this;
    }

    JsonWriter name(String name) {
        separate();
        quote(name);
        out.append(':');
        first = true;
        return this;
    }

    JsonWriter value(String text) {
        separate();
        quote(text);
        return this;
    }

    JsonWriter value(long number) {
        separate();
        out.append(number);
        return this;
    }

    JsonWriter value(boolean truth) {
        separate();
        out.append(truth);
        return this;
    }

    private void separate() {
        if (!first) {
            out.append(',');
        }
        first = false;
    }

    private void quote(String text) {
        out.append('"');
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character == '"' || character == '\\') {
                out.append('\\').append(character);
            } else if (character >= ' ' && character <= '~' && "<>&'".indexOf(character) < 0) {
                out.append(character);
            } else {
                escape(isLoneSurrogate(text, at) ? '\uFFFD' : character);
            }
        }
        out.append('"');
    }

    // Angle brackets and ampersands too, so that a page may hold the JSON inside a script.
    private void escape(char character) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(Character.forDigit((character >> shift) & 0xF, 16));
        }
    }

    private static boolean isLoneSurrogate(String text, int at) {
        char character = text.charAt(at);
        if (Character.isHighSurrogate(character)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(character) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
