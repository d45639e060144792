/**
 * How an account, a campaign and the operator as a whole stand with the people they write to: how much came back, how much was called
 * spam, and what was decided because of it.
 *
 * <p>Figures come from the {@linkplain io.sendwell.log event log}, bars from the {@linkplain io.sendwell.policy policy}; what is held, and
 * who let it go again, stands in the {@link io.sendwell.guard.GuardStore}. The bars follow Gmail's and Yahoo's sender requirements and
 * the practice of ESPs.
 */
@NullMarked
package io.sendwell.guard;

import org.jspecify.annotations.NullMarked;
