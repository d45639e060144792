/**
 * The fakes as JUnit 5 extensions: started for a test that asks for them, closed after it.
 *
 * <p>Only this package knows JUnit. The fakes themselves are plain classes, for every other use.
 */
@NullMarked
package io.sendwell.testkit.junit5;

import org.jspecify.annotations.NullMarked;
