package io.sendwell;

import io.sendwell.check.CheckReport;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.message.CampaignName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What happened to a broadcast that was sent at once.
 *
 * @param campaign under which name its mails are grouped
 * @param report what kept the broadcast as a whole from leaving; nothing stops when its mails were tried
 * @param receipts a receipt for each person of the audience, in its order; empty when the broadcast was refused
 */
public record BroadcastReceipt(CampaignName campaign, CheckReport report, List<Receipt> receipts) {

    public BroadcastReceipt {
        receipts = List.copyOf(receipts);
    }

    /** For how many persons the next hop took it. */
    public long acceptedCount() {
        return receipts.stream().filter(Receipt::allAccepted).count();
    }

    /** In one line: how many of how many, and why not the others, each reason once. */
    public String explain() {
        if (!report.sendable()) {
            return report.stops().stream()
                    .map(finding -> finding.explain())
                    .reduce((a, b) -> a + " " + b)
                    .orElse("");
        }
        String why = reasonsOfOthers().entrySet().stream()
                .map(reason -> "; " + reason.getValue() + " × " + reason.getKey())
                .collect(Collectors.joining());
        return acceptedCount() + " of " + receipts.size() + " accepted, campaign \"" + campaign + "\"" + why;
    }

    private Map<String, Long> reasonsOfOthers() {
        return receipts.stream()
                .flatMap(receipt -> receipt.outcomes().values().stream())
                .filter(outcome -> !outcome.isAccepted())
                .collect(Collectors.groupingBy(RecipientOutcome::explain, LinkedHashMap::new, Collectors.counting()));
    }
}
