/**
 * A fake of the ESP Mailjet: a real HTTP server on the loopback that checks requests the way the service does.
 *
 * <p>It answers {@code POST /v3.1/send} and the REST resources {@code message}, {@code sender}, {@code apikey}, {@code
 * eventcallbackurl} and {@code statcounters}, remembers what it accepted, reports what became of it to webhooks, and misbehaves when
 * told to. Its rules follow Mailjet's public documentation of the Send API v3.1, of the v3 REST API and of the Event API, and
 * where that is silent what client libraries and Mailjet's staff report; every such place says so.
 */
@NullMarked
package io.sendwell.testkit.mailjet;

import org.jspecify.annotations.NullMarked;
