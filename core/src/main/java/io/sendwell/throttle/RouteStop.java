package io.sendwell.throttle;

import java.time.Duration;

/**
 * A way out on which nothing may leave for now, on any node.
 *
 * @param left how much longer; longer than zero
 * @param reason what was said when it was stopped, shortened
 */
public record RouteStop(Duration left, String reason) {}
