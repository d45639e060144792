/**
 * What an author composed, structured: a {@link io.sendwell.message.Mail} in the sense of RFC 5322, or an {@link
 * io.sendwell.message.Sms}.
 *
 * <p>A message is an immutable value that was checked when it was built: whatever cannot be sent by anyone (a line
 * break in a subject, an address that is none) does not get past the builder. What follows in the flow merges it,
 * checks it, finds an identity and a route for it, and renders it.
 */
@NullMarked
package io.sendwell.message;

import org.jspecify.annotations.NullMarked;
