/**
 * The record of every message: what it was, how it left, and what became of it for each recipient.
 *
 * <p>A message is recorded before it is handed to a next hop and settled afterwards, so that a process that dies in
 * between leaves a trace. The application implements {@link io.sendwell.log.MessageLog} on its own database.
 */
@NullMarked
package io.sendwell.log;

import org.jspecify.annotations.NullMarked;
