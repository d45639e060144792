package io.sendwell.testkit.mailjet;

import java.net.URI;
import java.time.Instant;

/**
 * One request by which the fake reported events.
 *
 * @param url where to, without credentials
 * @param body what it posted: an object of version 1, an array of version 2
 * @param events how many events are in it
 * @param at when, by the fake's clock
 * @param status what was answered; 0 when nothing was
 */
public record EventPost(URI url, String body, int events, Instant at, int status) {

    /** Whether it was answered 200; after anything else the fake comes again. */
    public boolean isTaken() {
        return status == 200;
    }
}
