package io.sendwell.examples.quickstart;

import io.sendwell.AccountSettings;
import io.sendwell.Receipt;
import io.sendwell.ScheduleReceipt;
import io.sendwell.SendingAccount;
import io.sendwell.Sendwell;
import io.sendwell.account.Secret;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.identity.AuthorDomainFacts;
import io.sendwell.identity.DmarcPolicy;
import io.sendwell.identity.Operator;
import io.sendwell.identity.StaticAuthorFacts;
import io.sendwell.message.Attachment;
import io.sendwell.message.CampaignName;
import io.sendwell.message.Mail;
import io.sendwell.scheduling.OutboxWorker;
import io.sendwell.unsubscribe.UnsubscribeLinks;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Mails on their way: one to a person, a newsletter to a list, one that is too large for the ESP, one to an address that is no
 * more. Each says how it left and why. Then the ESP reports what happened: who is gone is not written to again, and who followed
 * a link gets another mail.
 */
public final class Quickstart {

    static final String ADDRESS = "Acme Flowers, Bredgade 12, 1260 København, Denmark";
    static final String ACCOUNT = "YourCompany_12345";

    /** Where people sign off, for Sendwell.unsubscribeHandler() to answer. A real secret comes from where secrets are kept. */
    static final UnsubscribeLinks LINKS = UnsubscribeLinks.at(
            "https://mail.acme-shop.example/bye", Secret.of("an example's secret, which everybody can read"));

    private static final String NO_MORE = "gone@customer.example";
    private static final int EIGHT_MEGABYTES = 8 * 1024 * 1024;

    private final World world;
    private final State state;
    private final Path output;
    private final PrintStream out;

    Quickstart(World world, State state, Path output, PrintStream out) {
        this.world = world;
        this.state = state;
        this.output = output;
        this.out = out;
    }

    /** Runs it against fakes on this machine, or for real when the environment names a Mailjet account. */
    public static void main(String[] args) throws IOException {
        Path output = Path.of(System.getProperty("quickstart.output", "target/quickstart"));
        Path kept = output.resolveSibling(output.getFileName() + "-state");
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (State state = State.in(kept);
                World world = RealWorld.of(System.getenv()).orElseGet(() -> new LocalWorld(kept))) {
            new Quickstart(world, state, output, out).run();
        }
    }

    void run() throws IOException {
        List<Contact> contacts = contacts();
        try (Sendwell sendwell = sendwell()) {
            SendingAccount acme = sendwell.account(ACCOUNT);
            if (state.wasLeftBehind()) {
                heading("An earlier run was killed; going on with what it scheduled");
            } else {
                report("One mail to one person", acme.send(individualMail()));
            }
            boolean reported = world.reportTo(sendwell.events());
            ScheduleReceipt newsletter = newsletter(sendwell, acme, contacts);
            report("A mail with 8 MB attached", acme.send(largeMail()));
            if (reported) {
                aftermath(sendwell, acme, newsletter.campaign());
            } else {
                sendwell.blocklist().add(knownToBeGone());
                report("A mail to a blocked address", acme.send(mailToAddressThatIsNoMore()));
            }
        }
        keep();
        state.discard();
    }

    private ScheduleReceipt newsletter(Sendwell sendwell, SendingAccount acme, List<Contact> contacts)
            throws IOException {
        heading("A newsletter to a list");
        ScheduleReceipt scheduled = new Newsletter(world.newsletterAuthor(), contacts).schedule(acme);
        out.println("  " + scheduled.explain());
        scheduled.withheldSample().forEach(person -> out.println("  not sent    " + person));
        work(sendwell, acme, scheduled);
        return scheduled;
    }

    // The worker sends what stands in the outbox, at the account's pace, whoever put it there, and however often it was
    // killed.
    private void work(Sendwell sendwell, SendingAccount acme, ScheduleReceipt scheduled) {
        OutboxWorker worker = OutboxWorker.of(sendwell).settings(world.worker()).start();
        try {
            Progress.watch(acme.scheduled(), scheduled.id(), out);
        } finally {
            worker.close();
        }
    }

    private void aftermath(Sendwell sendwell, SendingAccount acme, CampaignName newsletter) {
        Aftermath aftermath = new Aftermath(acme, out);
        report("A mail to an address that is no more", acme.send(mailToAddressThatIsNoMore()));
        heading("What became of all that, as the ESP reports it to a webhook");
        world.letPeopleRead();
        aftermath.showEvents();
        report("A mail to a blocked address", acme.send(mailToAddressThatIsNoMore()));
        heading("A mail to those who followed a link");
        aftermath.showClicksOf("zoe@customer.example");
        ScheduleReceipt followUp = acme.schedule(aftermath.followUp(newsletter, world.newsletterAuthor()))
                .by("Erik Maltby")
                .requestKey("follow-up of the spring collection")
                .asSoonAsPossible();
        out.println("  " + followUp.explain());
        work(sendwell, acme, followUp);
        heading("Somebody asks what is kept, and to be forgotten");
        aftermath.forget("zoe@customer.example");
    }

    private static BlocklistEntry knownToBeGone() {
        return BlocklistEntry.hardBounce(
                EmailAddress.parse(NO_MORE),
                "550 5.1.1",
                "user unknown",
                "smtp",
                Instant.parse("2026-11-20T08:00:00Z"));
    }

    Sendwell sendwell() {
        String domain =
                world.newsletterAuthor().substring(world.newsletterAuthor().indexOf('@') + 1);
        return Sendwell.builder()
                .operator(Operator.named("Acme CRM")
                        .senderField(world.senderField())
                        .rewritingDomain("via.vendor.example")
                        .bounceDomain("b.vendor.example")
                        .build())
                .unsubscribe(LINKS)
                .esp(world.esp())
                .outbox(state.storage().outbox())
                .throttleStore(state.storage().throttleStore())
                .messageLog(state.storage().messageLog())
                .eventLog(state.storage().eventLog())
                .landingPages((account, link) ->
                        link.contains("/offers/tulip") ? Optional.of("Tulips in red") : Optional.empty())
                .blocklist(state.storage().blocklist(InstantSource.system()))
                .strikeStore(state.storage().strikeStore())
                .consentStore(state.storage().consentStore())
                .optOutList(state.storage().optOutList())
                .guardStore(state.storage().guardStore())
                .operatorServer(world.smtp())
                .account(world.account(AccountSettings.of(ACCOUNT)
                        .withTimeZone(ZoneId.of("Europe/Copenhagen"))
                        .withPostalAddress(ADDRESS)))
                .authorFacts(StaticAuthorFacts.builder()
                        .domain(ACCOUNT, "acme.example", AuthorDomainFacts.unverified(DmarcPolicy.NONE))
                        .domain(ACCOUNT, domain, AuthorDomainFacts.verified(DmarcPolicy.REJECT))
                        .confirmedMailbox(ACCOUNT, world.author())
                        .build())
                .build();
    }

    private Mail individualMail() {
        return Mail.compose()
                .from("Erik Maltby", world.author())
                .to("Jørgen Rode", "rode@customer.example")
                .subject("Follow up from last meeting")
                .html("<p>Hi {{first|there}}, the minutes are attached.</p>")
                .merge("first", "Jørgen")
                .attach(Attachment.of("minutes.txt", "1. It works.\n".getBytes(StandardCharsets.UTF_8)))
                .about("person/8812")
                .build();
    }

    Mail largeMail() {
        return Mail.compose()
                .from("Erik Maltby", world.author())
                .to("Jørgen Rode", world.smtpRecipient("rode@customer.example"))
                .subject("The drawings")
                .text("Hi Jørgen,\nhere are the drawings.\nErik\n")
                .attach(Attachment.of("drawings.bin", new byte[EIGHT_MEGABYTES]))
                .build();
    }

    private Mail mailToAddressThatIsNoMore() {
        return Mail.compose()
                .from("Erik Maltby", world.author())
                .to(NO_MORE)
                .subject("Are you still there?")
                .text("It has been a while.\n")
                .build();
    }

    private void report(String title, Receipt receipt) {
        heading(title);
        out.println("  route     " + receipt.route().map(Enum::name).orElse("none"));
        out.println("  identity  " + receipt.identity().map(Enum::name).orElse("none"));
        out.println("  lost      "
                + receipt.plan().chosen().map(route -> route.lost().toString()).orElse("[]"));
        out.println("  why       " + receipt.plan().explain());
        receipt.outcomes().forEach((recipient, outcome) -> out.println("  " + recipient + "  " + outcome.explain()));
    }

    private void heading(String title) {
        out.println();
        out.println(title);
    }

    private void keep() throws IOException {
        Files.createDirectories(output);
        try (Stream<Path> old = Files.list(output)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        List<Path> files = world.keep(output);
        out.println();
        out.println(files.size() + " files in " + output
                + ": what left by SMTP as .eml with its keys as a zone file, what the ESP took as .json");
    }

    private List<Contact> contacts() throws IOException {
        String list = System.getenv("SENDWELL_CONTACTS");
        try (BufferedReader lines = list == null
                ? new BufferedReader(new InputStreamReader(Resources.open("contacts.csv"), StandardCharsets.UTF_8))
                : Files.newBufferedReader(Path.of(list))) {
            return Contact.atLeast(Integer.getInteger("quickstart.persons", 0), Contact.read(lines));
        }
    }
}
