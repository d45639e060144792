package io.sendwell.route;

/**
 * A way out that was looked at and not taken.
 *
 * @param route which
 * @param reason why not, in a sentence for people
 */
public record RejectedRoute(Route route, String reason) {}
