/**
 * Mailjet's Send API v3.1 as a way out: {@link io.sendwell.esp.mailjet.MailjetTransport} makes calls of what it is
 * given, and reads from each answer what became of every recipient.
 *
 * <p>Figures and codes are those of Mailjet's guide to the Send API v3.1 as seen in 2026; where the guide is silent, what
 * its staff and its users report is said at the place. OkHttp carries the calls, Jackson writes and reads the JSON.
 */
@NullMarked
package io.sendwell.esp.mailjet;

import org.jspecify.annotations.NullMarked;
