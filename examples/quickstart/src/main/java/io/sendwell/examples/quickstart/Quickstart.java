package io.sendwell.examples.quickstart;

import io.sendwell.AccountSettings;
import io.sendwell.Receipt;
import io.sendwell.ScheduleReceipt;
import io.sendwell.SendingAccount;
import io.sendwell.Sendwell;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.identity.AuthorDomainFacts;
import io.sendwell.identity.DmarcPolicy;
import io.sendwell.identity.Operator;
import io.sendwell.identity.StaticAuthorFacts;
import io.sendwell.message.Attachment;
import io.sendwell.message.Mail;
import io.sendwell.scheduling.OutboxWorker;
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
import java.util.stream.Stream;

/**
 * Four mails on their way: one to a person, a newsletter to a list, one that is too large for the ESP, one to a blocked
 * address. Each says how it left and why.
 */
public final class Quickstart {

    static final String ACCOUNT = "YourCompany_12345";
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
            newsletter(sendwell, acme, contacts);
            report("A mail with 8 MB attached", acme.send(largeMail()));
            sendwell.blocklist()
                    .add(BlocklistEntry.hardBounce(
                            EmailAddress.parse("gone@customer.example"),
                            "550 5.1.1",
                            "user unknown",
                            "smtp",
                            Instant.parse("2026-11-20T08:00:00Z")));
            report("A mail to a blocked address", acme.send(mailToBlockedAddress()));
        }
        keep();
        state.discard();
    }

    // The worker sends what stands in the outbox, at the account's pace, whoever put it there, and however often it was
    // killed.
    private void newsletter(Sendwell sendwell, SendingAccount acme, List<Contact> contacts) throws IOException {
        heading("A newsletter to a list");
        ScheduleReceipt scheduled = new Newsletter(world.newsletterAuthor(), contacts).schedule(acme);
        out.println("  " + scheduled.explain());
        scheduled.withheldSample().forEach(person -> out.println("  not sent    " + person));
        OutboxWorker worker = OutboxWorker.of(sendwell).settings(world.worker()).start();
        try {
            Progress.watch(acme.scheduled(), scheduled.id(), out);
        } finally {
            worker.close();
        }
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
                .esp(world.esp())
                .outbox(state.storage().outbox())
                .throttleStore(state.storage().throttleStore())
                .messageLog(state.storage().messageLog())
                .blocklist(state.storage().blocklist(InstantSource.system()))
                .operatorServer(world.smtp())
                .account(world.account(AccountSettings.of(ACCOUNT).withTimeZone(ZoneId.of("Europe/Copenhagen"))))
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

    private Mail mailToBlockedAddress() {
        return Mail.compose()
                .from("Erik Maltby", world.author())
                .to("gone@customer.example")
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
