package io.sendwell.throttle;

import java.time.Instant;

/**
 * What stood under a key of the {@link ThrottleStore}.
 *
 * @param version 0 when nothing did; goes up with each change
 * @param state the text; empty when there was nothing
 * @param now the store's clock at that moment, to the millisecond or finer
 */
public record ThrottleReading(long version, String state, Instant now) {}
