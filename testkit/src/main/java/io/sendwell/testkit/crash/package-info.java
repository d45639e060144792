/**
 * What breaks a sending application on purpose: processes that are killed and frozen, connections that are cut, and a next
 * hop that counts what reached it.
 *
 * <p>{@link io.sendwell.testkit.crash.WorkerProcess} is a JVM of its own to be killed, {@link
 * io.sendwell.testkit.crash.CuttingProxy} stands in a connection, {@link io.sendwell.testkit.crash.CountingEsp} outlives
 * them and says what was lost or came twice, and a {@link io.sendwell.testkit.crash.Journal} tells what a killed process
 * was told.
 */
@NullMarked
package io.sendwell.testkit.crash;

import org.jspecify.annotations.NullMarked;
