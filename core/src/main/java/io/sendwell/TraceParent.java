package io.sendwell;

import io.sendwell.internal.text.VisibleText;
import java.util.regex.Pattern;

/**
 * A place in a distributed trace, in the form of the header {@code traceparent} (W3C Trace Context, section 3.2), version 00.
 *
 * @param value such as {@code 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01}
 */
public record TraceParent(String value) {

    /** How many characters it has. */
    static final int LENGTH = 55;

    private static final Pattern FORM = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    /** @throws IllegalArgumentException when it has another form, or one of its ids is all zeros */
    public TraceParent {
        if (value.length() != LENGTH || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "A traceparent is 00-, 32 hexadecimal digits, -, 16 of them, - and 2 of them,"
                            + " in lower case and no id all zeros; found " + VisibleText.quote(value) + ".");
        }
    }

    /**
     * The place that these name.
     *
     * @param traceId 32 hexadecimal digits
     * @param parentId the id of the span, 16 of them
     * @param flags two of them
     * @throws IllegalArgumentException when one of them has another form, or an id is all zeros
     */
    public static TraceParent of(String traceId, String parentId, String flags) {
        return new TraceParent("00-" + traceId + "-" + parentId + "-" + flags);
    }

    /** The trace id: 32 hexadecimal digits. */
    public String traceId() {
        return value.substring(3, 35);
    }

    /** The id of the span in which it was taken: 16 hexadecimal digits. */
    public String parentId() {
        return value.substring(36, 52);
    }

    /** The trace flags: two hexadecimal digits, {@code 01} when the trace is sampled. */
    public String flags() {
        return value.substring(53);
    }

    @Override
    public String toString() {
        return value;
    }
}
