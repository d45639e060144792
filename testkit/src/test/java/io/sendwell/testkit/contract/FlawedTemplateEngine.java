package io.sendwell.testkit.contract;

import io.sendwell.merge.CompiledTemplate;
import io.sendwell.merge.MergeField;
import io.sendwell.merge.MergePlace;
import io.sendwell.merge.MergeReport;
import io.sendwell.merge.MergedText;
import io.sendwell.merge.TemplateEngine;
import io.sendwell.merge.TemplateException;
import io.sendwell.merge.TemplateKind;
import io.sendwell.merge.TemplateProblem;
import io.sendwell.message.MergeData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A template engine as somebody might write it, right but for one flaw. It knows fields and nothing else. */
final class FlawedTemplateEngine implements TemplateEngine {

    /** What somebody may get wrong, and the sentence of the contract that says so. */
    enum Flaw {
        NONE(""),
        KEEPS_BRACES("a_value_stands_in_the_place_of_its_field"),
        READS_VALUES("a_value_that_looks_like_a_template_is_not_read_as_one"),
        ESCAPES_PLAIN_TEXT("values_of_any_kind_stand_in_plain_text_as_they_are"),
        READS_DOLLARS("values_of_any_kind_stand_in_plain_text_as_they_are"),
        CUTS_VALUES("a_long_value_is_written_whole"),
        ESCAPES_NOTHING("a_value_cannot_open_a_tag_in_html"),
        DROPS_MARKUP("a_value_cannot_open_a_tag_in_html"),
        LEAVES_QUOTES("a_value_cannot_end_an_attribute_in_html"),
        THROWS_AT_LINE_BREAKS("what_does_not_fit_into_a_subject_is_no_exception"),
        THROWS_WHEN_MISSING("a_missing_value_is_no_exception"),
        WRITES_NULL("a_missing_value_is_no_exception"),
        TELLS_NOTHING("a_missing_value_is_reported_by_its_name"),
        SORTS_FIELDS("fields_are_told_in_the_order_of_the_template_or_not_at_all"),
        READS_LATE("a_template_that_cannot_be_read_is_refused_when_it_is_compiled"),
        REMEMBERS_VALUES("a_compiled_template_keeps_nothing_of_an_earlier_recipient"),
        KEEPS_THE_FIRST_TEXT("threads_share_a_compiled_template");

        final String caughtBy;

        Flaw(String caughtBy) {
            this.caughtBy = caughtBy;
        }
    }

    private static final Pattern FIELD = Pattern.compile("\\{\\{([^{}#]+)}}");

    private final Flaw flaw;

    FlawedTemplateEngine(Flaw flaw) {
        this.flaw = flaw;
    }

    @Override
    public CompiledTemplate compile(String source, TemplateKind kind) {
        if (source.contains("{{#") && flaw != Flaw.READS_LATE) {
            throw new TemplateException(List.of(new TemplateProblem(1, 7, "{{#first}}", "It is never closed.")));
        }
        return new Compiled(source, kind);
    }

    private final class Compiled implements CompiledTemplate {

        private final String source;
        private final TemplateKind kind;
        private final Map<String, String> remembered = new ConcurrentHashMap<>();

        Compiled(String source, TemplateKind kind) {
            this.source = source;
            this.kind = kind;
        }

        @Override
        public MergedText merge(MergeData data) {
            Set<String> missing = new LinkedHashSet<>();
            String text = replace(source, data, missing);
            if (flaw == Flaw.READS_VALUES) {
                text = replace(text, data, missing);
            }
            if (flaw == Flaw.KEEPS_THE_FIRST_TEXT) {
                String merged = text;
                text = remembered.computeIfAbsent("text", key -> merged);
            }
            List<String> told = flaw == Flaw.TELLS_NOTHING ? List.of() : List.copyOf(missing);
            return MergedText.of(text, new MergeReport(told, List.of()));
        }

        private String replace(String template, MergeData data, Set<String> missing) {
            Matcher fields = FIELD.matcher(template);
            return fields.replaceAll(field -> {
                Optional<String> value = value(field.group(1), data);
                if (value.isEmpty()) {
                    missing.add(field.group(1));
                }
                String written = written(value.orElse(flaw == Flaw.WRITES_NULL ? "null" : ""));
                return flaw == Flaw.READS_DOLLARS ? written : Matcher.quoteReplacement(written);
            });
        }

        private Optional<String> value(String name, MergeData data) {
            Optional<String> value = data.value(name).map(Object::toString);
            if (value.isEmpty() && flaw == Flaw.THROWS_WHEN_MISSING) {
                throw new IllegalArgumentException("no value for " + name);
            }
            if (flaw == Flaw.REMEMBERS_VALUES) {
                value.ifPresent(known -> remembered.put(name, known));
                return Optional.ofNullable(remembered.get(name));
            }
            return value;
        }

        private String written(String value) {
            if (kind == TemplateKind.SUBJECT && flaw == Flaw.THROWS_AT_LINE_BREAKS && value.contains("\n")) {
                throw new IllegalArgumentException("line break");
            }
            boolean escaping = kind == TemplateKind.HTML || flaw == Flaw.ESCAPES_PLAIN_TEXT;
            String written = flaw == Flaw.KEEPS_BRACES ? "{" + value + "}" : value;
            if (flaw == Flaw.CUTS_VALUES) {
                written = written.substring(0, Math.min(written.length(), 255));
            }
            if (!escaping || flaw == Flaw.ESCAPES_NOTHING) {
                return written;
            }
            if (flaw == Flaw.DROPS_MARKUP) {
                return written.replaceAll("(?s)<.*", "");
            }
            String text = written.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
            return flaw == Flaw.LEAVES_QUOTES ? text : text.replace("\"", "&quot;");
        }

        @Override
        public List<MergeField> fields() {
            List<MergeField> fields = new ArrayList<>();
            FIELD.matcher(source)
                    .results()
                    .forEach(field -> fields.add(new MergeField(
                            field.group(1),
                            MergeField.Role.VALUE,
                            MergePlace.PLAIN_TEXT,
                            Optional.empty(),
                            List.of())));
            if (flaw == Flaw.SORTS_FIELDS) {
                Collections.reverse(fields);
            }
            return fields;
        }
    }
}
