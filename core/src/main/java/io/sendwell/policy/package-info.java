/**
 * Every figure that decides when, how much and what may be sent, in one value.
 *
 * <p>Figures come from the product's rules and from receivers' published demands; none of them is a literal anywhere
 * else. An operator changes some of them once, when Sendwell is built.
 */
@NullMarked
package io.sendwell.policy;

import org.jspecify.annotations.NullMarked;
