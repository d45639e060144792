package io.sendwell.examples.crm.screens;

import io.sendwell.examples.crm.web.BadRequestException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/** Times as people of a customer read them, in their time zone. */
final class Times {

    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("dd-MM-uuuu HH:mm");

    private Times() {}

    static String shown(Instant at, ZoneId zone) {
        return shown(at.atZone(zone));
    }

    /** What stands in a field of date and time. */
    static ZonedDateTime entered(String text, ZoneId zone) {
        try {
            return LocalDateTime.parse(text).atZone(zone);
        } catch (DateTimeParseException e) {
            throw new BadRequestException(400, "Choose a date and a time at which it is to leave.");
        }
    }

    /** A quarter of an hour from now or a little more, as such a field has it. */
    static String soon(Instant now, ZoneId zone) {
        Duration quarter = Duration.ofMinutes(15);
        long quarters = Math.floorDiv(now.getEpochSecond(), quarter.toSeconds()) + 2;
        return LocalDateTime.ofInstant(Instant.EPOCH.plus(quarter.multipliedBy(quarters)), zone)
                .toString();
    }

    static String shown(ZonedDateTime at) {
        return SHOWN.format(at);
    }
}
