/** The outbox worker: its loop and threads, retries, breakers, fairness and recovery. */
module io.sendwell.scheduling {
    requires transitive io.sendwell.core;
    requires org.slf4j;
    requires static org.jspecify;
    requires static micrometer.core;

    exports io.sendwell.scheduling;
    exports io.sendwell.scheduling.breaker;
    exports io.sendwell.scheduling.micrometer;
    exports io.sendwell.scheduling.retry;
}
