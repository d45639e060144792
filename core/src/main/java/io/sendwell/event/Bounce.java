package io.sendwell.event;

/**
 * Why a message did not arrive: our reading of what the other side said, with its own words.
 *
 * @param kind our reading
 * @param row the row of the table that decided it, such as {@code B9}, so that what a wrong row did can be found and undone
 * @param code the reply code or enhanced status code, or both, such as {@code 550 5.1.1}; the provider's own word where it has no
 *     codes; empty when there was none
 * @param text the other side's own words
 */
public record Bounce(BounceKind kind, String row, String code, String text) {}
