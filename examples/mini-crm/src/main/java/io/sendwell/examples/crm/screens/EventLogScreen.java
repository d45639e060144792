package io.sendwell.examples.crm.screens;

import io.sendwell.address.EmailAddress;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.EventType;
import io.sendwell.event.Visit;
import io.sendwell.examples.crm.web.BadRequestException;
import io.sendwell.examples.crm.web.Html;
import io.sendwell.examples.crm.web.Link;
import io.sendwell.examples.crm.web.Reply;
import io.sendwell.examples.crm.web.Request;
import io.sendwell.log.EventKey;
import io.sendwell.log.EventPage;
import io.sendwell.log.EventPlace;
import io.sendwell.log.EventQuery;
import io.sendwell.log.LoggedEvent;
import io.sendwell.message.CampaignName;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What happened to the mail: who clicked, what came back, and why. */
public final class EventLogScreen {

    private static final int PAGE = 50;

    /** The kinds that people look for, in the guide's order. */
    private static final List<EventType> KINDS = List.of(
            EventType.CLICKED,
            EventType.HARD_BOUNCED,
            EventType.BLOCKED,
            EventType.SOFT_BOUNCED,
            EventType.COMPLAINED,
            EventType.UNSUBSCRIBED);

    private static final List<String> FIELDS = List.of("type", "email", "campaign", "link", "people");

    private EventLogScreen() {}

    /** Its addresses. */
    public static void register(Desks desks) {
        desks.page("/events", EventLogScreen::show);
    }

    private static Reply show(Request request, Office office) {
        EventPage page = office.account().events().find(query(request, PAGE));
        return Frame.show(
                office.session(),
                "Event log",
                Html.of(
                        """
                        {}
                        <p class="faint">{}</p>
                        {}{}
                        """,
                        filter(request, office, Link.to("/events")),
                        office.account().events().overview().explain(),
                        table(page.events(), office.customer().timeZone()),
                        page.next().map(next -> Html.of("<p><a href=\"{}\">Older</a></p>", older(request, next)))));
    }

    private static Link older(Request request, EventPlace next) {
        Link link = Link.to("/events")
                .with("at", next.at().toEpochMilli())
                .with("key", next.key().value());
        for (String field : FIELDS) {
            Optional<String> value = request.query(field);
            link = value.isPresent() ? link.with(field, value.get()) : link;
        }
        return link;
    }

    /** The form that narrows the log down; its fields are those that {@link #query} reads. */
    static Html filter(Request request, Office office, Link here) {
        return Html.of(
                """
                <form method="get" action="{}" class="row" role="search">
                  <label>Type <select name="type"><option value="">All</option>{}</select></label>
                  <label>E-mail <input name="email" value="{}"></label>
                  <label>Campaign <input name="campaign" value="{}" list="campaigns"></label>
                  <datalist id="campaigns">{}</datalist>
                  <label>Link contains <input name="link" value="{}"></label>
                  <label><input type="checkbox" name="people" value="yes" {}> People only</label>
                  <button>Show</button>
                </form>
                """,
                here,
                Html.each(
                        KINDS,
                        kind -> Html.of(
                                "<option value=\"{}\" {}>{}</option>",
                                kind,
                                new Html.Flag(
                                        "selected",
                                        request.query("type")
                                                .filter(kind.name()::equals)
                                                .isPresent()),
                                name(kind))),
                request.query("email").orElse(""),
                request.query("campaign").orElse(""),
                Html.each(Campaigns.names(office), campaign -> Html.of("<option value=\"{}\"></option>", campaign)),
                request.query("link").orElse(""),
                new Html.Flag("checked", request.query("people").isPresent()));
    }

    /** What the form asks for. */
    static EventQuery query(Request request, int limit) {
        EventQuery query = EventQuery.latest(limit);
        Optional<EventType> type = request.query("type")
                .flatMap(name -> Arrays.stream(EventType.values())
                        .filter(known -> known.name().equals(name))
                        .findFirst());
        if (type.isPresent()) {
            query = query.type(type.get());
        }
        try {
            if (request.query("email").isPresent()) {
                query = query.to(EmailAddress.parse(request.query("email").get()));
            }
            if (request.query("campaign").isPresent()) {
                query = query.campaign(CampaignName.of(request.query("campaign").get()));
            }
        } catch (IllegalArgumentException e) {
            throw BadRequestException.because(e);
        }
        if (request.query("link").isPresent()) {
            query = query.link(request.query("link").get());
        }
        if (request.query("people").isPresent()) {
            query = query.ofPeople();
        }
        try {
            return request.query("at").isEmpty()
                    ? query
                    : query.after(new EventPlace(
                            Instant.ofEpochMilli(
                                    Long.parseLong(request.query("at").get())),
                            new EventKey(request.query("key").orElse(""))));
        } catch (IllegalArgumentException e) {
            throw BadRequestException.notFound();
        }
    }

    /** The guide's columns. */
    static Html table(List<LoggedEvent> events, ZoneId zone) {
        return events.isEmpty()
                ? Html.of("<p class=\"faint\">Nothing. What the ESP reports may come up to an hour late.</p>")
                : Html.of("""
                        <table><thead><tr><th>Time</th><th>Type</th><th>Hard bounce</th><th>E-mail</th><th>Related to</th>
                        <th>Tracking / Campaign</th><th>Error</th></tr></thead><tbody>{}</tbody></table>
                        """, Html.each(events, event -> row(event, zone)));
    }

    private static Html row(LoggedEvent event, ZoneId zone) {
        return Html.of(
                """
                <tr title="{}"><td data-name="Time">{}</td><td data-name="Type">{}{}</td><td data-name="Hard bounce">{}</td>
                <td data-name="E-mail">{}</td><td data-name="Related to">{}</td><td data-name="Campaign">{}</td><td data-name="Error">{}</td></tr>
                """,
                details(event),
                Times.shown(event.at(), zone),
                name(event.type()),
                Html.when(event.likelyAutomatic().isPresent(), Html.of(" <span class=\"tag\">a program</span>")),
                event.isHardBounce() ? "Yes" : "",
                event.recipient(),
                event.relatedTo(),
                event.campaign(),
                event.error());
    }

    // Link, place and program of a visit, for whoever holds the mouse over a row.
    private static String details(LoggedEvent event) {
        if (event.event() instanceof DeliveryEvent.Clicked clicked) {
            return clicked.link() + "\n" + visit(clicked.visit());
        }
        if (event.event() instanceof DeliveryEvent.Opened opened) {
            return visit(opened.visit());
        }
        return event.subject() + (event.error().isEmpty() ? "" : "\n" + event.error());
    }

    private static String visit(Visit visit) {
        return "From " + visit.country() + ", IP address " + visit.ipAddress() + "\n" + visit.agent();
    }

    static String name(EventType type) {
        return switch (type) {
            case CLICKED -> "Clicked";
            case HARD_BOUNCED -> "Hard bounce";
            case SOFT_BOUNCED -> "Soft bounce";
            case BLOCKED -> "Blocked";
            case COMPLAINED -> "Spam complaint";
            case UNSUBSCRIBED -> "Unsubscribed";
            case SUPPRESSED -> "Suppressed";
            case OPENED -> "Opened";
            case DELIVERED -> "Delivered";
            case DEFERRED -> "Deferred";
            case ACCEPTED -> "Accepted";
            case OTHER -> "Other";
        };
    }
}
