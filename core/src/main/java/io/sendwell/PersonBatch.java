package io.sendwell;

import io.sendwell.log.EventPlace;
import io.sendwell.log.EventQuery;
import io.sendwell.log.LoggedEvent;
import java.util.List;

/**
 * Some of the persons of a report, for the application to update or to plan something for.
 *
 * @param latest the latest event of each person among those that were asked for; {@link LoggedEvent#about()} and {@link
 *     LoggedEvent#recipient()} say who it is
 * @param last where the batch ended: {@link EventQuery#after(EventPlace)} goes on behind it, also in another process
 */
public record PersonBatch(List<LoggedEvent> latest, EventPlace last) {

    public PersonBatch {
        latest = List.copyOf(latest);
    }
}
