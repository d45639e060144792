package io.sendwell.testkit.crash;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * Where a {@link WorkerProcess} begins: it ties the process to the one that started it, and goes on with the program that
 * was asked for.
 */
final class WorkerMain {

    private WorkerMain() {}

    /**
     * Runs a program.
     *
     * @param args the name of its class, and its own arguments
     */
    public static void main(String[] args) throws ReflectiveOperationException {
        endWithTheStarter();
        Method main = Class.forName(args[0]).getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        main.invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    }

    // Standard input is a pipe whose other end is the starter. It ends when the starter does, however that came about.
    private static void endWithTheStarter() {
        Thread watch = new Thread(WorkerMain::awaitEndOfInput, "sendwell-worker-lifeline");
        watch.setDaemon(true);
        watch.start();
    }

    private static void awaitEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // Nobody writes; whatever comes is no end.
            }
        } catch (IOException e) {
            // A broken pipe is an end too.
        }
        Runtime.getRuntime().halt(1);
    }
}
