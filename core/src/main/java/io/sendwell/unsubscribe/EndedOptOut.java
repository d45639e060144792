package io.sendwell.unsubscribe;

/**
 * The record of an opt-out that holds no more.
 *
 * @param optOut what held
 * @param by whose decision ended it
 */
public record EndedOptOut(OptOut optOut, OptIn by) {}
