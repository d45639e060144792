/** The outbox worker, schedules, broadcasts and pace. */
module io.sendwell.scheduling {
    requires transitive io.sendwell.core;
}
