package io.sendwell;

import io.sendwell.check.CheckReport;
import io.sendwell.message.CampaignName;
import java.util.List;

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
    public long accepted() {
        return receipts.stream().filter(Receipt::allAccepted).count();
    }

    /** In one line: how many of how many, or why none. */
    public String explain() {
        if (!report.sendable()) {
            return report.stops().stream()
                    .map(finding -> finding.explain())
                    .reduce((a, b) -> a + " " + b)
                    .orElse("");
        }
        return accepted() + " of " + receipts.size() + " accepted, campaign \"" + campaign + "\"";
    }
}
