/**
 * How people leave a list: links that are sealed for one person ({@link io.sendwell.unsubscribe.UnsubscribeLinks}), what answers
 * them ({@link io.sendwell.unsubscribe.UnsubscribeHandler}), and who has left ({@link io.sendwell.unsubscribe.OptOutList}).
 *
 * <p>It follows RFC 8058 and RFC 2369. The list of who has left is read when a broadcast is made and again when it leaves; it keeps
 * back mail of class {@link io.sendwell.message.MessageClass#MASS} and no other.
 */
@NullMarked
package io.sendwell.unsubscribe;

import org.jspecify.annotations.NullMarked;
