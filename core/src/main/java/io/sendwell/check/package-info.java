/**
 * Examinations before sending: what was looked at, what was found, and what to do about it.
 *
 * <p>A {@link io.sendwell.check.Check} reads a mail and changes nothing. A finding of severity MUST that failed keeps
 * the mail from leaving; what cannot be seen from here is NOT_CHECKED and never PASS, and there is no total score.
 */
@NullMarked
package io.sendwell.check;

import org.jspecify.annotations.NullMarked;
