package io.sendwell.esp.mailjet;

import java.util.Map;

/**
 * A call of the REST API.
 *
 * @param path behind {@code /v3/REST/}, such as {@code eventcallbackurl/7}
 * @param body JSON; empty for methods without
 */
record MailjetRestRequest(String method, String path, Map<String, String> query, String body) {

    static MailjetRestRequest get(String path, Map<String, String> query) {
        return new MailjetRestRequest("GET", path, query, "");
    }

    static MailjetRestRequest post(String path, String body) {
        return new MailjetRestRequest("POST", path, Map.of(), body);
    }

    static MailjetRestRequest put(String path, String body) {
        return new MailjetRestRequest("PUT", path, Map.of(), body);
    }

    static MailjetRestRequest delete(String path) {
        return new MailjetRestRequest("DELETE", path, Map.of(), "");
    }
}
