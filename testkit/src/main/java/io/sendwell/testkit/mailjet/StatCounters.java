package io.sendwell.testkit.mailjet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The figures of one API key over all time. Guarded by its account. */
final class StatCounters {

    private static final Set<String> FATES = Set.of("sent", "blocked", "hardbounced", "softbounced");

    // Copies by what happened to them at least once, and how often things happened in all.
    private final Map<String, Set<Long>> copies = new HashMap<>();
    private final Map<String, Long> events = new HashMap<>();
    private long total;

    void accepted(int recipients) {
        total += recipients;
    }

    void count(MailjetEvent event) {
        long copy = event.copy().messageId();
        copies.computeIfAbsent(event.status(), key -> new HashSet<>()).add(copy);
        if (event.status().equals("clicked")) {
            copies.computeIfAbsent("opened", key -> new HashSet<>()).add(copy);
        }
        events.merge(event.type(), 1L, Long::sum);
    }

    ObjectNode toJson(long apiKeyId) {
        long decided = FATES.stream().mapToLong(this::messages).sum();
        return JsonNodeFactory.instance
                .objectNode()
                .put("APIKeyID", apiKeyId)
                .put("SourceID", 0)
                .put("Timeslice", "")
                .put("Total", total)
                .put("MessageSentCount", messages("sent"))
                .put("MessageOpenedCount", messages("opened"))
                .put("MessageClickedCount", messages("clicked"))
                .put("MessageBlockedCount", messages("blocked"))
                .put("MessageHardBouncedCount", messages("hardbounced"))
                .put("MessageSoftBouncedCount", messages("softbounced"))
                .put("MessageDeferredCount", 0)
                .put("MessageQueuedCount", total - decided)
                .put("MessageSpamCount", messages("spam"))
                .put("MessageUnsubscribedCount", messages("unsub"))
                .put("MessageWorkFlowExitedCount", 0)
                .put("EventOpenedCount", happened("open"))
                .put("EventClickedCount", happened("click"))
                .put("EventOpenDelay", 0)
                .put("EventClickDelay", 0)
                .put("EventSpamCount", happened("spam"))
                .put("EventUnsubscribedCount", happened("unsub"))
                .put("EventWorkflowExitedCount", 0);
    }

    private long messages(String status) {
        return copies.getOrDefault(status, Set.of()).size();
    }

    private long happened(String type) {
        return events.getOrDefault(type, 0L);
    }
}
