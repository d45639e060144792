package io.sendwell.dnsauth.dkim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The form {@code name=value; name=value} of signatures and key records (RFC 6376 section 3.2). Reading never throws: what
 * is wrong with the list is its {@link #fault}, and the tags before that are kept.
 *
 * <p>One character is one octet. Octets above 127 may stand in values (RFC 8616 section 3). A blank after the last
 * semicolon is no fault, although the grammar has none there: most lists found in the DNS have one.
 */
final class TagList {

    /** RFC 6376 defines 14 tags; whoever sends hundreds wants to keep somebody busy. */
    static final int MAX_TAGS = 100;

    private final String text;
    private final Map<String, Tag> tags;
    private final Optional<Fault> fault;

    private TagList(String text, Map<String, Tag> tags, Optional<Fault> fault) {
        this.text = text;
        this.tags = tags;
        this.fault = fault;
    }

    /**
     * One tag.
     *
     * @param name as it is written; names differ by case
     * @param value without the white space around it, which inside may still be folded
     * @param start where in the text the octets after the equals sign begin
     * @param end where the value ends, white space and all: at the semicolon, or at the end of the text
     */
    record Tag(String name, String value, int start, int end) {}

    /** Why a text is no list of tags. */
    enum Fault {
        /** No equals sign, no name, or a name of other characters than letters, digits and underscores. */
        NAME,
        /** A control character in a value. */
        VALUE,
        /** One name twice, which makes the whole list invalid. */
        DUPLICATE,
        /** More than {@value TagList#MAX_TAGS} tags. */
        TOO_MANY
    }

    static TagList parse(String text) {
        Map<String, Tag> tags = new LinkedHashMap<>();
        Optional<Fault> fault = Optional.empty();
        int start = 0;
        while (start < text.length() && fault.isEmpty()) {
            int semicolon = text.indexOf(';', start);
            int end = semicolon < 0 ? text.length() : semicolon;
            boolean blankEnd = semicolon < 0 && !tags.isEmpty() && skipBlanks(text, start, end) == end;
            if (!blankEnd) {
                fault = add(text, start, end, tags);
            }
            start = end + 1;
        }
        return new TagList(text, tags, fault);
    }

    private static Optional<Fault> add(String text, int start, int end, Map<String, Tag> tags) {
        int nameStart = skipBlanks(text, start, end);
        int nameEnd = nameStart;
        while (nameEnd < end && isNameCharacter(text.charAt(nameEnd), nameEnd > nameStart)) {
            nameEnd++;
        }
        int equals = skipBlanks(text, nameEnd, end);
        if (nameEnd == nameStart || equals == end || text.charAt(equals) != '=') {
            return Optional.of(Fault.NAME);
        }
        int valueStart = skipBlanks(text, equals + 1, end);
        int valueEnd = end;
        while (valueEnd > valueStart && isBlank(text.charAt(valueEnd - 1))) {
            valueEnd--;
        }
        for (int i = valueStart; i < valueEnd; i++) {
            char c = text.charAt(i);
            if (c < ' ' && !isBlank(c) || c == 0x7F || c > 0xFF) {
                return Optional.of(Fault.VALUE);
            }
        }
        Tag tag = new Tag(text.substring(nameStart, nameEnd), text.substring(valueStart, valueEnd), equals + 1, end);
        if (tags.size() == MAX_TAGS) {
            return Optional.of(Fault.TOO_MANY);
        }
        return tags.putIfAbsent(tag.name(), tag) == null ? Optional.empty() : Optional.of(Fault.DUPLICATE);
    }

    private static boolean isNameCharacter(char c, boolean afterFirst) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || afterFirst && (c >= '0' && c <= '9' || c == '_');
    }

    /** Whether it is part of folding white space; VT, FF and NBSP are not. */
    static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private static int skipBlanks(String text, int start, int end) {
        int position = start;
        while (position < end && isBlank(text.charAt(position))) {
            position++;
        }
        return position;
    }

    /** The text that was read. */
    String text() {
        return text;
    }

    /** What makes the list invalid; empty when it is valid. */
    Optional<Fault> fault() {
        return fault;
    }

    /** The tags in their order; with a {@link #fault}, those before it. */
    List<Tag> tags() {
        return List.copyOf(tags.values());
    }

    /** The tag of this name. */
    Optional<Tag> tag(String name) {
        return Optional.ofNullable(tags.get(name));
    }

    /** The value of the tag of this name. */
    Optional<String> value(String name) {
        return tag(name).map(Tag::value);
    }

    /** The value of the tag of this name without any white space, as base64 and lists are compared. */
    Optional<String> unfolded(String name) {
        return value(name).map(TagList::withoutBlanks);
    }

    /** The elements of a value that is a list with colons, without white space; empty when there is no such tag. */
    List<String> elements(String name) {
        List<String> elements = new ArrayList<>();
        unfolded(name).ifPresent(value -> {
            int start = 0;
            for (int colon = value.indexOf(':'); colon >= 0; colon = value.indexOf(':', start)) {
                elements.add(value.substring(start, colon));
                start = colon + 1;
            }
            elements.add(value.substring(start));
        });
        return elements;
    }

    static String withoutBlanks(String value) {
        StringBuilder kept = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            if (!isBlank(value.charAt(i))) {
                kept.append(value.charAt(i));
            }
        }
        return kept.toString();
    }
}
