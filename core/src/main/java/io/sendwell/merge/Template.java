package io.sendwell.merge;

import io.sendwell.message.MergeData;
import java.util.List;

/**
 * A subject, text or HTML with merge fields, compiled once and merged with each recipient's data.
 *
 * <table>
 * <caption>What can be written</caption>
 * <tr><td>{@code {{first}}}</td><td>the value of {@code first}; missing when there is none</td></tr>
 * <tr><td>{@code {{first|there}}}</td><td>the value, or else the plain text {@code there}</td></tr>
 * <tr><td>{@code {{middle|}}}</td><td>the value, or else nothing</td></tr>
 * <tr><td>{@code {{company.name}}}</td><td>{@code name} in the group {@code company}</td></tr>
 * <tr><td>{@code {{#vip}}...{{/vip}}}</td><td>only with a value; for a list once for each item, for a group with its
 *     values at hand</td></tr>
 * <tr><td>{@code {{^vip}}...{{/vip}}}</td><td>only without</td></tr>
 * <tr><td>{@code {{.}}}</td><td>the item itself in a repeated section</td></tr>
 * <tr><td>{@code {{! note }}}</td><td>a comment</td></tr>
 * <tr><td><code>\&#123;&#123;</code></td><td>two braces as text; <code>\\&#123;&#123;</code> is a backslash before a
 *     field</td></tr>
 * </table>
 *
 * <p><b>No value</b> means absent, {@code null} or blank text: an empty first name takes the fallback. For sections
 * {@code false} and an empty list count as none, zero is a value. A name in a section is looked for in its item first
 * and then outside.
 *
 * <p>Blanks inside the braces do not matter. A line of a text or HTML body that holds nothing but a section tag or a
 * comment disappears with its line end. All line ends of a template become LF.
 *
 * <p><b>Values are escaped for the place of their field</b>, see {@link MergePlace}, and are never read as template.
 * There is no unescaped output but for {@link MergeData#trustedHtml}. Where nothing can be escaped, no field may
 * stand: in scripts, styles, comments, names of tags and attributes, {@code on...} and {@code style} attributes, and
 * values without quotes. A field at the beginning of a URL takes a whole link, one further on a piece of it. A section
 * must begin and end at the same place of the HTML. Outlook's conditional comments are read as HTML.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Template implements CompiledTemplate {

    private final TemplateKind kind;
    private final List<Part> parts;
    private final List<MergeField> fields;

    /** Room for one merge, learnt from the last ones; a lost update costs a copy, no more. */
    private volatile int expectedSize;

    Template(TemplateKind kind, List<Part> parts, List<MergeField> fields, int expectedSize) {
        this.kind = kind;
        this.parts = List.copyOf(parts);
        this.fields = List.copyOf(fields);
        this.expectedSize = expectedSize;
    }

    /**
     * Reads a template.
     *
     * @throws TemplateException when it is not well-formed or a field stands where none is allowed, with all problems
     */
    public static Template compile(String source, TemplateKind kind) {
        return new TemplateParser(source, kind).parse();
    }

    /** What the template is for. */
    public TemplateKind kind() {
        return kind;
    }

    /** Each different use of a field, in the order of the template. */
    @Override
    public List<MergeField> fields() {
        return fields;
    }

    @Override
    public MergedText merge(MergeData data) {
        int expected = expectedSize;
        Utf8Buffer out = new Utf8Buffer(expected);
        MergeReport report = mergeTo(data, out);
        if (out.size() > expected) {
            expectedSize = out.size() + out.size() / 16;
        }
        return new MergedText(out.array(), out.size(), report);
    }

    /**
     * Merges without making any object for the text, for a caller that keeps the buffer.
     *
     * @param out gets the text appended, whatever the report says
     */
    public MergeReport mergeTo(MergeData data, Utf8Buffer out) {
        Merging merging = new Merging(out);
        Scope scope = new Scope(data, null);
        for (Part part : parts) {
            part.write(merging, scope);
        }
        return merging.report();
    }

    /** The kind and the fields without the text. */
    @Override
    public String toString() {
        return "Template[" + kind + ", fields "
                + fields.stream().map(MergeField::name).distinct().toList() + "]";
    }
}
