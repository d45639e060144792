/**
 * What every implementation of an interface of Sendwell has to keep, as JUnit 5 tests to inherit.
 *
 * <p>An implementer writes a test class that implements the contract and its one factory method. What an
 * implementation cannot show is declared by it and comes out as skipped, never as passed. The contracts need JUnit
 * Jupiter (5.12 or later) on the test path and no other library; each also holds for Sendwell's own implementation in
 * memory.
 */
@NullMarked
package io.sendwell.testkit.contract;

import org.jspecify.annotations.NullMarked;
