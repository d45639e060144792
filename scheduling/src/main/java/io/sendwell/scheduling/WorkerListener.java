package io.sendwell.scheduling;

/**
 * Hears what a worker does, for the application's metrics and alarms. It is called on the worker's threads, several at once,
 * and had better be quick; what it throws is logged and changes nothing.
 */
@FunctionalInterface
public interface WorkerListener {

    /** Something happened. */
    void on(WorkerEvent event);
}
