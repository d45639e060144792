package io.sendwell.testkit.mailjet;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code /v3/REST/statcounters}: the key's own figures over all time, of what {@code deliverEvents} reported. The service has
 * figures of campaigns, senders and spans of time too; they are refused here.
 */
final class StatCountersResource implements RestResource {

    private static final Map<String, List<String>> REQUIRED = Map.of(
            "CounterSource", List.of("APIKey", "Campaign", "List", "Sender"),
            "CounterTiming", List.of("Message", "Event"),
            "CounterResolution", List.of("Highest", "Hour", "Day", "Lifetime"));

    @Override
    public Set<String> filters() {
        return Set.of("CounterSource", "CounterTiming", "CounterResolution", "SourceID", "FromTS", "ToTS");
    }

    @Override
    public Answer list(RestCall call) {
        for (Map.Entry<String, List<String>> parameter : REQUIRED.entrySet()) {
            String value = call.query().filter(parameter.getKey()).orElse("");
            if (value.isEmpty()) {
                return RestAnswers.error(400, "MJ03 A value is required for " + parameter.getKey());
            }
            if (!parameter.getValue().contains(value)) {
                return RestAnswers.error(
                        400, "MJ09 Property " + parameter.getKey() + " must be one of " + parameter.getValue());
            }
        }
        boolean isCovered = call.query().filter("CounterSource").equals(Optional.of("APIKey"))
                && call.query().filter("CounterResolution").equals(Optional.of("Lifetime"));
        if (!isCovered) {
            return RestAnswers.error(400, "This fake has the figures of the API key over its lifetime only");
        }
        if (call.query().filter("FromTS").isPresent()
                || call.query().filter("ToTS").isPresent()) {
            return RestAnswers.error(400, "FromTS and ToTS are not allowed with CounterResolution Lifetime");
        }
        return RestAnswers.page(call.query(), List.of(call.account().statCounters()));
    }
}
