/**
 * Ways out, and the choice between them: which route a mail takes, why, and what is lost on it.
 *
 * <p>What a route can do is known before it is chosen ({@link io.sendwell.route.Capability}), and the choice explains
 * itself ({@link io.sendwell.route.RoutePlan}).
 */
@NullMarked
package io.sendwell.route;

import org.jspecify.annotations.NullMarked;
