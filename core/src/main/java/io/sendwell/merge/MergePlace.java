package io.sendwell.merge;

/** Where in a message a merge field stands, and therefore how its value is written. */
public enum MergePlace {
    /** A header field: as it is; line breaks, controls and characters that reorder or hide text are refused. */
    HEADER,
    /** Plain text: as it is; all line breaks become LF, other controls are refused. */
    PLAIN_TEXT,
    /** Text between HTML tags: {@code & < > " '} as character references. */
    HTML_TEXT,
    /** A quoted attribute value: the same. */
    HTML_ATTRIBUTE,
    /** The beginning of a URL: relative, or with the scheme http, https, mailto, tel or cid; others are refused. */
    URL,
    /** The whole host of a URL: letters, digits, hyphens and dots. */
    URL_HOST,
    /** A piece of the host of a URL: letters, digits and hyphens. */
    URL_HOST_LABEL,
    /** What follows {@code mailto:}, {@code tel:} or {@code cid:}: percent-encoded but for {@code @} and {@code +}. */
    URL_ADDRESS,
    /** Path, query or fragment of a URL: percent-encoded as a component (RFC 3986 section 2). */
    URL_COMPONENT
}
