package io.sendwell.merge;

/** What a template is for, which decides how values are escaped in it. */
public enum TemplateKind {
    /** The subject, or the value of another header field: one line. */
    SUBJECT,
    /** A plain text body. */
    TEXT,
    /** An HTML body. */
    HTML
}
