package io.sendwell.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sendwell.merge.CompiledTemplate;
import io.sendwell.merge.MergedText;
import io.sendwell.merge.TemplateEngine;
import io.sendwell.merge.TemplateException;
import io.sendwell.merge.TemplateKind;
import io.sendwell.message.MergeData;
import io.sendwell.testkit.fixtures.HostileTexts;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link TemplateEngine} keeps, whatever its syntax.
 *
 * <p>An adapter of another library that cannot say which values are missing overrides {@link #reporting()}; what it
 * cannot show is skipped.
 */
public interface TemplateEngineContract {

    /** Whether an engine says which values were missing. */
    enum Reporting {
        /** A field without a value stands in {@link MergedText#missing()}. */
        MISSING_VALUES,
        /** The engine writes nothing for it and does not tell. */
        NOTHING
    }

    /** Makes an engine. */
    TemplateEngine newTemplateEngine();

    /** How the value of a name is asked for in the engine's own syntax. */
    default String field(String name) {
        return "{{" + name + "}}";
    }

    /** A template that the engine cannot read. */
    default String malformedTemplate() {
        return "Hello {{#first}}, you never end.";
    }

    /** What the engine says about values that are missing. */
    default Reporting reporting() {
        return Reporting.MISSING_VALUES;
    }

    @Test
    default void a_value_stands_in_the_place_of_its_field() {
        for (TemplateKind kind : TemplateKind.values()) {
            MergedText merged =
                    compile("Dear " + field("first") + ", 雪 & more", kind).merge(MergeData.of("first", "Jørgen"));

            assertTrue(merged.isClean(), merged::toString);
            assertEquals("Dear Jørgen, 雪 & more", merged.text());
        }
    }

    @Test
    default void a_value_that_looks_like_a_template_is_not_read_as_one() {
        MergeData data = MergeData.of("first", field("secret")).with("secret", "leaked");
        for (TemplateKind kind : TemplateKind.values()) {
            String text = compile("Dear " + field("first"), kind).merge(data).text();

            assertFalse(text.contains("leaked"), text);
        }
    }

    @Test
    default void values_of_any_kind_stand_in_plain_text_as_they_are() {
        CompiledTemplate template = compile("[" + field("value") + "]", TemplateKind.TEXT);
        for (String value : HostileTexts.oneLine()) {
            assertEquals(
                    "[" + value + "]",
                    template.merge(MergeData.of("value", value)).text());
        }
    }

    @Test
    default void a_long_value_is_written_whole() {
        String value = "0123456\u00e9".repeat(1024);

        assertEquals(
                value + "!",
                compile(field("value") + "!", TemplateKind.TEXT)
                        .merge(MergeData.of("value", value))
                        .text());
    }

    @Test
    default void a_value_cannot_open_a_tag_in_html() {
        String html = compile("<p>" + field("value") + "</p>", TemplateKind.HTML)
                .merge(MergeData.of("value", "<script>alert(1)</script> & \"more\""))
                .text();

        assertFalse(html.contains("<script"), html);
        assertTrue(html.startsWith("<p>") && html.endsWith("</p>"), html);
        assertTrue(html.contains("alert(1)"), html);
    }

    @Test
    default void a_value_cannot_end_an_attribute_in_html() {
        String html = compile("<b title=\"" + field("value") + "\">x</b>", TemplateKind.HTML)
                .merge(MergeData.of("value", "\" onmouseover=\"alert(1)"))
                .text();

        assertFalse(html.contains("\" onmouseover"), html);
    }

    @Test
    default void what_does_not_fit_into_a_subject_is_no_exception() {
        CompiledTemplate template = compile("News for " + field("value"), TemplateKind.SUBJECT);
        for (String value : HostileTexts.all()) {
            MergedText merged = template.merge(MergeData.of("value", value));

            assertTrue(merged.text().startsWith("News for "), merged::text);
        }
    }

    @Test
    default void a_missing_value_is_no_exception() {
        for (TemplateKind kind : TemplateKind.values()) {
            String text = compile("Dear " + field("first") + "!", kind)
                    .merge(MergeData.none())
                    .text();

            assertEquals("Dear !", text);
        }
    }

    @Test
    default void a_missing_value_is_reported_by_its_name() {
        assumeTrue(reporting() == Reporting.MISSING_VALUES, "This engine does not tell which values are missing.");
        CompiledTemplate template = compile(field("first") + field("last") + field("first"), TemplateKind.TEXT);

        assertEquals(List.of("first", "last"), template.merge(MergeData.none()).missing());
        assertEquals(
                List.of("last"), template.merge(MergeData.of("first", "Grace")).missing());
        assertFalse(template.merge(MergeData.none()).isClean(), "a text with missing values is clean");
    }

    @Test
    default void fields_are_told_in_the_order_of_the_template_or_not_at_all() {
        List<String> names = compile(field("last") + field("first"), TemplateKind.TEXT).fields().stream()
                .map(used -> used.name())
                .toList();

        assertTrue(names.isEmpty() || names.equals(List.of("last", "first")), names::toString);
    }

    @Test
    default void a_template_that_cannot_be_read_is_refused_when_it_is_compiled() {
        TemplateException refused = assertThrows(
                TemplateException.class, () -> newTemplateEngine().compile(malformedTemplate(), TemplateKind.TEXT));

        assertFalse(refused.problems().isEmpty(), "a problem that says where and what");
    }

    @Test
    default void a_compiled_template_keeps_nothing_of_an_earlier_recipient() {
        CompiledTemplate template = compile(field("first") + field("last"), TemplateKind.TEXT);

        assertEquals(
                "GraceHopper",
                template.merge(MergeData.of("first", "Grace").with("last", "Hopper"))
                        .text());
        assertEquals("Alan", template.merge(MergeData.of("first", "Alan")).text());
    }

    @Test
    default void threads_share_a_compiled_template() {
        CompiledTemplate template = compile("Dear " + field("first") + "!", TemplateKind.HTML);
        List<Boolean> right = Together.run(IntStream.range(0, 4)
                .mapToObj(thread -> (Callable<Boolean>) () -> IntStream.range(0, 500)
                        .mapToObj(number -> "reader " + thread + "." + number)
                        .allMatch(name -> template.merge(MergeData.of("first", name))
                                .text()
                                .equals("Dear " + name + "!")))
                .toList());

        assertEquals(List.of(true, true, true, true), right);
    }

    private CompiledTemplate compile(String source, TemplateKind kind) {
        return newTemplateEngine().compile(source, kind);
    }
}
