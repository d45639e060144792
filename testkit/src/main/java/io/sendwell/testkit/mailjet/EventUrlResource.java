package io.sendwell.testkit.mailjet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** {@code /v3/REST/eventcallbackurl}: where the key's events go. */
final class EventUrlResource implements RestResource {

    // In filters the service's own client names the types by number.
    private static final Map<String, String> TYPE_NUMBERS =
            Map.of("1", "click", "2", "bounce", "3", "spam", "4", "blocked", "5", "unsub", "6", "open", "7", "sent");

    @Override
    public Set<String> filters() {
        return Set.of("APIKey", "Backup", "EventType", "Status", "Version");
    }

    @Override
    public Answer list(RestCall call) {
        List<ObjectNode> all = call.account().eventUrls().all(EventUrl::toJson);
        return RestAnswers.page(
                call.query(),
                all.stream().filter(url -> matches(url, call.query())).toList());
    }

    @Override
    public Answer get(RestCall call) {
        return with(call, url -> RestAnswers.one(200, url.toJson()));
    }

    @Override
    public Answer create(RestCall call, JsonNode properties) {
        try {
            EventUrl url =
                    call.account().eventUrls().add(EventUrlProperties.read(properties, EventUrlProperties.ABSENT));
            return RestAnswers.one(201, url.toJson());
        } catch (IllegalArgumentException refused) {
            return RestAnswers.error(400, String.valueOf(refused.getMessage()));
        }
    }

    @Override
    public Answer update(RestCall call, JsonNode properties) {
        try {
            return with(
                    call,
                    url -> call.account()
                            .eventUrls()
                            .update(url, properties)
                            .map(changed -> RestAnswers.one(200, changed.toJson()))
                            .orElseGet(() -> Answer.empty(304)));
        } catch (IllegalArgumentException refused) {
            return RestAnswers.error(400, String.valueOf(refused.getMessage()));
        }
    }

    @Override
    public Answer delete(RestCall call) {
        return with(call, url -> {
            call.account().eventUrls().remove(url);
            return Answer.empty(204);
        });
    }

    private static Answer with(RestCall call, Function<EventUrl, Answer> answer) {
        Optional<EventUrl> url = call.account().eventUrls().get(call.id());
        return url.map(answer).orElseGet(RestAnswers::notFound);
    }

    private static boolean matches(ObjectNode url, RestQuery query) {
        return query.filter("EventType")
                        .map(type -> TYPE_NUMBERS.getOrDefault(type, type))
                        .map(url.path("EventType").asText()::equals)
                        .orElse(true)
                && query.filter("Status")
                        .map(url.path("Status").asText()::equalsIgnoreCase)
                        .orElse(true)
                && query.filter("Version")
                        .map(url.path("Version").asText()::equals)
                        .orElse(true)
                && query.filter("APIKey")
                        .map(url.path("APIKey").asText()::equals)
                        .orElse(true)
                && query.filter("Backup")
                        .map(backup ->
                                query.isOn("Backup") == url.path("IsBackup").asBoolean())
                        .orElse(true);
    }
}
