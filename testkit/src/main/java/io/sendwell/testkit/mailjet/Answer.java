package io.sendwell.testkit.mailjet;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;

/** What goes back over the wire for one request. */
@SuppressWarnings("ArrayRecordComponent") // written once and never compared
record Answer(int status, String contentType, byte[] body) {

    static Answer json(int status, JsonNode body) {
        return new Answer(status, "application/json", body.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The shape in which the front proxy of the service answers by itself: a small page instead of JSON. */
    static Answer html(int status, String reason) {
        String page = "<html><body><h1>" + status + " " + reason + "</h1></body></html>";
        return new Answer(status, "text/html", page.getBytes(StandardCharsets.UTF_8));
    }

    static Answer empty(int status) {
        return new Answer(status, "", new byte[0]);
    }
}
