package io.sendwell.examples.crm.screens;

import io.sendwell.event.EventType;
import io.sendwell.examples.crm.web.BadRequestException;
import io.sendwell.log.EventQuery;
import io.sendwell.message.CampaignName;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whom a report is about: who did something, in a campaign, with a link, and never bounced or complained. As one line of text, so
 * that a form can carry it on to the newsletter.
 */
record ReportQuery(String type, String campaign, String link, boolean peopleOnly) {

    private static final String BETWEEN = "\u001f";

    String line() {
        return String.join(BETWEEN, type, campaign, link, peopleOnly ? "people" : "");
    }

    static EventQuery parse(String line) {
        String[] parts = line.split(BETWEEN, -1);
        if (parts.length != 4) {
            throw new BadRequestException(400, "There is no such report.");
        }
        return new ReportQuery(parts[0], parts[1], parts[2], parts[3].equals("people")).query(500);
    }

    EventQuery query(int limit) {
        EventQuery query = EventQuery.latest(limit).neverWith(EventType.HARD_BOUNCED, EventType.COMPLAINED);
        Optional<EventType> wanted = Stream.of(EventType.values())
                .filter(known -> known.name().equals(type))
                .findFirst();
        if (wanted.isPresent()) {
            query = query.type(wanted.get());
        }
        if (!campaign.isEmpty()) {
            query = query.campaign(CampaignName.of(campaign));
        }
        if (!link.isEmpty()) {
            query = query.link(link);
        }
        return peopleOnly ? query.ofPeople() : query;
    }
}
