package io.sendwell.merge;

import java.util.List;
import java.util.Optional;

/**
 * One use of a field in a template.
 *
 * @param name as written, {@code company.name} with dots, {@code .} for the item of a repeated section
 * @param role what the field is asked for
 * @param place where it stands
 * @param fallback what is written when there is no value; empty text when the field may be left out
 * @param within the sections around it, outermost first: its value is looked for there before outside
 */
public record MergeField(String name, Role role, MergePlace place, Optional<String> fallback, List<String> within) {

    public MergeField {
        within = List.copyOf(within);
    }

    /** Whether the merge reports this field as missing when it has no value. */
    public boolean isRequired() {
        return role == Role.VALUE && fallback.isEmpty();
    }

    /** What a field is asked for. */
    public enum Role {
        /** Its value is written. */
        VALUE,
        /** It decides whether, and how often, a section is written. */
        SECTION,
        /** A section is written when there is no value. */
        INVERTED_SECTION
    }
}
