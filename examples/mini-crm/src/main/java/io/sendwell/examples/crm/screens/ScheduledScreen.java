package io.sendwell.examples.crm.screens;

import io.sendwell.Cancellation;
import io.sendwell.DeadLetter;
import io.sendwell.GuardReport;
import io.sendwell.ScheduledList;
import io.sendwell.ScheduledRow;
import io.sendwell.examples.crm.web.BadRequestException;
import io.sendwell.examples.crm.web.Html;
import io.sendwell.examples.crm.web.Link;
import io.sendwell.examples.crm.web.Reply;
import io.sendwell.examples.crm.web.Request;
import io.sendwell.message.Mail;
import io.sendwell.message.MessageClass;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything that lies ahead, and what is leaving right now: to look into, to copy, to pause and to cancel, and never to edit. */
public final class ScheduledScreen {

    private static final int PAGE = 25;

    private ScheduledScreen() {}

    /** Its addresses. */
    public static void register(Desks desks) {
        desks.page("/scheduled", ScheduledScreen::list)
                .page("/scheduled/rows", (request, office) -> Reply.page(rows(request, office)))
                .page("/scheduled/{id}", ScheduledScreen::view)
                .page("/scheduled/{id}/progress", ScheduledScreen::progressPart)
                .page("/scheduled/{id}/html", ScheduledScreen::frame)
                .page("/scheduled/{id}/mail.eml", ScheduledScreen::file)
                .action("/scheduled/{id}/cancel", ScheduledScreen::cancel)
                .action("/scheduled/{id}/pause", ScheduledScreen::pause)
                .action("/scheduled/{id}/resume", ScheduledScreen::resume)
                .action("/scheduled/{id}/again", ScheduledScreen::again);
    }

    private static Reply list(Request request, Office office) {
        boolean finished = request.query("show").isPresent();
        return Frame.show(
                office.session(),
                "Scheduled",
                Html.of(
                        """
                        {}<p class="row"><a class="button" href="{}">Refresh</a> {}</p>
                        <section data-live="{}" data-every="2000">{}</section>
                        """,
                        Held.of(office, MessageClass.MASS),
                        shown(request, Link.to("/scheduled")).with("page", request.pageNumber()),
                        finished
                                ? Html.of("<a href=\"{}\">What lies ahead</a>", Link.to("/scheduled"))
                                : Html.of(
                                        "<a href=\"{}\">What is done or was cancelled</a>",
                                        Link.to("/scheduled").with("show", "finished")),
                        shown(request, Link.to("/scheduled/rows")).with("page", request.pageNumber()),
                        rows(request, office)));
    }

    private static Link shown(Request request, Link base) {
        return request.query("show").isPresent() ? base.with("show", "finished") : base;
    }

    private static Html rows(Request request, Office office) {
        ScheduledList scheduled = office.account().scheduled();
        ScheduledList shown = request.query("show").isPresent() ? scheduled.finished() : scheduled;
        List<ScheduledRow> rows = shown.page(request.pageNumber(), PAGE);
        if (rows.isEmpty()) {
            return Html.of("<p class=\"faint\">Nothing{}.</p>", request.pageNumber() > 1 ? " more" : "");
        }
        return Html.of(
                """
                <table><thead><tr><th>Send deferred</th><th>Created</th><th class="number">Count</th><th>User</th><th>Subject</th>
                <th>To</th><th>Status</th><th><span class="faint">Actions</span></th></tr></thead><tbody>{}</tbody></table>
                {}
                """,
                Html.each(rows, row -> row(row, office)),
                Html.when(
                        rows.size() == PAGE,
                        Html.of(
                                "<p><a href=\"{}\">Next page</a></p>",
                                shown(request, Link.to("/scheduled")).with("page", request.pageNumber() + 1))));
    }

    private static Html row(ScheduledRow row, Office office) {
        return Html.of(
                """
                <tr><td data-name="Send deferred">{}</td><td data-name="Created">{}</td><td data-name="Count" class="number">{}</td>
                <td data-name="User">{}</td><td data-name="Subject">{}</td><td data-name="To">{}</td><td data-name="Status">{}{}</td>
                <td><a href="{}">View</a> <a href="{}">Copy</a> {}</td></tr>
                """,
                Times.shown(row.sendDeferred()),
                Times.shown(row.created()),
                row.count(),
                row.user(),
                row.subject(),
                row.to(),
                row.status(),
                bar(row),
                to(row.id(), ""),
                copy(row),
                Html.when(
                        !row.state().isFinished(),
                        Button.dangerous(
                                office.session(),
                                to(row.id(), "/cancel"),
                                "Cancel",
                                "Cancel \"" + row.subject() + "\"? What has not left is deleted.")));
    }

    private static Link to(SendingId id, String more) {
        return Link.to("/scheduled/{}" + more, id);
    }

    private static Link copy(ScheduledRow row) {
        return Link.to(row.to().contains("*") ? "/newsletter" : "/compose").with("copy", row.id());
    }

    private static Html bar(ScheduledRow row) {
        boolean moving = row.state() != SendingState.DONE && row.progress().ended() > 0;
        return Html.when(
                moving,
                Html.of(
                        "<progress max=\"{}\" value=\"{}\">{}</progress>",
                        row.progress().total(),
                        row.progress().ended(),
                        row.status()));
    }

    private static Reply view(Request request, Office office) {
        ScheduledRow row = known(request, office);
        ScheduledList scheduled = office.account().scheduled();
        int place = Math.max(0, request.pageNumber() - 1);
        Optional<Mail> mail = scheduled.content(row.id(), place);
        Link frame = to(row.id(), "/html").with("page", place + 1);
        GuardReport guard = office.account().guard(row.campaign());
        Html content = mail.map(found -> MailView.of(found, frame))
                .orElse(Html.of("<p class=\"faint\">This person gets no mail, or there is none of this number.</p>"));
        return Frame.show(
                office.session(),
                row.subject(),
                Html.of(
                        """
                        <section class="card" data-live="{}" data-every="1000">{}</section>
                        <div class="row"><a class="button" href="{}">Copy</a>{}</div>
                        {}{}
                        <section class="card"><h2>Mail {} of {}</h2>
                          <p class="row"><a href="{}">One before</a> <a href="{}">Next</a> <a href="{}">As a file (.eml)</a></p>{}</section>
                        """,
                        to(row.id(), "/progress"),
                        progress(row, office),
                        copy(row),
                        actions(row, guard, office),
                        Html.when(GuardView.isNeeded(guard), guard(guard, office)),
                        deadLetters(row, office),
                        place + 1,
                        row.count(),
                        to(row.id(), "").with("page", Math.max(1, place)),
                        to(row.id(), "").with("page", place + 2),
                        to(row.id(), "/mail.eml").with("page", place + 1),
                        content));
    }

    private static Html progress(ScheduledRow row, Office office) {
        return Html.of(
                """
                <p><b>{}</b></p>{}
                <p class="faint">{}, campaign “{}”, scheduled by {} on {}, to leave from {} on.</p>
                <p class="faint">Accepted {}, withheld {}, failed {}, uncertain {}, cancelled {}, of {}.</p>{}
                """,
                row.status(),
                bar(row),
                row.to(),
                row.campaign(),
                row.user(),
                Times.shown(row.created()),
                Times.shown(row.sendDeferred()),
                row.progress().accepted(),
                row.progress().withheld(),
                row.progress().failed(),
                row.progress().uncertain(),
                row.progress().cancelled(),
                row.progress().total(),
                course(row, office));
    }

    private static Html course(ScheduledRow row, Office office) {
        List<Long> ended = new ArrayList<>(office.history().of(row.id()));
        if (ended.isEmpty()) {
            return Html.NONE;
        }
        ended.add(row.progress().ended());
        return Chart.line(
                "Mails that have come to an end",
                ended,
                (double) row.count(),
                Times.shown(row.sendDeferred()),
                "the latest");
    }

    private static Reply progressPart(Request request, Office office) {
        ScheduledRow row = known(request, office);
        Reply part = Reply.page(progress(row, office));
        return row.state().isFinished() ? part.with("X-Live", "done") : part;
    }

    private static Html guard(GuardReport guard, Office office) {
        return Html.of(
                "<section class=\"card\"><h2>How its campaign was received</h2>{}</section>",
                GuardView.of(
                        guard, office.session().language(), office.customer().timeZone()));
    }

    private static Html goOn(ScheduledRow row, GuardReport guard, Office office) {
        return guard.isHeld()
                ? Html.of("""
                        <form method="post" action="{}" class="row">{}<label>Why it may go on <input name="reason" required></label>
                        <button>Go on</button></form>
                        """, to(row.id(), "/resume"), office.session().field())
                : Button.of(office.session(), to(row.id(), "/resume"), "Go on");
    }

    private static Html actions(ScheduledRow row, GuardReport guard, Office office) {
        if (row.state().isFinished()) {
            return Html.NONE;
        }
        Html pause = row.state() == SendingState.PAUSED
                ? goOn(row, guard, office)
                : Button.of(office.session(), to(row.id(), "/pause"), "Pause");
        return Html.join(List.of(
                pause,
                Button.dangerous(
                        office.session(),
                        to(row.id(), "/cancel"),
                        "Cancel",
                        "What has not left is deleted. Cancel it?")));
    }

    private static Html deadLetters(ScheduledRow row, Office office) {
        List<DeadLetter> letters = office.account().scheduled().deadLetters(row.id(), 1);
        return letters.isEmpty()
                ? Html.NONE
                : Html.of(
                        """
                        <section class="card"><h2>Given up</h2><table><tbody>{}</tbody></table>{}</section>
                        """,
                        Html.each(
                                letters,
                                letter -> Html.of(
                                        "<tr><td>{}</td><td>{}</td><td>{} {}</td></tr>",
                                        letter.recipient().map(Object::toString).orElse("mail " + (letter.place() + 1)),
                                        letter.state(),
                                        letter.code(),
                                        letter.text())),
                        Button.of(office.session(), to(row.id(), "/again"), "Try all of them again"));
    }

    private static Reply frame(Request request, Office office) {
        ScheduledRow row = known(request, office);
        return office.account()
                .scheduled()
                .content(row.id(), request.pageNumber() - 1)
                .map(MailView::frame)
                .orElseThrow(BadRequestException::notFound);
    }

    private static Reply file(Request request, Office office) {
        ScheduledRow row = known(request, office);
        return Reply.download(
                "message/rfc822",
                "mail-" + request.pageNumber() + ".eml",
                out -> office.account().scheduled().writeEml(row.id(), request.pageNumber() - 1, out));
    }

    private static Reply cancel(Request request, Office office) {
        ScheduledRow row = known(request, office);
        Cancellation done = office.account().scheduled().cancel(row.id());
        return Reply.goTo(Link.to("/scheduled"))
                .saying("Cancelled \"" + row.subject() + "\": " + done.cancelled() + " mails stopped, "
                        + done.alreadyGone()
                        + " had already gone"
                        + (done.isFinal() ? "." : ", " + done.leaving() + " are leaving at this moment."));
    }

    private static Reply pause(Request request, Office office) throws IOException {
        ScheduledRow row = known(request, office);
        office.account().scheduled().pause(row.id(), "by " + office.session().name());
        return Reply.goTo(to(row.id(), ""));
    }

    private static Reply resume(Request request, Office office) throws IOException {
        ScheduledRow row = known(request, office);
        ScheduledList scheduled = office.account().scheduled();
        request.form()
                .filled("reason")
                .ifPresentOrElse(
                        reason -> scheduled.resume(
                                row.id(), reason, office.session().name()),
                        () -> scheduled.resume(row.id()));
        return Reply.goTo(to(row.id(), ""));
    }

    private static Reply again(Request request, Office office) {
        ScheduledRow row = known(request, office);
        int back = office.account().scheduled().requeueAll(row.id());
        return Reply.goTo(to(row.id(), "")).saying(back + " mails are tried again.");
    }

    private static ScheduledRow known(Request request, Office office) {
        try {
            return office.account()
                    .scheduled()
                    .find(SendingId.parse(request.segment("id")))
                    .orElseThrow(BadRequestException::notFound);
        } catch (IllegalArgumentException e) {
            throw BadRequestException.notFound();
        }
    }
}
