package io.sendwell.testkit.crash;

/** Decides what a {@link CountingEsp} does with each call. It is asked by several threads at once. */
@FunctionalInterface
public interface EspScript {

    /** What to do with this call. */
    EspAnswer answer(EspCall call);
}
