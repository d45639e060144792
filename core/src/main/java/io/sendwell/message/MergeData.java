package io.sendwell.message;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One recipient's values for the merge fields of a template, by name.
 *
 * <p>A value is text (any {@link CharSequence}), a number, a {@code boolean}, a group of further values
 * ({@code MergeData} or a {@code Map}), a collection of any of these for repeated sections, or
 * {@linkplain #trustedHtml(String) trusted HTML}. Enums, {@link UUID}, {@link URI} and the types of
 * {@code java.time} are taken as the text of their {@code toString}, so dates come out in ISO 8601; format a value
 * first where people should see it otherwise. {@code null} is no value. Anything else is refused with the name of
 * the field, for instance arrays, dates of {@code java.util} and collections in collections.
 *
 * <p>A name consists of letters, digits, {@code _} and {@code -} in any script, single blanks between words
 * included ({@code First name}). It holds no dot: {@code {{company.name}}} asks for {@code name} in the group
 * {@code company}.
 *
 * <p>Immutable and safe for use by several threads. {@link #toString()} shows names only, since values are personal
 * data.
 */
public final class MergeData {

    /** How deep groups and lists may be nested; a map that holds itself ends here. */
    private static final int MAX_DEPTH = 16;

    /** Long enough for any column title; what is longer is a value in the place of a name. */
    private static final int MAX_NAME_LENGTH = 100;

    private static final MergeData NONE = new MergeData(Map.of());

    private final Map<String, Object> values;

    private MergeData(Map<String, Object> values) {
        this.values = values;
    }

    /** No values at all: every field takes its fallback or is missing. */
    public static MergeData none() {
        return NONE;
    }

    /**
     * One value; add more by {@link #with}.
     *
     * @throws IllegalArgumentException when the name or the value is not as the type's description tells
     */
    public static MergeData of(String name, @Nullable Object value) {
        return NONE.with(name, value);
    }

    /**
     * The values of a map, whose maps become groups.
     *
     * @throws IllegalArgumentException when a name or a value is not as the type's description tells
     */
    public static MergeData from(Map<String, ? extends @Nullable Object> values) {
        return from(values, "", 0);
    }

    /**
     * Marks HTML that the application wrote or cleaned itself; it goes into HTML text as it is.
     *
     * <p>Only there: in a subject, in plain text, in an attribute or a URL it is a problem of the merge. Never wrap
     * what a person typed.
     */
    public static TrustedHtml trustedHtml(String html) {
        return new TrustedHtml(html);
    }

    /**
     * These values and one more; a value of the same name is replaced, or taken away by {@code null}.
     *
     * @throws IllegalArgumentException when the name or the value is not as the type's description tells
     */
    public MergeData with(String name, @Nullable Object value) {
        requireName(name, "");
        Map<String, Object> copy = new LinkedHashMap<>(values);
        if (value == null) {
            copy.remove(name);
        } else {
            copy.put(name, checked(value, name, 0));
        }
        return new MergeData(Collections.unmodifiableMap(copy));
    }

    /**
     * The value of a name, without a search in groups.
     *
     * @return a {@link String}, {@link Number}, {@link Boolean}, {@link TrustedHtml}, {@code MergeData} or an
     *     unmodifiable {@link List} of these; empty when there is no such value
     */
    public Optional<Object> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The names in the order in which they were given. */
    public Set<String> names() {
        return values.keySet();
    }

    /** Whether there is no value at all. */
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /**
     * The values as plain maps and lists, for a foreign template engine.
     *
     * <p>{@link TrustedHtml} stays what it is, so that it is not escaped or trusted by accident.
     *
     * @return unmodifiable, in the order in which the values were given
     */
    public Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        values.forEach((name, value) -> map.put(name, plain(value)));
        return Collections.unmodifiableMap(map);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MergeData data && values.equals(data.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** The names without their values. */
    @Override
    public String toString() {
        return "MergeData" + values.keySet();
    }

    private static Object plain(Object value) {
        if (value instanceof MergeData data) {
            return data.asMap();
        }
        return value instanceof List<?> items
                ? items.stream().map(MergeData::plain).toList()
                : value;
    }

    private static MergeData from(Map<?, ?> values, String path, int depth) {
        Map<String, Object> copy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            if (!(entry.getKey() instanceof String name)) {
                throw new IllegalArgumentException("The names of merge data are strings" + inside(path) + ".");
            }
            requireName(name, path);
            Object value = entry.getValue();
            if (value != null) {
                copy.put(name, checked(value, path.isEmpty() ? name : path + "." + name, depth));
            }
        }
        return copy.isEmpty() ? NONE : new MergeData(Collections.unmodifiableMap(copy));
    }

    private static Object checked(Object value, String path, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("Merge field \"" + path.substring(0, MAX_NAME_LENGTH / 2)
                    + "...\" is nested deeper than " + MAX_DEPTH + " levels.");
        }
        if (value instanceof Collection<?> items) {
            return checkedItems(items, path, depth);
        }
        return checkedItem(value, path, depth);
    }

    private static List<Object> checkedItems(Collection<?> items, String path, int depth) {
        List<Object> copy = new ArrayList<>(items.size());
        for (Object item : items) {
            if (item == null || item instanceof Collection<?>) {
                throw new IllegalArgumentException("Item " + (copy.size() + 1) + " of merge field \"" + path + "\" is "
                        + (item == null ? "null" : "a list itself") + "; expected a value or a group of values.");
            }
            copy.add(checkedItem(item, path, depth));
        }
        return Collections.unmodifiableList(copy);
    }

    private static Object checkedItem(Object value, String path, int depth) {
        if (value instanceof CharSequence || value instanceof Character || isTakenAsText(value)) {
            return value.toString();
        }
        if (value instanceof Boolean || value instanceof TrustedHtml || value instanceof MergeData) {
            return value;
        }
        if (value instanceof Number number) {
            return checkedNumber(number, path);
        }
        if (value instanceof Map<?, ?> group) {
            return from(group, path, depth + 1);
        }
        throw refused(value, path);
    }

    private static boolean isTakenAsText(Object value) {
        return value instanceof Enum<?>
                || value instanceof UUID
                || value instanceof URI
                || value instanceof TemporalAccessor
                || value instanceof TemporalAmount;
    }

    // Only the JDK's own immutable numbers: an AtomicLong would change under the merge.
    private static Number checkedNumber(Number number, String path) {
        if (number instanceof Double || number instanceof Float) {
            if (!Double.isFinite(number.doubleValue())) {
                throw new IllegalArgumentException("Merge field \"" + path + "\" is not a finite number.");
            }
            return number;
        }
        if (number instanceof Integer
                || number instanceof Long
                || number instanceof Short
                || number instanceof Byte
                || number.getClass() == BigDecimal.class
                || number.getClass() == BigInteger.class) {
            return number;
        }
        throw refused(number, path);
    }

    private static IllegalArgumentException refused(Object value, String path) {
        return new IllegalArgumentException("Merge field \"" + path + "\" is of type "
                + value.getClass().getName()
                + "; expected text, a number, a boolean, merge data or a collection of them."
                + " Turn the value into the text that people should read.");
    }

    private static void requireName(String name, String path) {
        if (!isName(name)) {
            throw new IllegalArgumentException("\"" + shown(name) + "\" is no name of a merge field" + inside(path)
                    + "; expected letters, digits, '_', '-' and single blanks between words, at most " + MAX_NAME_LENGTH
                    + " characters. For a name with a dot put a group of values in its place.");
        }
    }

    /** Whether a text can name a field: see the description of this type. */
    public static boolean isName(String name) {
        if (name.isEmpty() || name.length() > MAX_NAME_LENGTH) {
            return false;
        }
        boolean wordBefore = false;
        for (int at = 0; at < name.length(); ) {
            int character = name.codePointAt(at);
            boolean word = isWordCharacter(character);
            if (!word && !(character == ' ' && wordBefore)) {
                return false;
            }
            wordBefore = word;
            at += Character.charCount(character);
        }
        return wordBefore;
    }

    private static boolean isWordCharacter(int character) {
        return character == '_'
                || character == '-'
                || Character.isLetterOrDigit(character)
                || Character.getType(character) == Character.NON_SPACING_MARK
                || Character.getType(character) == Character.COMBINING_SPACING_MARK;
    }

    private static String inside(String path) {
        return path.isEmpty() ? "" : " in \"" + path + "\"";
    }

    private static String shown(String name) {
        String visible = name.replaceAll("\\p{C}", "?");
        return visible.length() > 40 ? visible.substring(0, 40) + "..." : visible;
    }

    /**
     * HTML that the application answers for; made by {@link MergeData#trustedHtml}.
     *
     * @param html a piece of HTML text with complete elements
     */
    public record TrustedHtml(String html) {
        public TrustedHtml {
            if (html == null) {
                throw new IllegalArgumentException("Trusted HTML is null.");
            }
        }

        /** Without the content, which may be personal. */
        @Override
        public String toString() {
            return "TrustedHtml[" + html.length() + " characters]";
        }
    }
}
