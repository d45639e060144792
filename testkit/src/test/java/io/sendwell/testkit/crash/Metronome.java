package io.sendwell.testkit.crash;

import java.nio.file.Path;

/** A program to be killed: it writes numbers into a journal, as fast as it can, and says farewell when it is asked to end. */
final class Metronome {

    private Metronome() {}

    public static void main(String[] args) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("farewell")));
        System.out.println("ready");
        Journal journal = Journal.open(Path.of(args[0]));
        for (long number = 0; ; number++) {
            journal.add(Long.toString(number));
        }
    }
}
