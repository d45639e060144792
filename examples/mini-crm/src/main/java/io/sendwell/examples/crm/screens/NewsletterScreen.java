package io.sendwell.examples.crm.screens;

import io.sendwell.BroadcastReport;
import io.sendwell.MailPreview;
import io.sendwell.ScheduleReceipt;
import io.sendwell.campaign.Audience;
import io.sendwell.campaign.Broadcast;
import io.sendwell.campaign.Recipient;
import io.sendwell.examples.crm.data.People.Filter;
import io.sendwell.examples.crm.data.Person;
import io.sendwell.examples.crm.data.SampleData;
import io.sendwell.examples.crm.web.BadRequestException;
import io.sendwell.examples.crm.web.Form;
import io.sendwell.examples.crm.web.Html;
import io.sendwell.examples.crm.web.Link;
import io.sendwell.examples.crm.web.Reply;
import io.sendwell.examples.crm.web.Request;
import io.sendwell.log.LoggedEvent;
import io.sendwell.message.Mail;
import io.sendwell.message.MessageClass;
import io.sendwell.outbox.SendingId;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** One text to many, a mail of its own to each: written, looked at person by person, examined, and scheduled. */
public final class NewsletterScreen {

    /** Who gets mass mail at all. */
    static final Filter MASS = new Filter("", "", true);

    private NewsletterScreen() {}

    /** Its addresses. */
    public static void register(Desks desks) {
        desks.page("/newsletter", NewsletterScreen::write)
                .action("/newsletter/preview", NewsletterScreen::preview)
                .action("/newsletter/frame", NewsletterScreen::frame)
                .action("/newsletter/check", NewsletterScreen::check)
                .action("/newsletter/schedule", NewsletterScreen::schedule);
    }

    /** What stands in the fields when the form is shown. */
    private record Fields(String subject, String html, String campaign) {}

    private static Reply write(Request request, Office office) {
        Fields fields = request.query("copy")
                .map(id -> copied(id, office))
                .orElse(new Fields(NewsletterTemplate.SUBJECT, NewsletterTemplate.html(office.customer()), ""));
        Optional<String> report = request.query("report");
        Html audience = report.isPresent()
                ? Html.of(
                        "<p>To everybody in the report.<input type=\"hidden\" name=\"report\" value=\"{}\"></p>",
                        report.get())
                : Html.of(
                        "<label>To <select name=\"segment\"><option value=\"\">Everybody ({})</option>{}</select></label>",
                        office.people().count(MASS),
                        Html.each(
                                office.people().segments(),
                                segment -> Html.of(
                                        "<option value=\"{}\">{} ({})</option>",
                                        segment,
                                        segment,
                                        office.people().count(new Filter("", segment, true)))));
        return Frame.show(
                office.session(),
                "Newsletter",
                Html.of(
                        """
                        {}<form id="newsletter" method="post" action="{}" class="card">
                          {}<input type="hidden" name="request" value="{}">
                          <p>From <b>{}</b> &lt;{}&gt;</p>
                          {}
                          <label>Subject <input name="subject" value="{}" maxlength="255" required></label>
                          <label>HTML <textarea name="html" rows="12" spellcheck="true" required>{}</textarea></label>
                          <p class="faint">Fields: {{first}}, {{last}}, {{company}}, {{unsubscribe}}</p>
                          <label>Tracking / Campaign name <input name="campaign" value="{}" placeholder="date and subject, unless you say otherwise"></label>
                          <p class="row">
                            <button formaction="{}" data-into="result">Preview</button>
                            <button formaction="{}" data-into="result">Check</button>
                            <label>At <input type="datetime-local" name="at" value="{}" required></label>
                            <button class="main" data-into="result">Schedule</button>
                          </p>
                        </form>
                        <section id="result" aria-live="polite"></section>
                        """,
                        Held.of(office, MessageClass.MASS),
                        Link.to("/newsletter/schedule"),
                        office.session().field(),
                        UUID.randomUUID(),
                        office.customer().name(),
                        office.customer().newsletterMailbox(),
                        audience,
                        fields.subject(),
                        fields.html(),
                        fields.campaign(),
                        Link.to("/newsletter/preview"),
                        Link.to("/newsletter/check"),
                        Times.soon(office.now(), office.customer().timeZone())));
    }

    private static Fields copied(String id, Office office) {
        try {
            Mail template = office.account().scheduled().content(SendingId.parse(id));
            return new Fields(
                    template.subject(),
                    template.html().orElse(""),
                    template.campaign().map(Object::toString).orElse(""));
        } catch (IllegalArgumentException e) {
            throw BadRequestException.notFound();
        }
    }

    private static Broadcast newsletter(Form form, Office office) {
        try {
            return Broadcast.compose(mail -> {
                        mail.from(
                                        office.customer().name(),
                                        office.customer().newsletterMailbox().toString())
                                .subject(form.value("subject"))
                                .html(form.value("html"))
                                .purpose(SampleData.NEWSLETTER.value());
                        form.filled("campaign").ifPresent(mail::campaign);
                    })
                    .audience(audience(form, office))
                    .build();
        } catch (IllegalArgumentException e) {
            throw BadRequestException.because(e);
        }
    }

    private static Audience audience(Form form, Office office) {
        Optional<String> report = form.filled("report");
        if (report.isPresent()) {
            return office.account()
                    .events()
                    .audience(ReportQuery.parse(report.get()), event -> recipient(event, office));
        }
        Filter filter = new Filter("", form.value("segment"), true);
        return Audience.from(() -> office.people().stream(filter), NewsletterScreen::recipient);
    }

    private static Recipient recipient(LoggedEvent event, Office office) {
        return office.people()
                .find(event.recipient())
                .map(NewsletterScreen::recipient)
                .orElseGet(() -> Recipient.of("", event.recipient().toString()));
    }

    static Recipient recipient(Person person) {
        return Recipient.of(person.name(), person.email().toString())
                .merge("first", person.firstName())
                .merge("last", person.lastName())
                .merge("company", person.company())
                .about(person.reference());
    }

    // The mail's own HTML comes into a frame of its own: the form is posted there, too.
    private static Reply preview(Request request, Office office) throws IOException {
        int place = number(request.form());
        Optional<Mail> mail = one(newsletter(request.form(), office), place)
                .map(office.account()::preview)
                .map(MailPreview::mail);
        Html shown = mail.map(found -> Html.of(
                        """
                        <dl class="mail"><dt>To</dt><dd>{}</dd><dt>Subject</dt><dd>{}</dd></dl>
                        <iframe sandbox name="mail" title="The mail as it is shown"></iframe>
                        {}<details><summary>As plain text</summary><pre>{}</pre></details>
                        """,
                        found.to().get(0),
                        found.subject(),
                        Html.of(
                                "<button form=\"newsletter\" name=\"person\" value=\"{}\" formaction=\"{}\" formtarget=\"mail\" data-click>Show it</button>",
                                place,
                                Link.to("/newsletter/frame")),
                        found.text().orElse("")))
                .orElse(Html.of("<p class=\"faint\">Nobody of this number.</p>"));
        return Frame.part(
                request,
                office.session(),
                "Newsletter",
                Html.of(
                        "<section class=\"card\"><h2>Person {}</h2><p class=\"row\">{}{}</p>{}</section>",
                        place,
                        step(Math.max(1, place - 1), "One before"),
                        step(place + 1, "Next person"),
                        shown));
    }

    private static Html step(int place, String name) {
        return Html.of(
                "<button form=\"newsletter\" name=\"person\" value=\"{}\" formaction=\"{}\" data-into=\"result\">{}</button>",
                place,
                Link.to("/newsletter/preview"),
                name);
    }

    private static Reply frame(Request request, Office office) throws IOException {
        return one(newsletter(request.form(), office), number(request.form()))
                .map(office.account()::preview)
                .map(MailPreview::mail)
                .map(MailView::frame)
                .orElseThrow(BadRequestException::notFound);
    }

    private static int number(Form form) {
        return form.filled("person")
                .filter(digits -> digits.matches("[1-9]\\d{0,6}"))
                .map(Integer::parseInt)
                .orElse(1);
    }

    private static Optional<Mail> one(Broadcast newsletter, int place) {
        try (Stream<Mail> mails = newsletter.mails()) {
            return mails.skip(place - 1L).findFirst();
        }
    }

    private static Reply check(Request request, Office office) throws IOException {
        BroadcastReport report = office.account().check(newsletter(request.form(), office));
        return Frame.part(
                request,
                office.session(),
                "Newsletter",
                Html.of(
                        """
                        <section class="card"><h2>{}</h2>
                        <p>{} persons, {} mails would leave, {} persons would get none.</p>{}</section>
                        """,
                        report.isSendable() ? "It can be sent" : "It cannot be sent like this",
                        report.persons(),
                        report.sendable(),
                        report.withheld().values().stream()
                                .mapToLong(Long::longValue)
                                .sum(),
                        FindingList.of(report, office.session().language())));
    }

    private static Reply schedule(Request request, Office office) throws IOException {
        Form form = request.form();
        ScheduleReceipt receipt = office.account()
                .schedule(newsletter(form, office))
                .by(office.session().name())
                .requestKey("newsletter/" + form.value("request"))
                .at(Times.entered(form.value("at"), office.customer().timeZone()));
        return Scheduling.reply(receipt, request, office);
    }
}
