package io.sendwell.testkit.mailjet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code /v3/REST/sender}: who may send with this key. A sender made here is inactive until it is confirmed. */
final class SenderResource implements RestResource {

    @Override
    public Set<String> filters() {
        return Set.of("Email", "Domain", "Status", "ShowDeleted");
    }

    @Override
    public Answer list(RestCall call) {
        RestQuery query = call.query();
        List<ObjectNode> senders = call.account()
                .withSenders(book -> book.all().stream()
                        .filter(entry -> !entry.isDeleted() || query.isOn("ShowDeleted"))
                        .map(SenderBook.Entry::toJson)
                        .toList());
        return RestAnswers.page(
                query, senders.stream().filter(sender -> matches(sender, query)).toList());
    }

    @Override
    public Answer get(RestCall call) {
        return call.account()
                .withSenders(book -> book.get(call.id()).map(SenderBook.Entry::toJson))
                .map(sender -> RestAnswers.one(200, sender))
                .orElseGet(RestAnswers::notFound);
    }

    @Override
    public Answer create(RestCall call, JsonNode properties) {
        String email = properties.path("Email").asText("");
        String plain = email.startsWith("*@") ? "any" + email.substring(1) : email;
        if (!AddressSyntax.isWellFormed(plain)) {
            return RestAnswers.error(400, "MJ08 Property Email is invalid: \"" + email + "\" is no sender address");
        }
        Optional<ObjectNode> created = call.account()
                .withSenders(book -> book.add(email, call.account().now()).map(entry -> {
                    entry.update(properties);
                    return entry.toJson();
                }));
        return created.map(sender -> RestAnswers.one(201, sender))
                .orElseGet(() -> RestAnswers.error(400, "There is an already existing sender with the same address"));
    }

    @Override
    public Answer update(RestCall call, JsonNode properties) {
        if (properties.has("Email")) {
            return RestAnswers.error(400, "MJ08 Property Email is invalid: it cannot be changed");
        }
        return call.account()
                .withSenders(book -> book.get(call.id())
                        .map(entry ->
                                entry.update(properties) ? RestAnswers.one(200, entry.toJson()) : Answer.empty(304))
                        .orElseGet(RestAnswers::notFound));
    }

    @Override
    public Answer delete(RestCall call) {
        return call.account()
                .withSenders(book -> book.get(call.id())
                        .map(entry -> {
                            entry.delete();
                            return Answer.empty(204);
                        })
                        .orElseGet(RestAnswers::notFound));
    }

    private static boolean matches(ObjectNode sender, RestQuery query) {
        String email = sender.path("Email").asText();
        return query.filter("Email").map(email::equalsIgnoreCase).orElse(true)
                && query.filter("Domain")
                        .map(domain -> email.endsWith("@" + Recipients.comparable(domain)))
                        .orElse(true)
                && query.filter("Status")
                        .map(sender.path("Status").asText()::equalsIgnoreCase)
                        .orElse(true);
    }
}
