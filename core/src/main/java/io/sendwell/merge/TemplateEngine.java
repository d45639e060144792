package io.sendwell.merge;

/**
 * Compiles templates. The default is {@link #sendwell()}; an application that prefers Mustache, FreeMarker or
 * Thymeleaf hands in its own, and proves it by {@code TemplateEngineContract} of the testkit. Values are text to every
 * engine: one that looks like a template is never read as one.
 *
 * <p>An adapter compiles by the other library and merges by giving it {@link io.sendwell.message.MergeData#asMap()}:
 *
 * <pre>{@code
 * TemplateEngine mustache = (source, kind) -> {
 *     com.samskivert.mustache.Template compiled =
 *             Mustache.compiler().escapeHTML(kind == TemplateKind.HTML).compile(source);
 *     return new CompiledTemplate() {
 *         public MergedText merge(MergeData data) { return MergedText.of(compiled.execute(data.asMap())); }
 *         public List<MergeField> fields() { return List.of(); }
 *     };
 * };
 * }</pre>
 *
 * <p>Such an adapter answers itself for escaping by place: most engines escape HTML text but not URLs. A line break
 * in the subject is refused by the mail, whichever engine wrote it.
 */
@FunctionalInterface
public interface TemplateEngine {

    /**
     * Reads a template once, for many merges.
     *
     * @throws TemplateException when the template is not well-formed, with all its problems
     */
    CompiledTemplate compile(String source, TemplateKind kind);

    /** Sendwell's own templates: see {@link Template}. Always the same object. */
    static TemplateEngine sendwell() {
        return OwnTemplates.ENGINE;
    }
}
