/**
 * How fast Sendwell is beside other libraries that do the same, measured in the same run, and how far from a
 * hand-written limit that does only what cannot be avoided. {@link io.sendwell.examples.benchmarks.Benchmarks} runs
 * everything; {@code docs/benchmarks.md} says what is compared and what came out.
 */
@NullMarked
package io.sendwell.examples.benchmarks;

import org.jspecify.annotations.NullMarked;
