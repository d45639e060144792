package io.sendwell.event;

import java.time.Instant;

/**
 * One bounce of one address: a message that was given up. What is still being tried is none yet.
 *
 * @param at when
 * @param bounce why
 */
public record Strike(Instant at, Bounce bounce) {}
