package io.sendwell.merge;

import io.sendwell.message.MergeData;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of a compiled template. */
@SuppressWarnings("ArrayRecordComponent") // parts are never compared, and no array leaves the package
sealed interface Part {

    void write(Merging merging, Scope scope);

    /** Text of the template, encoded once. */
    final class Literal implements Part {
        private final byte[] utf8;

        /** Takes the array over. */
        Literal(byte[] utf8) {
            this.utf8 = utf8;
        }

        @Override
        public void write(Merging merging, Scope scope) {
            merging.out.append(utf8);
        }
    }

    /**
     * A field whose value is written.
     *
     * @param path the parts of its name; none for the current item
     * @param fallback escaped and encoded, or null when the field is required
     */
    record Field(
            String name,
            List<String> path,
            MergePlace place,
            @Nullable Literal fallback) implements Part {
        @Override
        public void write(Merging merging, Scope scope) {
            Object value = scope.find(path);
            if (value == null || isBlank(value)) {
                writeFallback(merging, scope);
                return;
            }
            String refusal = writeValue(merging.out, value);
            if (refusal != null) {
                merging.problem(name, place, refusal);
            }
        }

        private void writeFallback(Merging merging, Scope scope) {
            if (fallback == null) {
                merging.missing(name);
            } else {
                fallback.write(merging, scope);
            }
        }

        private @Nullable String writeValue(Utf8Buffer out, Object value) {
            if (value instanceof String text) {
                return Escaper.write(out, text, place);
            }
            if (value instanceof MergeData.TrustedHtml trusted) {
                if (place != MergePlace.HTML_TEXT) {
                    return "is trusted HTML, which is allowed between HTML tags only; use text here";
                }
                return Escaper.writeTrusted(out, trusted.html());
            }
            if (value instanceof MergeData) {
                return "is a group of values; name one of them, as in {{" + name + ".name}}";
            }
            if (value instanceof List<?>) {
                return "is a list; repeat a section for it, {{#" + name + "}}{{.}}{{/" + name + "}}";
            }
            return Escaper.write(out, text(value), place);
        }

        private static String text(Object value) {
            if (value instanceof BigDecimal number) {
                return number.toPlainString();
            }
            if (value instanceof Double || value instanceof Float) {
                return new BigDecimal(value.toString()).toPlainString();
            }
            return value.toString();
        }
    }

    /**
     * A section, written once for a value, once for each item of a list, and not at all without.
     *
     * @param inverted the other way round: written once when there is no value
     */
    record Section(String name, List<String> path, MergePlace place, boolean inverted, List<Part> parts)
            implements Part {
        @Override
        public void write(Merging merging, Scope scope) {
            Object value = scope.find(path);
            boolean present = value != null && isPresent(value);
            if (inverted) {
                if (!present && merging.nextRound(name, place)) {
                    writeParts(merging, scope);
                }
            } else if (present && value instanceof List<?> items) {
                writeEach(merging, scope, items);
            } else if (present && value != null && merging.nextRound(name, place)) {
                writeParts(merging, value instanceof Boolean ? scope : new Scope(value, scope));
            }
        }

        private void writeEach(Merging merging, Scope scope, List<?> items) {
            for (Object item : items) {
                if (!merging.nextRound(name, place)) {
                    return;
                }
                writeParts(merging, new Scope(item, scope));
            }
        }

        private void writeParts(Merging merging, Scope scope) {
            for (Part part : parts) {
                part.write(merging, scope);
            }
        }

        private static boolean isPresent(Object value) {
            if (value instanceof Boolean decision) {
                return decision;
            }
            return value instanceof List<?> items ? !items.isEmpty() : !isBlank(value);
        }
    }

    /** Blank text is no value: people are greeted by the fallback, not by "Dear  ,". */
    private static boolean isBlank(Object value) {
        if (value instanceof String text) {
            return text.isBlank();
        }
        return value instanceof MergeData.TrustedHtml trusted && trusted.html().isBlank();
    }
}
