package io.sendwell.blocklist;

import java.time.Instant;

/**
 * What a row of a table of bounces did that turned out wrong.
 *
 * @param row the row, such as {@code B9}; not blank
 * @param source the reporter whose reports it read, such as {@code mailjet}
 * @param from the earliest time of what it made, {@link BlocklistEntry#since()} for an entry
 * @param to the latest one, itself left out
 */
public record RowUndo(String row, String source, Instant from, Instant to) {

    public RowUndo {
        if (row.isBlank()) {
            throw new IllegalArgumentException("The row to undo is blank, and so is that of entries that no row made."
                    + " Name a row, as it stands in BlocklistEntry.row().");
        }
    }

    /** Whether this row made the entry. */
    public boolean made(BlocklistEntry entry) {
        return made(entry.row(), entry.source(), entry.since());
    }

    /** Whether what a row of a reporter made at a time is meant. */
    public boolean made(String byRow, String bySource, Instant at) {
        return row.equals(byRow) && source.equals(bySource) && !at.isBefore(from) && at.isBefore(to);
    }
}
