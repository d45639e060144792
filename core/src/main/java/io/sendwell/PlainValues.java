package io.sendwell;

/** Whether a person's value is a plain word: nothing in it changes what the text around it is. */
final class PlainValues {

    private PlainValues() {}

    /**
     * Whether a text is words as they stand in names, amounts, dates and addresses.
     *
     * @param alsoIn further characters that are allowed
     */
    static boolean areWords(String text, String alsoIn) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (isLetterOrDigit(character) || " -',()+!&".indexOf(character) >= 0) {
                continue;
            }
            if ((character == '.' || character == ':') && !isLetterAt(text, i + 1)) {
                // A dot with a letter behind it may make the name of a host, a colon the beginning of an answer.
                if (character == '.' || (i > 0 && isDigit(text.charAt(i - 1)))) {
                    continue;
                }
            }
            if (alsoIn.indexOf(character) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Printable and without halves of surrogate pairs, so that percent-encoding takes it. */
    static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (!isLetterOrDigit(character) && (character < ' ' || character > '~')) {
                return false;
            }
        }
        return true;
    }

    /** An absolute link of the web in plain characters, escapes of whole octets among them. */
    static boolean isUrl(String text) {
        if (!text.startsWith("https://") && !text.startsWith("http://")) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            boolean plain =
                    (character < 0x80 && isLetterOrDigit(character)) || "/:?#=&._~+,;@!-".indexOf(character) >= 0;
            boolean escape = character == '%' && isHex(text, i + 1) && isHex(text, i + 2);
            if (!plain && !escape) {
                return false;
            }
        }
        return true;
    }

    /** Scheme and authority of a link. */
    static String origin(String url) {
        int end = url.indexOf("//") + 2;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        return url.substring(0, end);
    }

    private static boolean isLetterAt(String text, int at) {
        return at < text.length() && Character.isLetter(text.charAt(at));
    }

    private static boolean isHex(String text, int at) {
        return at < text.length() && Character.digit(text.charAt(at), 16) >= 0 && text.charAt(at) < 0x80;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    // Letters of one UTF-16 unit; what is made of two is looked at by itself.
    private static boolean isLetterOrDigit(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || isDigit(character)
                || (character >= 0xC0 && character < 0x2000 && Character.isLetter(character))
                || (character >= 0x3040 && character < 0xD800 && Character.isLetter(character));
    }
}
