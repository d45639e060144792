package io.sendwell.examples.crm.web;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The place of a value in a template, with the markup in front of it. The last slot of a template has no place. */
record Slot(String before, Place place) {

    private static final String MARK = "{}";
    private static final Pattern ADDRESS = Pattern.compile("\\s(href|src|action|formaction|data-live)=\"$");

    /** What may stand there. */
    enum Place {
        BETWEEN_TAGS,
        ATTRIBUTE,
        ADDRESS,
        WITHIN_TAG
    }

    static List<Slot> of(String template) {
        List<Slot> slots = new ArrayList<>();
        int from = 0;
        for (int at = template.indexOf(MARK); at >= 0; at = template.indexOf(MARK, from)) {
            slots.add(new Slot(template.substring(from, at), placeAt(template.substring(0, at))));
            from = at + MARK.length();
        }
        slots.add(new Slot(template.substring(from), Place.BETWEEN_TAGS));
        return List.copyOf(slots);
    }

    private static Place placeAt(String before) {
        boolean tag = false;
        boolean quoted = false;
        for (int i = 0; i < before.length(); i++) {
            switch (before.charAt(i)) {
                case '<' -> tag |= !quoted;
                case '>' -> tag &= quoted;
                case '"' -> quoted = tag && !quoted;
                default -> {}
            }
        }
        if (!tag) {
            return Place.BETWEEN_TAGS;
        }
        if (!quoted) {
            return Place.WITHIN_TAG;
        }
        return ADDRESS.matcher(before).find() ? Place.ADDRESS : Place.ATTRIBUTE;
    }

    String written(Object value) {
        return switch (place) {
            case BETWEEN_TAGS -> Html.between(value);
            case ATTRIBUTE -> Html.escaped(String.valueOf(expected(!(value instanceof Html), value)));
            case ADDRESS -> Html.escaped(String.valueOf(expected(value instanceof Link, value)));
            case WITHIN_TAG -> {
                Html.Flag flag = (Html.Flag) expected(value instanceof Html.Flag, value);
                yield flag.set() ? flag.name() : "";
            }
        };
    }

    private Object expected(boolean suits, Object value) {
        if (!suits) {
            throw new IllegalArgumentException(
                    "A " + value.getClass().getSimpleName() + " cannot stand after: " + before);
        }
        return value;
    }
}
