package io.sendwell.address;

/** The Quoted-string form of a local part (RFC 5321 section 4.1.2), reduced to the one spelling that needs least quoting. */
final class QuotedLocalPart {
    private QuotedLocalPart() {}

    /** qtextSMTP and the second half of quoted-pairSMTP, less what old gateways take for a route. */
    static boolean mayHold(char character) {
        return character >= 0x20 && character < 0x7F && character != '%' && character != '!';
    }

    /** A dot-atom when the content is one, and otherwise quoted, with a backslash only before quote and backslash. */
    static String canonical(String quoted) {
        StringBuilder content = new StringBuilder(quoted.length());
        for (int index = 1; index < quoted.length() - 1; index++) {
            if (quoted.charAt(index) == '\\') {
                index++;
            }
            content.append(quoted.charAt(index));
        }
        if (isDotAtom(content)) {
            return content.toString();
        }
        StringBuilder canonical = new StringBuilder(content.length() + 2).append('"');
        for (int index = 0; index < content.length(); index++) {
            char character = content.charAt(index);
            if (character == '"' || character == '\\') {
                canonical.append('\\');
            }
            canonical.append(character);
        }
        return canonical.append('"').toString();
    }

    private static boolean isDotAtom(CharSequence content) {
        char before = '.';
        for (int index = 0; index < content.length(); index++) {
            char character = content.charAt(index);
            boolean atom = character >= 0x80 || LocalPart.isPlain(character);
            if (!atom && (character != '.' || before == '.')) {
                return false;
            }
            before = character;
        }
        return before != '.';
    }
}
