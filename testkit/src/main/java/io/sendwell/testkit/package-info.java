/**
 * What a test of a sending application needs whatever the way out: time that the test moves.
 *
 * <p>The fake servers live in packages of their own, one per kind of next hop, and know nothing of JUnit.
 */
@NullMarked
package io.sendwell.testkit;

import org.jspecify.annotations.NullMarked;
