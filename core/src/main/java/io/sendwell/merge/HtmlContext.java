package io.sendwell.merge;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows the HTML around the fields of a template and tells where a field stands.
 *
 * <p>A reading of the tokenizer of the WHATWG HTML standard (section 13.2.5) that errs on the side of refusal: where
 * readers of HTML may differ, no field is allowed.
 */
final class HtmlContext {

    private enum State {
        TEXT,
        TAG_OPEN,
        END_TAG_OPEN,
        TAG_NAME,
        IN_TAG,
        ATTRIBUTE_NAME,
        AFTER_ATTRIBUTE_NAME,
        BEFORE_VALUE,
        DOUBLE_QUOTED,
        SINGLE_QUOTED,
        UNQUOTED,
        MARKUP_DECLARATION,
        DECLARATION,
        COMMENT,
        RAW_TEXT,
        ESCAPABLE_RAW_TEXT,
        BEYOND_REPAIR
    }

    /** Their content is no HTML text, and character references in it are not decoded. */
    private static final Set<String> RAW_TEXT =
            Set.of("script", "style", "xmp", "iframe", "noembed", "noframes", "plaintext");

    private static final Set<String> ESCAPABLE_RAW_TEXT = Set.of("title", "textarea");

    /** Inside of them the rules of XML apply, or those of HTML, depending on the elements between. */
    private static final Set<String> FOREIGN = Set.of("svg", "math");

    /** Their attributes load or run something, or change what all others mean. */
    private static final Set<String> ACTIVE = Set.of(
            "script",
            "style",
            "iframe",
            "frame",
            "object",
            "embed",
            "applet",
            "param",
            "base",
            "meta",
            "link",
            "set",
            "animate",
            "animatetransform",
            "animatemotion");

    private static final Set<String> URL_ATTRIBUTES = Set.of(
            "href",
            "src",
            "action",
            "formaction",
            "background",
            "cite",
            "poster",
            "srcset",
            "imagesrcset",
            "longdesc",
            "usemap",
            "lowsrc",
            "dynsrc",
            "data",
            "codebase",
            "classid",
            "archive",
            "manifest",
            "profile",
            "icon",
            "ping",
            "xlink:href");

    private static final Set<String> URL_LIST_ATTRIBUTES = Set.of("srcset", "imagesrcset");

    private static final Set<String> REFUSED_ATTRIBUTES = Set.of("style", "srcdoc");

    private State state = State.TEXT;
    private final StringBuilder name = new StringBuilder();
    private String tag = "";
    private boolean endTag;
    private boolean slashBefore;
    private String attribute = "";
    private final UrlContext url = new UrlContext();
    private String rawElement = "";
    private final StringBuilder rawEnd = new StringBuilder();
    private int foreignDepth;
    private final StringBuilder commentStart = new StringBuilder();
    private int commentLength;
    private boolean endsWithBang;
    private boolean conditional;
    private int dashesBefore;
    private char before;

    /** Everything that decides how a following field is treated. */
    record Snapshot(
            State state,
            String tag,
            String attribute,
            UrlContext.@Nullable Snapshot url,
            String rawElement,
            String rawEnd,
            boolean slash,
            int foreignDepth,
            boolean conditional,
            int dashes) {}

    Snapshot snapshot() {
        boolean inTag = state != State.TEXT && state != State.RAW_TEXT && state != State.ESCAPABLE_RAW_TEXT;
        boolean inValue = isInValue();
        return new Snapshot(
                state,
                inTag ? tag : "",
                inValue ? attribute : "",
                inValue && URL_ATTRIBUTES.contains(attribute) ? url.snapshot() : null,
                inTag ? "" : rawElement,
                rawEnd.toString(),
                inTag && slashBefore,
                foreignDepth,
                conditional,
                conditional ? Math.min(dashesBefore, 2) : 0);
    }

    /** Where we are, in words for the author of a template. */
    String describe() {
        return switch (state) {
            case TEXT -> foreignDepth > 0 ? "inside <svg> or <math>" : "in the text";
            case RAW_TEXT, ESCAPABLE_RAW_TEXT -> "inside <" + rawElement + ">";
            case DOUBLE_QUOTED, SINGLE_QUOTED, UNQUOTED ->
                "in the value of attribute " + attribute + " of <" + tag + ">"
                        + (URL_ATTRIBUTES.contains(attribute) ? ", " + url.describe() : "");
            case COMMENT, DECLARATION, MARKUP_DECLARATION -> "in a comment or declaration";
            case BEYOND_REPAIR -> "after a raw text element that closes itself";
            case TAG_OPEN, END_TAG_OPEN, TAG_NAME -> "in the name of a tag";
            case ATTRIBUTE_NAME -> "in the name of an attribute of <" + tag + ">";
            case IN_TAG, AFTER_ATTRIBUTE_NAME, BEFORE_VALUE -> "between the attributes of <" + tag + ">";
        };
    }

    /** Whether the HTML so far ends inside a tag or a comment. */
    boolean isInsideMarkup() {
        return state != State.TEXT
                && state != State.RAW_TEXT
                && state != State.ESCAPABLE_RAW_TEXT
                && state != State.BEYOND_REPAIR
                && state != State.TAG_OPEN;
    }

    /** Why no field may stand here, or null when one may. */
    @Nullable
    String refusal() {
        if (foreignDepth > 0) {
            return "no field is allowed inside <svg> and <math>, where other rules of escaping apply";
        }
        return switch (state) {
            case TEXT -> null;
            case ESCAPABLE_RAW_TEXT -> rawEnd.isEmpty() ? null : "no field is allowed in the name of a tag";
            case RAW_TEXT -> "no field is allowed inside <" + rawElement + ">, where nothing can be escaped";
            case TAG_OPEN, END_TAG_OPEN, TAG_NAME ->
                "no field is allowed in the name of a tag; after a \"<\" that is" + " text write &lt;";
            case IN_TAG, ATTRIBUTE_NAME, AFTER_ATTRIBUTE_NAME ->
                "no field is allowed as an attribute; give the" + " attribute a name and put the field into its value";
            case BEFORE_VALUE, UNQUOTED ->
                "the value of attribute " + attribute + " has no quotes, a blank would end" + " it; write " + attribute
                        + "=\"...\"";
            case MARKUP_DECLARATION, DECLARATION, COMMENT ->
                "no field is allowed in a comment or declaration; to" + " comment a field out write {{! ... }}";
            case BEYOND_REPAIR ->
                "a <" + rawElement + "/> stands before it, which readers of HTML understand" + " differently; write <"
                        + rawElement + "></" + rawElement + ">";
            case DOUBLE_QUOTED, SINGLE_QUOTED -> refusalInValue();
        };
    }

    /** Why no section may begin or end here, or null when one may. */
    @Nullable
    String refusalOfSection() {
        return switch (state) {
            case TEXT, IN_TAG, DOUBLE_QUOTED, SINGLE_QUOTED, RAW_TEXT, ESCAPABLE_RAW_TEXT, BEYOND_REPAIR -> null;
            default ->
                "no section may begin or end " + describe()
                        + "; sections go around text, around whole attributes with a blank on both sides, or into quoted"
                        + " values";
        };
    }

    private @Nullable String refusalInValue() {
        if (attribute.startsWith("on")) {
            return "no field is allowed in the script of attribute " + attribute;
        }
        if (REFUSED_ATTRIBUTES.contains(attribute)) {
            return "no field is allowed in attribute " + attribute
                    + ", where escaping HTML does not help; choose between fixed values by {{#field}} sections";
        }
        if (ACTIVE.contains(tag)) {
            return "no field is allowed in the attributes of <" + tag + ">, which decide what a mail loads or runs";
        }
        return URL_ATTRIBUTES.contains(attribute) ? url.refusal() : null;
    }

    /** How a field here is escaped; only where {@link #refusal()} is null. */
    MergePlace place() {
        if (!isInValue()) {
            return MergePlace.HTML_TEXT;
        }
        return URL_ATTRIBUTES.contains(attribute) ? url.place() : MergePlace.HTML_ATTRIBUTE;
    }

    /** Goes on behind a field. */
    void field() {
        if (isInValue()) {
            url.field();
        }
        before = 'x';
        dashesBefore = 0;
    }

    /**
     * Goes on behind a literal.
     *
     * @return what is wrong with it because of a field before, or null
     */
    @Nullable
    String literal(CharSequence text) {
        String problem = null;
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (conditional && character == '>' && dashesBefore >= 2) {
                // Whoever takes a conditional comment for a comment has reached its end, whatever stands in it.
                conditional = false;
                state = State.TEXT;
            } else {
                String here = step(character);
                problem = problem == null ? here : problem;
            }
            dashesBefore = character == '-' ? dashesBefore + 1 : 0;
            before = character;
        }
        return problem;
    }

    private @Nullable String step(char character) {
        switch (state) {
            case TEXT -> state = character == '<' ? State.TAG_OPEN : State.TEXT;
            case TAG_OPEN -> tagOpen(character);
            case END_TAG_OPEN -> endTagOpen(character);
            case TAG_NAME -> tagName(character);
            case IN_TAG, AFTER_ATTRIBUTE_NAME -> betweenAttributes(character);
            case ATTRIBUTE_NAME -> attributeName(character);
            case BEFORE_VALUE -> beforeValue(character);
            case DOUBLE_QUOTED -> {
                return inValue(character, '"');
            }
            case SINGLE_QUOTED -> {
                return inValue(character, '\'');
            }
            case UNQUOTED -> unquoted(character);
            case MARKUP_DECLARATION -> markupDeclaration(character);
            case DECLARATION -> state = character == '>' ? State.TEXT : State.DECLARATION;
            case COMMENT -> comment(character);
            case RAW_TEXT, ESCAPABLE_RAW_TEXT -> rawText(character);
            case BEYOND_REPAIR -> {
                // Nothing that follows can bring us back.
            }
        }
        return null;
    }

    private @Nullable String inValue(char character, char quote) {
        if (character == quote) {
            state = State.IN_TAG;
            return null;
        }
        return URL_ATTRIBUTES.contains(attribute) ? url.step(character, URL_LIST_ATTRIBUTES.contains(attribute)) : null;
    }

    private void unquoted(char character) {
        if (isBlank(character)) {
            state = State.IN_TAG;
        } else if (character == '>') {
            closeTag();
        }
    }

    private void endTagOpen(char character) {
        if (isLetter(character)) {
            startTag(true, character);
        } else {
            state = character == '>' ? State.TEXT : State.DECLARATION;
        }
    }

    private void tagOpen(char character) {
        if (isLetter(character)) {
            startTag(false, character);
        } else if (character == '/') {
            state = State.END_TAG_OPEN;
        } else if (character == '!') {
            name.setLength(0);
            state = State.MARKUP_DECLARATION;
        } else if (character == '?') {
            state = State.DECLARATION;
        } else if (character != '<') {
            state = State.TEXT;
        }
    }

    private void startTag(boolean end, char character) {
        endTag = end;
        slashBefore = false;
        name.setLength(0);
        name.append(character);
        state = State.TAG_NAME;
    }

    private void tagName(char character) {
        if (isBlank(character) || character == '/' || character == '>') {
            tag = name.toString().toLowerCase(Locale.ROOT);
            attribute = "";
            if (character == '>') {
                closeTag();
            } else {
                slashBefore = character == '/';
                state = State.IN_TAG;
            }
        } else {
            name.append(character);
        }
    }

    private void betweenAttributes(char character) {
        if (character == '>') {
            closeTag();
        } else if (character == '/') {
            slashBefore = true;
            state = State.IN_TAG;
        } else if (character == '=' && state == State.AFTER_ATTRIBUTE_NAME) {
            state = State.BEFORE_VALUE;
        } else if (!isBlank(character)) {
            slashBefore = false;
            name.setLength(0);
            name.append(character);
            state = State.ATTRIBUTE_NAME;
        }
    }

    private void attributeName(char character) {
        if (character == '=' || isBlank(character) || character == '/' || character == '>') {
            attribute = name.toString().toLowerCase(Locale.ROOT);
        }
        if (character == '=') {
            state = State.BEFORE_VALUE;
        } else if (isBlank(character)) {
            state = State.AFTER_ATTRIBUTE_NAME;
        } else if (character == '/') {
            slashBefore = true;
            state = State.IN_TAG;
        } else if (character == '>') {
            closeTag();
        } else {
            name.append(character);
        }
    }

    private void beforeValue(char character) {
        if (character == '>') {
            closeTag();
        } else if (!isBlank(character)) {
            url.start();
            state = character == '"' ? State.DOUBLE_QUOTED : character == '\'' ? State.SINGLE_QUOTED : State.UNQUOTED;
        }
    }

    private void closeTag() {
        boolean selfClosing = slashBefore && before == '/';
        if (FOREIGN.contains(tag)) {
            foreignDepth = endTag ? Math.max(0, foreignDepth - 1) : selfClosing ? foreignDepth : foreignDepth + 1;
        }
        boolean raw = RAW_TEXT.contains(tag);
        state = State.TEXT;
        if (!endTag && foreignDepth == 0 && (raw || ESCAPABLE_RAW_TEXT.contains(tag))) {
            rawElement = tag;
            rawEnd.setLength(0);
            state = selfClosing ? State.BEYOND_REPAIR : raw ? State.RAW_TEXT : State.ESCAPABLE_RAW_TEXT;
        }
    }

    private void markupDeclaration(char character) {
        name.append(character);
        if (name.length() == 2 && name.charAt(0) == '-' && character == '-') {
            state = State.COMMENT;
            commentStart.setLength(0);
            commentLength = 0;
            endsWithBang = false;
        } else if (character == '>') {
            state = State.TEXT;
        } else if (name.charAt(0) != '-' || name.length() == 2) {
            state = State.DECLARATION;
        }
    }

    private void comment(char character) {
        if (commentStart.length() < 3 && !isBlank(character)) {
            commentStart.append(character);
        }
        commentLength++;
        if (character == '>') {
            boolean ends = dashesBefore >= 2 || commentLength == 1 || (commentLength == 2 && before == '-');
            // <!--[if mso]> begins what Outlook reads as HTML and all others as a comment (Microsoft, "About
            // conditional comments"); a field in it is escaped like any other, and what is escaped ends no comment.
            boolean condition = commentStart.toString().equalsIgnoreCase("[if") && before == ']';
            if (ends || condition || endsWithBang) {
                state = State.TEXT;
                conditional = conditional || (condition && !ends);
            }
        }
        endsWithBang = character == '!' && dashesBefore >= 2;
    }

    private void rawText(char character) {
        String end = "</" + rawElement;
        if (rawEnd.length() == end.length() && (isBlank(character) || character == '/' || character == '>')) {
            tag = rawElement;
            rawElement = "";
            rawEnd.setLength(0);
            endTag = true;
            slashBefore = false;
            attribute = "";
            if (character == '>') {
                state = State.TEXT;
            } else {
                state = State.IN_TAG;
            }
            return;
        }
        boolean matches = rawEnd.length() < end.length() && lowerCase(character) == end.charAt(rawEnd.length());
        if (matches) {
            rawEnd.append(character);
        } else {
            rawEnd.setLength(0);
            if (character == '<') {
                rawEnd.append(character);
            }
        }
    }

    private boolean isInValue() {
        return state == State.DOUBLE_QUOTED || state == State.SINGLE_QUOTED;
    }

    private static boolean isLetter(char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }

    private static char lowerCase(char character) {
        return character >= 'A' && character <= 'Z' ? (char) (character + 0x20) : character;
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t' || character == '\n' || character == '\r' || character == '\f';
    }
}
