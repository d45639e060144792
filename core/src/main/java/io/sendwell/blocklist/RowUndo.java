package io.sendwell.blocklist;

import java.time.Instant;

/**
 * What a row of a table of bounces did that turned out wrong.
 *
 * @param row the row, such as {@code B9}; not blank
 * @param source the reporter whose reports it read, such as {@code mailjet}
 * @param from the earliest {@link BlocklistEntry#since()}
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
        return row.equals(entry.row())
                && source.equals(entry.source())
                && !entry.since().isBefore(from)
                && entry.since().isBefore(to);
    }
}
