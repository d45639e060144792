package io.sendwell.examples.crm.screens;

import io.sendwell.MailPreview;
import io.sendwell.Receipt;
import io.sendwell.ScheduleReceipt;
import io.sendwell.address.EmailAddress;
import io.sendwell.examples.crm.data.Person;
import io.sendwell.examples.crm.web.BadRequestException;
import io.sendwell.examples.crm.web.Form;
import io.sendwell.examples.crm.web.Html;
import io.sendwell.examples.crm.web.Link;
import io.sendwell.examples.crm.web.Reply;
import io.sendwell.examples.crm.web.Request;
import io.sendwell.message.Attachment;
import io.sendwell.message.Mail;
import io.sendwell.message.MailBuilder;
import io.sendwell.message.MessageClass;
import io.sendwell.outbox.SendingId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** One mail to one person: now or later, and before that what would become of it. */
public final class ComposeScreen {

    private ComposeScreen() {}

    /** Its addresses. */
    public static void register(Desks desks) {
        desks.page("/compose", ComposeScreen::empty)
                .action("/compose/plan", ComposeScreen::plan)
                .action("/compose/send", ComposeScreen::send)
                .action("/compose/schedule", ComposeScreen::schedule);
    }

    /** What stands in the fields when the form is shown. */
    private record Fields(String to, String subject, String text) {}

    private static Reply empty(Request request, Office office) {
        Optional<String> copied = request.query("copy");
        if (copied.isPresent()) {
            return Frame.show(office.session(), "Compose", form(copied(copied.get(), office), office));
        }
        String to = request.query("to")
                .flatMap(office.people()::find)
                .map(person -> person.email().toString())
                .orElse("");
        return Frame.show(office.session(), "Compose", form(new Fields(to, "", ""), office));
    }

    private static Fields copied(String id, Office office) {
        try {
            Mail mail = office.account().scheduled().copy(SendingId.parse(id)).build();
            return new Fields(
                    mail.to().get(0).address().toString(),
                    mail.subject(),
                    mail.text().orElse(""));
        } catch (IllegalArgumentException e) {
            throw BadRequestException.notFound();
        }
    }

    private static Html form(Fields fields, Office office) {
        return Html.of(
                """
                {}<form method="post" action="{}" enctype="multipart/form-data" class="card">
                  {}<input type="hidden" name="request" value="{}">
                  <p>From <b>{}</b> &lt;{}&gt;</p>
                  <label>To <input name="to" type="text" value="{}" required placeholder="somebody@customer.example"></label>
                  <label>Subject <input name="subject" value="{}" maxlength="255"></label>
                  <label>Text <textarea name="text" rows="10">{}</textarea></label>
                  <p class="faint">&#123;&#123;first&#125;&#125; writes the first name, and &#123;&#123;first|there&#125;&#125; something else where there is none.</p>
                  <label>Attach <input type="file" name="files" multiple></label>
                  <p class="row">
                    <button formaction="{}" data-into="result">What would happen?</button>
                    <button class="main" data-into="result">Send now</button>
                    <label>At <input type="datetime-local" name="at" value="{}"></label>
                    <button formaction="{}" data-into="result">Send scheduled</button>
                  </p>
                </form>
                <section id="result" aria-live="polite"></section>
                """,
                Held.of(office, MessageClass.INDIVIDUAL),
                Link.to("/compose/send"),
                office.session().field(),
                UUID.randomUUID(),
                office.session().name(),
                office.session().email(),
                fields.to(),
                fields.subject(),
                fields.text(),
                Link.to("/compose/plan"),
                Times.soon(office.now(), office.customer().timeZone()),
                Link.to("/compose/schedule"));
    }

    private static Mail mail(Form form, Office office) {
        MailBuilder mail = Mail.compose();
        try {
            EmailAddress to = EmailAddress.parse(form.value("to"));
            Optional<Person> person = office.people().find(to);
            mail.from(office.session().name(), office.session().email())
                    .to(person.map(Person::name).orElse(""), to.toString())
                    .subject(form.value("subject"))
                    .html(paragraphs(form.value("text")));
            person.ifPresent(known -> mail.about(known.reference()).merge("first", known.firstName()));
            form.uploads()
                    .forEach(file -> mail.attach(Attachment.of(
                            file.fileName(),
                            mediaType(file.contentType()),
                            file.content().get())));
            return mail.build();
        } catch (IllegalArgumentException e) {
            throw BadRequestException.because(e);
        }
    }

    private static String mediaType(String contentType) {
        return contentType.split(";", -1)[0].strip();
    }

    // What people write is text; the placeholders in it stay what they are.
    private static String paragraphs(String text) {
        return Html.each(List.of(text.split("\\R{2,}", -1)), part -> Html.of("<p>{}</p>", part))
                .toString()
                .replaceAll("\\R", "<br>\n");
    }

    private static Reply plan(Request request, Office office) throws IOException {
        Mail mail = mail(request.form(), office);
        MailPreview preview = office.account().preview(mail);
        Html said = Html.of(
                "<section class=\"card\"><h2>What would happen</h2><p>{}</p><h2>As {} would read it</h2><h3>{}</h3><pre>{}</pre>{}</section>",
                preview.plan().explain(),
                mail.to().get(0),
                preview.mail().subject(),
                preview.mail().text().orElse(""),
                FindingList.of(preview.report().findings(), office.session().language()));
        return Frame.part(request, office.session(), "Compose", said);
    }

    private static Reply send(Request request, Office office) throws IOException {
        Receipt receipt = office.account().send(mail(request.form(), office));
        if (receipt.allAccepted()) {
            return Reply.goTo(Link.to("/compose")).saying(sent(receipt));
        }
        return Frame.part(
                request,
                office.session(),
                "Compose",
                Html.of(
                        "<section class=\"card\"><h2>Not sent</h2><p class=\"bad\">{}</p>{}</section>",
                        receipt.explain(),
                        FindingList.of(
                                receipt.report().findings(), office.session().language())));
    }

    private static String sent(Receipt receipt) {
        return receipt.outcomes().entrySet().stream()
                .map(reached -> reached.getKey() + ": " + reached.getValue().explain())
                .collect(Collectors.joining(" "));
    }

    private static Reply schedule(Request request, Office office) throws IOException {
        ScheduleReceipt receipt = office.account()
                .schedule(mail(request.form(), office))
                .by(office.session().name())
                .requestKey("compose/" + request.form().value("request"))
                .at(Times.entered(request.form().value("at"), office.customer().timeZone()));
        return Scheduling.reply(receipt, request, office);
    }
}
