package io.sendwell.merge;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Follows a URL in an attribute value and tells which part of it a field is (RFC 3986 section 3). */
final class UrlContext {

    private enum Part {
        START,
        /** Characters of a scheme, or of a relative path: not decided yet. */
        SCHEME,
        /** One slash at the beginning: a path, or a host when one more follows. */
        FIRST_SLASH,
        /** After a field that is or ends the undecided beginning. */
        AFTER_FIELD,
        /** Behind {@code http:} or {@code //}, nothing of the host yet. */
        HOST_START,
        HOST,
        ADDRESS,
        COMPONENT,
        FORBIDDEN
    }

    private static final String COLON = "&colon";

    private Part part = Part.START;
    private final StringBuilder scheme = new StringBuilder();
    private char before;
    private int colonReference;

    record Snapshot(Part part, String scheme, char before, int colonReference) {}

    Snapshot snapshot() {
        boolean pending = before == '&' || before == ',';
        return new Snapshot(part, part == Part.SCHEME ? scheme.toString() : "", pending ? before : ' ', colonReference);
    }

    void start() {
        part = Part.START;
        scheme.setLength(0);
        before = ' ';
        colonReference = 0;
    }

    String describe() {
        return switch (part) {
            case START -> "at the beginning of the URL";
            case SCHEME, FIRST_SLASH, AFTER_FIELD -> "in the beginning of the URL";
            case HOST_START, HOST -> "in the host of the URL";
            case ADDRESS, COMPONENT, FORBIDDEN -> "inside the URL";
        };
    }

    @Nullable
    String refusal() {
        if (part == Part.FORBIDDEN) {
            return "no field is allowed in a URL with the scheme \""
                    + scheme.toString().toLowerCase(Locale.ROOT)
                    + "\"; expected http, https, mailto, tel, cid or a relative URL";
        }
        if (part == Part.SCHEME && scheme.indexOf("&") >= 0) {
            return "the URL begins with a character reference; write its beginning without one";
        }
        return null;
    }

    MergePlace place() {
        return switch (part) {
            case START -> MergePlace.URL;
            case HOST_START -> MergePlace.URL_HOST;
            case HOST -> MergePlace.URL_HOST_LABEL;
            case ADDRESS -> MergePlace.URL_ADDRESS;
            case SCHEME, FIRST_SLASH, AFTER_FIELD, COMPONENT, FORBIDDEN -> MergePlace.URL_COMPONENT;
        };
    }

    void field() {
        part = switch (part) {
            case START, SCHEME -> Part.AFTER_FIELD;
            case FIRST_SLASH -> Part.COMPONENT;
            case HOST_START -> Part.HOST;
            case AFTER_FIELD, HOST, ADDRESS, COMPONENT, FORBIDDEN -> part;
        };
        before = 'x';
        colonReference = 0;
    }

    /** Goes on behind one character of a literal; answers what is wrong with it, or null. */
    @Nullable
    String step(char character, boolean list) {
        if (list && before == ',' && character <= ' ') {
            start();
            return null;
        }
        String problem = null;
        colonReference = character == COLON.charAt(colonReference) ? colonReference + 1 : character == '&' ? 1 : 0;
        boolean namedColon = colonReference == COLON.length();
        colonReference = namedColon ? 0 : colonReference;
        // In "&#58;" the sharp sign begins no fragment.
        boolean reference = character == '#' && before == '&';
        boolean slash = character == '/' || character == '\\';
        boolean delimiter = slash || character == '?' || (character == '#' && !reference);
        switch (part) {
            case START, SCHEME -> beginning(character, slash, delimiter);
            case FIRST_SLASH -> part = slash ? Part.HOST_START : Part.COMPONENT;
            case AFTER_FIELD -> {
                if (delimiter) {
                    part = Part.COMPONENT;
                } else if (character == ':' || reference || namedColon) {
                    problem = "a colon or character reference after a field at the beginning of a URL could make the"
                            + " value a scheme; put the whole URL up to its path into the field, or write the scheme"
                            + " and host out";
                    part = Part.COMPONENT;
                }
            }
            case HOST_START -> {
                if (!slash) {
                    part = delimiter ? Part.COMPONENT : Part.HOST;
                }
            }
            case HOST -> part = delimiter ? Part.COMPONENT : Part.HOST;
            case ADDRESS -> part = delimiter && !slash ? Part.COMPONENT : Part.ADDRESS;
            case COMPONENT, FORBIDDEN -> {
                // What follows stays what it is.
            }
        }
        before = character;
        return problem;
    }

    private void beginning(char character, boolean slash, boolean delimiter) {
        if (delimiter) {
            part = slash && part == Part.START ? Part.FIRST_SLASH : Part.COMPONENT;
        } else if (character == ':') {
            String name = scheme.toString().toLowerCase(Locale.ROOT);
            if (name.equals("http") || name.equals("https")) {
                part = Part.HOST_START;
            } else {
                part = Urls.isAllowedScheme(name) ? Part.ADDRESS : Part.FORBIDDEN;
            }
        } else if (character > ' ') {
            part = Part.SCHEME;
            scheme.append(character);
        }
    }
}
