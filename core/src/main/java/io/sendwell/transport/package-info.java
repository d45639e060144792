/**
 * How messages leave: a {@link io.sendwell.transport.Transport} hands them to one kind of next hop and says, per
 * recipient, what that hop answered.
 *
 * <p>Answers are values. An exception would lose what was already accepted in the same batch.
 */
@NullMarked
package io.sendwell.transport;

import org.jspecify.annotations.NullMarked;
