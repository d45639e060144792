package io.sendwell.examples.faults;

import io.sendwell.scheduling.WorkerEvent;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A node in a process of its own. Killed, it leaves everything as it was at that moment; asked to end, it ends in good order. */
public final class FaultWorker {

    static final String READY = "ready";
    static final String CLOSED = "closed in good order";
    static final String RECOVERED = "recovered a claim";
    static final String HEAP = "heap in use after a collection: ";

    private FaultWorker() {}

    /**
     * Sends what stands in the outbox, until it is killed or asked to end.
     *
     * @param args the settings, each as {@code NAME=value}
     */
    public static void main(String[] args) throws InterruptedException {
        Settings settings = Settings.parse(args);
        Node node = Node.watched(settings, FaultWorker::note);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node), "close"));
        node.start();
        say(READY);
        Duration looks = settings.duration(Setting.HEAP_LOOKS);
        if (looks.isZero()) {
            Thread.currentThread().join();
        }
        while (true) {
            TimeUnit.MILLISECONDS.sleep(looks.toMillis());
            System.gc();
            say(HEAP + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
    }

    private static void note(WorkerEvent event) {
        if (event instanceof WorkerEvent.Recovered) {
            say(RECOVERED);
        }
    }

    private static void close(Node node) {
        node.close();
        say(CLOSED);
    }

    @SuppressWarnings("SystemOut") // A program's own output, which whoever started it waits for.
    private static void say(String line) {
        System.out.println(line);
    }
}
