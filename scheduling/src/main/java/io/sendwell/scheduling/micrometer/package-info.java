/**
 * Counts and times for Micrometer what Sendwell tells its listeners.
 *
 * <p>The one package that needs {@code io.micrometer:micrometer-core}, and shows a type of it: the application's registry is handed in.
 * Whoever does not use the package needs no Micrometer.
 */
@NullMarked
package io.sendwell.scheduling.micrometer;

import org.jspecify.annotations.NullMarked;
