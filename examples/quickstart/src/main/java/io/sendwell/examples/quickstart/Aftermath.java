package io.sendwell.examples.quickstart;

import io.sendwell.PersonBatch;
import io.sendwell.PersonalData;
import io.sendwell.SendingAccount;
import io.sendwell.address.EmailAddress;
import io.sendwell.campaign.Broadcast;
import io.sendwell.campaign.Recipient;
import io.sendwell.event.EventType;
import io.sendwell.log.CampaignFigures;
import io.sendwell.log.CampaignQuery;
import io.sendwell.log.EventQuery;
import io.sendwell.log.LoggedEvent;
import io.sendwell.message.CampaignName;
import java.io.PrintStream;
import java.util.Locale;

/** What happened to the mail, and what follows from it. */
final class Aftermath {

    private final SendingAccount acme;
    private final PrintStream out;

    Aftermath(SendingAccount acme, PrintStream out) {
        this.acme = acme;
        this.out = out;
    }

    void showEvents() {
        // README: begin
        for (LoggedEvent event : acme.events().find(EventQuery.latest(20)).events()) {
            String program = event.likelyAutomatic().isPresent() ? "(a program)" : "";
            out.printf(
                    "  %-12s %-23s %s %s%n", // and when, campaign, about, subject
                    event.type(), event.recipient(), event.relatedTo() + event.error(), program);
        }
        out.println("  " + acme.events().overview().explain());
        for (CampaignFigures campaign : acme.events().campaigns(CampaignQuery.latest(10))) {
            out.printf(
                    Locale.ROOT,
                    "  %s: %d mails, %.2f %% opened, %.2f %% clicked%n",
                    campaign.name(),
                    campaign.totals().processed(),
                    100 * campaign.totals().openedShare(),
                    100 * campaign.totals().clickedShare());
        }
        // README: end
    }

    void showClicksOf(String person) {
        for (LoggedEvent click :
                acme.events().clicksOf(EmailAddress.parse(person), 10).events()) {
            out.println("  " + person + " followed \"" + click.relatedTo() + "\" in \"" + click.campaign() + "\"");
        }
    }

    Broadcast followUp(CampaignName newsletter, String author) {
        String html = "<p>We keep some for you. <a href=\"{{unsubscribe}}\">Sign off</a></p><p>" + Quickstart.ADDRESS
                + "</p>";
        // README: begin
        EventQuery keen = EventQuery.latest(100)
                .type(EventType.CLICKED)
                .campaign(newsletter)
                .link("/offers/tulip")
                .ofPeople() // no scanners
                .neverWith(EventType.HARD_BOUNCED, EventType.COMPLAINED);

        acme.events().forEachPerson(keen, 50, this::planCalls); // 50 at a time; or a mass update

        Broadcast followUp = Broadcast.compose(mail ->
                        mail.from("Acme News", author).subject("Your tulips").html(html))
                .audience(acme.events().audience(keen, Aftermath::recipient)) // who of an event gets the mail
                .build();
        // README: end
        return followUp;
    }

    private void planCalls(PersonBatch batch) {
        for (LoggedEvent click : batch.latest()) {
            out.println("  call " + click.about().orElse("somebody"));
        }
    }

    private static Recipient recipient(LoggedEvent click) {
        return Recipient.of("", click.recipient().toString());
    }

    void forget(String person) {
        // README: begin
        PersonalData data = acme.personalData(EmailAddress.parse(person));
        String answer = data.export().explain(); // or the values of the export, in a form of your own
        String receipt = data.erase().explain();
        // README: end
        out.println("  " + answer.lines().count() + " lines are what is kept of " + person);
        out.println("  " + receipt);
    }
}
