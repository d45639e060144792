package io.sendwell.testkit.crash;

import java.nio.file.Files;
import java.nio.file.Path;

/** A program that starts another one, says which, and waits for its own end. */
final class Nested {

    private Nested() {}

    public static void main(String[] args) throws Exception {
        WorkerProcess child = WorkerProcess.running(Metronome.class)
                .arguments(args[0])
                .heap(16)
                .start();
        while (!Files.exists(Path.of(args[0]))) {
            Thread.onSpinWait();
        }
        System.out.println("child " + child.pid());
        Thread.currentThread().join();
    }
}
