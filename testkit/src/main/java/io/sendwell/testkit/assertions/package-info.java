/**
 * AssertJ assertions in the words of the domain: a receipt was accepted, a mail left on behalf of its author.
 *
 * <p>Begin with {@link io.sendwell.testkit.assertions.SendwellAssertions}. What fails says what there was instead. Only
 * this package needs AssertJ (3.27 or later) on the test path.
 */
@NullMarked
package io.sendwell.testkit.assertions;

import org.jspecify.annotations.NullMarked;
