package io.sendwell.examples.jdbc;

import io.sendwell.account.AccountId;
import io.sendwell.log.CampaignFigures;
import io.sendwell.log.CampaignQuery;
import io.sendwell.log.Totals;
import io.sendwell.message.CampaignName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** The rows of {@code sendwell_event_campaign}. */
final class EventCampaigns {

    private static final String TOTALS = String.join(", ", EventTotals.NAMES);

    private static final String MERGE = """
            MERGE INTO sendwell_event_campaign AS known
            USING (SELECT campaign, first_subject, search_text, first_at, {totals}
                   FROM unnest(CAST(? AS varchar ARRAY), CAST(? AS varchar ARRAY), CAST(? AS varchar ARRAY),
                       CAST(? AS bigint ARRAY), {arrays})
                   AS column_wise (campaign, first_subject, search_text, first_at, {totals})) AS changed
            ON known.account = ? AND known.campaign = changed.campaign
            WHEN MATCHED THEN UPDATE SET first_subject = changed.first_subject, search_text = changed.search_text,
                first_at = changed.first_at, {updates}
            WHEN NOT MATCHED THEN INSERT (account, campaign, first_subject, search_text, first_at, archived, {totals})
                VALUES (?, changed.campaign, changed.first_subject, changed.search_text, changed.first_at, FALSE, {changes})
            """.replace("{totals}", TOTALS)
            .replace("{arrays}", forEach(name -> "CAST(? AS bigint ARRAY)"))
            .replace("{updates}", forEach(name -> name + " = changed." + name))
            .replace("{changes}", forEach(name -> "changed." + name));

    private EventCampaigns() {}

    private static String forEach(Function<String, String> text) {
        return EventTotals.NAMES.stream().map(text).collect(Collectors.joining(", "));
    }

    /** Those of these that there are. */
    static Map<CampaignName, CampaignFigures> read(Sql sql, AccountId account, Collection<CampaignName> names)
            throws SQLException {
        Map<CampaignName, CampaignFigures> known = new HashMap<>();
        sql.query(
                        """
                        SELECT known.* FROM unnest(CAST(? AS varchar ARRAY)) AS wanted (campaign)
                        JOIN sendwell_event_campaign AS known ON known.account = ? AND known.campaign = wanted.campaign
                        """,
                        EventCampaigns::figures,
                        Sql.texts(names.stream().map(CampaignName::value).toList()),
                        account)
                .forEach(campaign -> known.put(campaign.name(), campaign));
        return known;
    }

    /** Writes everything of these but whether somebody put them aside. */
    static void save(Sql sql, AccountId account, Collection<CampaignFigures> campaigns) throws SQLException {
        if (campaigns.isEmpty()) {
            return;
        }
        List<Object> values = new ArrayList<>();
        values.add(Sql.texts(campaigns.stream().map(one -> one.name().value()).toList()));
        values.add(
                Sql.texts(campaigns.stream().map(CampaignFigures::firstSubject).toList()));
        values.add(Sql.texts(
                campaigns.stream().map(one -> searchText(one.firstSubject())).toList()));
        values.add(Sql.bigints(
                campaigns.stream().map(one -> Micros.of(one.firstAt())).toList()));
        for (ToLongFunction<Totals> value : EventTotals.VALUES) {
            values.add(Sql.bigints(campaigns.stream()
                    .map(one -> value.applyAsLong(one.totals()))
                    .toList()));
        }
        values.add(account);
        values.add(account);
        sql.update(MERGE, values.toArray());
    }

    static List<CampaignFigures> list(Sql sql, AccountId account, CampaignQuery query) throws SQLException {
        String archived = switch (query.archived()) {
            case YES -> " AND archived";
            case NO -> " AND NOT archived";
            case EITHER -> "";
        };
        return sql.query(
                "SELECT * FROM sendwell_event_campaign WHERE account = ? AND position(? IN search_text) > 0" + archived
                        + " ORDER BY account DESC, first_at DESC, campaign DESC LIMIT ? OFFSET ?",
                EventCampaigns::figures,
                account,
                searchText(query.subjectPart()),
                query.limit(),
                query.offset());
    }

    // As CampaignQuery.matches does it; what a database calls lower case depends on its locale.
    private static String searchText(String subject) {
        return subject.toLowerCase(Locale.ROOT);
    }

    private static CampaignFigures figures(ResultSet row) throws SQLException {
        return new CampaignFigures(
                CampaignName.of(row.getString("campaign")),
                row.getString("first_subject"),
                Rows.instant(row, "first_at"),
                EventTotals.read(row),
                row.getBoolean("archived"));
    }
}
