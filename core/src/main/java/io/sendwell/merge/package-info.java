/**
 * Templates that are compiled once and merged with each recipient's data.
 *
 * <p>Merging comes right after composing: a message is merged once, when it is made, and never again. Each value is
 * escaped for the place where it stands (HTML text, attribute, URL, subject, plain text), which is decided when the
 * template is compiled; a value is never read as template. What is missing or not allowed in its place is a result,
 * since it concerns one recipient; what is wrong with a template is an exception, since it concerns all. HTML is
 * followed as the tokenizer of the WHATWG HTML standard (section 13.2.5) reads it, URLs are RFC 3986.
 */
@NullMarked
package io.sendwell.merge;

import org.jspecify.annotations.NullMarked;
