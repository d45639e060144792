package io.sendwell.guard;

import java.time.Instant;

/**
 * Where a count began.
 *
 * @param at when
 * @param counts what the event log had then
 */
public record GuardMark(Instant at, GuardCounts counts) {}
