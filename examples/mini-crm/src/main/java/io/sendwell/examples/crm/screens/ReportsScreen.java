package io.sendwell.examples.crm.screens;

import io.sendwell.PersonBatch;
import io.sendwell.event.EventType;
import io.sendwell.examples.crm.data.Activities.Activity;
import io.sendwell.examples.crm.data.Person;
import io.sendwell.examples.crm.web.Html;
import io.sendwell.examples.crm.web.Link;
import io.sendwell.examples.crm.web.Reply;
import io.sendwell.examples.crm.web.Request;
import io.sendwell.log.EventPage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Who did what with the mail, and what follows: another newsletter, another segment, a list of calls. */
public final class ReportsScreen {

    private static final int AT_ONCE = 200;
    private static final int SHOWN = 50;

    private ReportsScreen() {}

    /** Its addresses. */
    public static void register(Desks desks) {
        desks.page("/reports", ReportsScreen::show)
                .action("/reports/segment", ReportsScreen::segment)
                .action("/reports/calls", ReportsScreen::calls);
    }

    private static Reply show(Request request, Office office) {
        ReportQuery report = new ReportQuery(
                request.query("type").orElse(EventType.CLICKED.name()),
                request.query("campaign").orElse(""),
                request.query("link").orElse(""),
                request.query("people").isPresent() || request.query("type").isEmpty());
        EventPage page = office.account().events().find(report.query(SHOWN));
        return Frame.show(
                office.session(),
                "Reports",
                Html.of(
                        """
                        {}
                        <section class="cards">
                          <div class="card"><h2>Follow up</h2><p>Another newsletter to all of them.</p>
                            <p><a class="button main" href="{}">Write it</a></p></div>
                          <form class="card" method="post" action="{}">{}<input type="hidden" name="report" value="{}">
                            <h2>Update them</h2><label>Segment <input name="segment" required maxlength="100"></label>
                            <button>Set it for all of them</button></form>
                          <form class="card" method="post" action="{}">{}<input type="hidden" name="report" value="{}">
                            <h2>Call them</h2><label>What about <input name="what" required maxlength="500"></label>
                            <button>Plan the calls</button></form>
                        </section>
                        {}{}
                        """,
                        EventLogScreen.filter(request, office, Link.to("/reports")),
                        Link.to("/newsletter").with("report", report.line()),
                        Link.to("/reports/segment"),
                        office.session().field(),
                        report.line(),
                        Link.to("/reports/calls"),
                        office.session().field(),
                        report.line(),
                        EventLogScreen.table(page.events(), office.customer().timeZone()),
                        planned(office)));
    }

    private static Html planned(Office office) {
        List<Activity> activities = office.activities().latest(SHOWN);
        return activities.isEmpty()
                ? Html.NONE
                : Html.of(
                        "<section class=\"card\"><h2>Planned calls</h2><ul>{}</ul></section>",
                        Html.each(
                                activities,
                                activity -> Html.of(
                                        "<li><a href=\"{}\">{}</a>: {} <span class=\"faint\">({}, {})</span></li>",
                                        Link.to("/persons/{}", activity.person()),
                                        activity.name(),
                                        activity.what(),
                                        activity.by(),
                                        Times.shown(
                                                activity.at(), office.customer().timeZone()))));
    }

    private static Reply segment(Request request, Office office) throws IOException {
        String segment = request.form().value("segment");
        int updated = forPersons(request, office, ids -> office.people().segment(ids, segment));
        return Reply.goTo(Link.to("/reports")).saying(updated + " persons are in the segment " + segment + ".");
    }

    private static Reply calls(Request request, Office office) throws IOException {
        String what = request.form().value("what");
        int planned = forPersons(
                request,
                office,
                ids -> office.activities().plan(ids, what, office.session().name(), office.now()));
        return Reply.goTo(Link.to("/reports")).saying(planned + " calls are planned.");
    }

    // Some hundred persons at a time, each once, however many events there are of them.
    private static int forPersons(Request request, Office office, Consumer<List<Long>> action) throws IOException {
        AtomicInteger count = new AtomicInteger();
        office.account().events().forEachPerson(ReportQuery.parse(request.form().value("report")), AT_ONCE, batch -> {
            List<Long> ids = ids(batch, office);
            action.accept(ids);
            count.addAndGet(ids.size());
        });
        return count.get();
    }

    private static List<Long> ids(PersonBatch batch, Office office) {
        return batch.latest().stream()
                .map(event -> office.people().find(event.recipient()))
                .flatMap(Optional::stream)
                .map(Person::id)
                .toList();
    }
}
