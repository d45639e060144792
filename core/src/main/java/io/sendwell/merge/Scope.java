package io.sendwell.merge;

import io.sendwell.message.MergeData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values a field is looked for in, innermost first.
 *
 * @param current merge data, or the item of a repeated section
 * @param outer what the section stands in, null for the data of the recipient
 */
record Scope(Object current, @Nullable Scope outer) {

    /** The value of a dotted name: its first part from the nearest scope that has it, the others inside of it. */
    @Nullable
    Object find(List<String> path) {
        Object value = path.isEmpty() ? current : nearest(path.get(0));
        for (int at = 1; at < path.size() && value != null; at++) {
            value = value instanceof MergeData group ? group.value(path.get(at)).orElse(null) : null;
        }
        return value;
    }

    private @Nullable Object nearest(String name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            if (scope.current instanceof MergeData group) {
                Object value = group.value(name).orElse(null);
                if (value != null) {
                    return value;
                }
            }
        }
        return null;
    }
}
