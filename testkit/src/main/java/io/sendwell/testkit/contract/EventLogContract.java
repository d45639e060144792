package io.sendwell.testkit.contract;

import io.sendwell.log.EventLog;

/**
 * What every {@link EventLog} keeps, asked by one thread. What it keeps when many ask at once is in {@link
 * EventLogConcurrencyContract}.
 *
 * <pre>{@code
 * class JdbcEventLogTest implements EventLogContract, EventLogConcurrencyContract {
 *     @Override
 *     public EventLog newEventLog() {
 *         database.clear();
 *         return new JdbcEventLog(database.dataSource());
 *     }
 * }
 * }</pre>
 */
public interface EventLogContract
        extends EventLogRecordContract, EventLogFiguresContract, EventLogQueryContract, EventLogCampaignContract {}
