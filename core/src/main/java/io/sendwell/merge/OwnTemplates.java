package io.sendwell.merge;

/** Sendwell's own engine: a pure function, so that template and values can be kept in place of the text. */
enum OwnTemplates implements TemplateEngine {
    ENGINE;

    @Override
    public CompiledTemplate compile(String source, TemplateKind kind) {
        return Template.compile(source, kind);
    }
}
