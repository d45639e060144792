/**
 * From a mail to the exact octets to transmit (RFC 5322, RFC 2045 to 2047, RFC 2231).
 *
 * <p>Rendering is a pure function: the same {@link io.sendwell.mime.OutgoingMail} gives the same octets, with no clock
 * and no chance in between, so that a retry sends what was signed and stored. Attachments are streamed, never read
 * whole.
 */
@NullMarked
package io.sendwell.mime;

import org.jspecify.annotations.NullMarked;
