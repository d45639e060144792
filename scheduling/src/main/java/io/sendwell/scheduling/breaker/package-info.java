/**
 * Keeps hands off a route that takes nothing now. A breaker watches the calls on one route; when half of them fail for a
 * reason of the route's own it opens, nothing is claimed for that route any more and no entry loses an attempt, and after a
 * while one mail tries whether it goes again.
 */
@NullMarked
package io.sendwell.scheduling.breaker;

import org.jspecify.annotations.NullMarked;
