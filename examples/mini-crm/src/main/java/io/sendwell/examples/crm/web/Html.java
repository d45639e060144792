package io.sendwell.examples.crm.web;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A piece of a page. Its markup stands in the code, and each {@code {}} in it is a value, which is shown as text whatever it
 * says:
 *
 * <pre>{@code
 * Html.of("<li><a href=\"{}\">{}</a></li>", Link.to("/persons/{}", person.id()), person.name())
 * }</pre>
 *
 * <p>Where an address is due, as in {@code href}, only a {@link Link} is taken; within a tag, only a {@link Flag}. Pieces of
 * pages, lists of them and {@code Optional}s are put in between tags.
 */
public final class Html {

    /** Nothing at all. */
    public static final Html NONE = new Html("");

    private static final Map<String, List<Slot>> TEMPLATES = new ConcurrentHashMap<>();

    private final String markup;

    private Html(String markup) {
        this.markup = markup;
    }

    /**
     * Markup with values.
     *
     * @param template a text of this program; attributes in double quotes
     * @throws IllegalArgumentException when a value does not suit its place
     */
    public static Html of(String template, Object... values) {
        List<Slot> slots = TEMPLATES.computeIfAbsent(template, Slot::of);
        if (slots.size() - 1 != values.length) {
            throw new IllegalArgumentException(
                    "The template has " + (slots.size() - 1) + " places for " + values.length + " values: " + template);
        }
        StringBuilder out = new StringBuilder(template.length() + 32 * values.length);
        for (int i = 0; i < values.length; i++) {
            out.append(slots.get(i).before()).append(slots.get(i).written(values[i]));
        }
        return new Html(out.append(slots.get(values.length).before()).toString());
    }

    /** Pieces one after another. */
    public static Html join(Collection<Html> pieces) {
        return new Html(pieces.stream().map(Html::toString).collect(Collectors.joining()));
    }

    /** A piece for each of these. */
    public static <T> Html each(Collection<? extends T> values, Function<T, Html> piece) {
        return join(values.stream().map(piece).toList());
    }

    /** A piece where something holds, and nothing otherwise. */
    public static Html when(boolean condition, Html piece) {
        return condition ? piece : NONE;
    }

    /** A word within a tag that is there or not, such as {@code checked}. */
    public record Flag(String name, boolean set) {}

    static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    static String between(Object value) {
        if (value instanceof Html piece) {
            return piece.markup;
        }
        if (value instanceof Optional<?> optional) {
            return optional.map(Html::between).orElse("");
        }
        if (value instanceof Collection<?> pieces) {
            return pieces.stream().map(Html::between).collect(Collectors.joining());
        }
        if (value instanceof Stream<?>) {
            throw new IllegalArgumentException("A stream is no piece of a page; call toList().");
        }
        return escaped(String.valueOf(value));
    }

    /** The markup. */
    @Override
    public String toString() {
        return markup;
    }
}
