package io.sendwell;

import io.sendwell.check.CheckReport;
import io.sendwell.check.Finding;
import io.sendwell.message.CampaignName;
import io.sendwell.outbox.SendingId;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What became of the wish to schedule a mail or a broadcast: it waits in the outbox, or it was refused as a whole and
 * nothing of it will leave.
 *
 * @param sending what was made; empty when it was refused
 * @param campaign under which name its mails are grouped
 * @param start from when on it leaves, in the account's time zone
 * @param total how many mails it has, those that are withheld among them; 0 when it was refused
 * @param report what was found: the reasons when it was refused, advice otherwise; of findings that many persons'
 *     mails share, one
 * @param withheld how many persons get no mail, by the code of the reason
 * @param withheldSample the first of them, at most 20
 * @param duplicates how many times the audience named somebody again, who gets one mail nevertheless
 */
public record ScheduleReceipt(
        Optional<SendingId> sending,
        CampaignName campaign,
        ZonedDateTime start,
        long total,
        CheckReport report,
        Map<String, Long> withheld,
        List<WithheldPerson> withheldSample,
        long duplicates) {

    public ScheduleReceipt {
        withheld = Collections.unmodifiableMap(new LinkedHashMap<>(withheld));
        withheldSample = List.copyOf(withheldSample);
    }

    static ScheduleReceipt refused(CampaignName campaign, ZonedDateTime start, CheckReport report) {
        return new ScheduleReceipt(Optional.empty(), campaign, start, 0, report, Map.of(), List.of(), 0);
    }

    /** Whether it waits in the outbox. */
    public boolean isScheduled() {
        return sending.isPresent();
    }

    /**
     * The id of what was scheduled, for {@link SendingAccount#scheduled()}.
     *
     * @throws IllegalStateException when it was refused; the text says why
     */
    public SendingId id() {
        return sending.orElseThrow(() -> new IllegalStateException("Nothing was scheduled. " + explain()));
    }

    /** How many persons get no mail, whatever the reason. */
    public long withheldCount() {
        return withheld.values().stream().mapToLong(Long::longValue).sum();
    }

    /** In one line: how many mails leave when, under which name, and who does not get one; or why it was refused. */
    public String explain() {
        if (sending.isEmpty()) {
            return report.stops().stream().map(Finding::explain).collect(Collectors.joining(" "));
        }
        String why = withheld.entrySet().stream()
                .map(reason -> "; " + reason.getValue() + " × withheld: " + reason.getKey())
                .collect(Collectors.joining());
        return String.format(
                Locale.ROOT,
                "%,d scheduled for %s, campaign \"%s\"%s%s",
                total - withheldCount(),
                start,
                campaign,
                why,
                duplicates == 0 ? "" : "; " + duplicates + " × named again");
    }
}
