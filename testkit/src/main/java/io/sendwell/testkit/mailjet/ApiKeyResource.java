package io.sendwell.testkit.mailjet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code /v3/REST/apikey}: the key itself and its sub-accounts.
 *
 * <p>The secret of a new key is in the answer to its creation and, unless told otherwise, nowhere else. Whether the service still
 * gives it to a later GET is not known, so a client that relies on it is better caught.
 */
final class ApiKeyResource implements RestResource {

    private final Accounts accounts;
    private final boolean showsSecretKeys;

    ApiKeyResource(Accounts accounts, boolean showsSecretKeys) {
        this.accounts = accounts;
        this.showsSecretKeys = showsSecretKeys;
    }

    @Override
    public Set<String> filters() {
        return Set.of("APIKey", "Name", "IsActive", "IsMaster");
    }

    @Override
    public Answer list(RestCall call) {
        RestQuery query = call.query();
        List<ObjectNode> keys = visible(call.account())
                .map(this::shown)
                .filter(key -> filters().stream()
                        .allMatch(name -> query.filter(name)
                                .map(key.path(name).asText()::equals)
                                .orElse(true)))
                .toList();
        return RestAnswers.page(query, keys);
    }

    @Override
    public Answer get(RestCall call) {
        return find(call).map(account -> RestAnswers.one(200, shown(account))).orElseGet(RestAnswers::notFound);
    }

    @Override
    public Answer create(RestCall call, JsonNode properties) {
        if (!call.account().isMaster()) {
            return RestAnswers.error(403, "A sub-account cannot create API keys");
        }
        String name = properties.path("Name").asText("");
        if (name.isEmpty()) {
            return RestAnswers.error(400, "MJ03 A value is required for Name");
        }
        Optional<FakeMailjetAccount> created = accounts.addBelow(call.account(), name);
        created.ifPresent(
                account -> account.activate(properties.path("IsActive").asBoolean(true)));
        return created.map(account -> RestAnswers.one(201, entity(account, account.secretKey())))
                .orElseGet(() -> RestAnswers.error(400, "MJ08 Property Name is invalid: it is in use already"));
    }

    @Override
    public Answer update(RestCall call, JsonNode properties) {
        Optional<FakeMailjetAccount> found = find(call);
        if (found.isEmpty()) {
            return RestAnswers.notFound();
        }
        FakeMailjetAccount account = found.get();
        boolean active = properties.path("IsActive").asBoolean(account.isActive());
        if (active == account.isActive()) {
            return Answer.empty(304);
        }
        account.activate(active);
        return RestAnswers.one(200, shown(account));
    }

    private Optional<FakeMailjetAccount> find(RestCall call) {
        return visible(call.account())
                .filter(account -> Long.toString(account.id()).equals(call.id())
                        || account.apiKey().equals(call.id()))
                .findFirst();
    }

    private Stream<FakeMailjetAccount> visible(FakeMailjetAccount account) {
        return Stream.concat(Stream.of(account), account.subAccounts().stream());
    }

    private ObjectNode shown(FakeMailjetAccount account) {
        return entity(account, showsSecretKeys ? account.secretKey() : "");
    }

    private static ObjectNode entity(FakeMailjetAccount account, String secretKey) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("ID", account.id())
                .put("Name", account.name())
                .put("APIKey", account.apiKey())
                .put("SecretKey", secretKey)
                .put("IsActive", account.isActive())
                .put("IsMaster", account.isMaster())
                .put("Runlevel", account.isSuspended() ? "Hardlock" : "Normal")
                .put("QuarantineValue", 0)
                .put("TrackHost", "")
                .put("UserID", 0)
                .put("ACL", "")
                .put("CreatedAt", account.createdAt().toString());
    }
}
