/**
 * Checks on text that is going to stand in a header, an address or an error message.
 *
 * <p>What arrives here was typed by somebody else: a line break in a display name would start a new header field
 * (CWE-93), an invisible character would make one name look like another. Nothing here knows what a mail is.
 */
@NullMarked
package io.sendwell.internal.text;

import org.jspecify.annotations.NullMarked;
