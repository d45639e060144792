package io.sendwell.examples.jdbc;

import io.sendwell.log.Totals;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.ToLongFunction;

/** The columns of {@link Totals}, which an account and each of its campaigns have. */
final class EventTotals {

    /** Their names, in the order of {@link #VALUES}. */
    static final List<String> NAMES = List.of(
            "processed",
            "delivered",
            "opened",
            "clicked",
            "bounced",
            "hard_bounced",
            "blocked",
            "suppressed",
            "complaints",
            "unsubscribed");

    static final List<ToLongFunction<Totals>> VALUES = List.of(
            Totals::processed,
            Totals::delivered,
            Totals::opened,
            Totals::clicked,
            Totals::bounced,
            Totals::hardBounced,
            Totals::blocked,
            Totals::suppressed,
            Totals::complaints,
            Totals::unsubscribed);

    private EventTotals() {}

    static Totals read(ResultSet row) throws SQLException {
        return new Totals(
                row.getLong("processed"),
                row.getLong("delivered"),
                row.getLong("opened"),
                row.getLong("clicked"),
                row.getLong("bounced"),
                row.getLong("hard_bounced"),
                row.getLong("blocked"),
                row.getLong("suppressed"),
                row.getLong("complaints"),
                row.getLong("unsubscribed"));
    }
}
