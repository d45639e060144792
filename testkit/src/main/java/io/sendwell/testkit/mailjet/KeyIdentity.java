package io.sendwell.testkit.mailjet;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * What never changes of an API key.
 *
 * @param token what key and secret are made from; the name, unless another key has it
 * @param master the name of the key through which it was made by {@code POST /v3/REST/apikey}; empty for one that the test made
 */
record KeyIdentity(String name, String token, String master, long id, Instant createdAt) {

    /** That of a key from an earlier life. */
    static KeyIdentity of(JsonNode kept) {
        return new KeyIdentity(
                kept.path("Name").asText(),
                kept.path("Token").asText(),
                kept.path("Master").asText(),
                kept.path("ID").asLong(),
                Instant.parse(kept.path("CreatedAt").asText()));
    }
}
