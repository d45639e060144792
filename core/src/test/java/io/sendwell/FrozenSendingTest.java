package io.sendwell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sendwell.FrozenSending.Merging;
import io.sendwell.account.AccountId;
import io.sendwell.address.AddressSyntax;
import io.sendwell.address.DomainName;
import io.sendwell.address.EmailAddress;
import io.sendwell.address.Mailbox;
import io.sendwell.merge.MailTemplate;
import io.sendwell.merge.TemplateEngine;
import io.sendwell.message.Attachment;
import io.sendwell.message.CampaignName;
import io.sendwell.message.Mail;
import io.sendwell.message.MailBuilder;
import io.sendwell.message.MergeData;
import io.sendwell.message.MessageClass;
import io.sendwell.mime.MessageId;
import io.sendwell.mime.MimeOptions;
import io.sendwell.mime.MimeRenderer;
import io.sendwell.mime.OutgoingMail;
import io.sendwell.outbox.InMemoryOutbox;
import io.sendwell.outbox.Lane;
import io.sendwell.outbox.NewSending;
import io.sendwell.outbox.Octets;
import io.sendwell.outbox.OutboxIntake;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingSummary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrozenSendingTest {

    private static final SendingId ID = SendingId.parse("01936a6e-5c00-7000-8000-000000000001");

    private final InMemoryOutbox outbox = new InMemoryOutbox(InstantSource.fixed(Office.NOW));

    FrozenSendingTest() {
        outbox.create(new NewSending(
                ID,
                AccountId.of("one"),
                "key",
                "hash",
                Lane.INDIVIDUAL,
                new SendingSummary("", "Monday", "kim@example.net", CampaignName.of("Emails 2026 11"))));
    }

    @RepeatedTest(200)
    void a_mail_renders_to_the_same_octets_before_and_after(RepetitionInfo repetition) throws IOException {
        Mail mail = anyMail(new Random(repetition.getCurrentRepetition()));
        store(Merging.DONE, mail);
        Mail thawed = intact(FrozenSending.read(outbox, ID)
                .mail(FrozenEntry.ofWholeMail(ContentHash.of(mail)).encoded()));
        assertThat(rendered(thawed)).isEqualTo(rendered(mail));
        assertThat(fields(thawed)).isEqualTo(fields(mail));
    }

    @Test
    void a_template_and_values_of_every_kind_give_the_mail_that_was_merged() {
        MergeData values = MergeData.from(everyKind());
        Mail template = Office.mail()
                .subject("Hi {{first|there}}")
                .text("{{n}} {{long}} {{short}} {{byte}} {{d}} {{f}} {{big}} {{dec}} {{#yes}}y{{/yes}}{{^no}}n{{/no}}"
                        + " {{company.address.city}} {{#list}}<{{.}}>{{/list}} {{#rows}}{{a}}{{/rows}} {{half|}}")
                .html("<p>{{html}}</p>")
                .merge(MergeData.none())
                .build();
        Mailbox person = Mailbox.of("Grace", "grace@example.net");
        Mail merged = completed(MailTemplate.of(template, TemplateEngine.sendwell())
                .merge(template.toBuilder().onlyTo(person).about("person/7").build(), values)
                .mail());
        store(Merging.BY_VALUES, template);
        FrozenEntry entry = new FrozenEntry(
                Optional.of(person),
                Optional.of("person/7"),
                new FrozenEntry.Body.Values(values),
                ContentHash.of(merged));
        Mail thawed = intact(FrozenSending.read(outbox, ID).mail(entry.encoded()));
        assertThat(fields(thawed)).isEqualTo(fields(merged));
        assertThat(thawed.text().orElseThrow())
                .startsWith("1 9007199254740993 3 -4 0.1 0.5 123456789012345678901234567890 12.50 yn Aarhus <a><2> 1x");
    }

    @RepeatedTest(200)
    void values_come_back_as_they_were(RepetitionInfo repetition) throws IOException {
        MergeData values = anyValues(new Random(repetition.getCurrentRepetition()), 0);
        FrozenEntry entry = new FrozenEntry(
                Optional.of(Mailbox.of("grace@example.net")),
                Optional.empty(),
                new FrozenEntry.Body.Values(values),
                Octets.none());
        FrozenEntry decoded = FrozenEntry.decoded(entry.encoded());
        assertThat(decoded).isEqualTo(entry);
        assertThat(((FrozenEntry.Body.Values) decoded.body()).values().asMap().toString())
                .isEqualTo(values.asMap().toString());
    }

    @Test
    void what_another_engine_wrote_is_kept_as_text_and_packed() {
        Mail template =
                Office.mail().html("<%= first %>").merge(MergeData.none()).build();
        String html = "<p>Hello ${first} {{first}} " + "<td style='color:red'>x</td>".repeat(20_000);
        Mail merged = completed(template.merged("Hello Kim", Optional.empty(), Optional.of(html)));
        store(Merging.BY_TEXTS, template);
        FrozenEntry entry = new FrozenEntry(
                Optional.of(merged.to().get(0)),
                Optional.empty(),
                new FrozenEntry.Body.Texts(merged.subject(), merged.text(), merged.html()),
                ContentHash.of(merged));
        assertThat(entry.encoded().size()).isLessThan(10_000);
        assertThat(fields(intact(FrozenSending.read(outbox, ID).mail(entry.encoded()))))
                .isEqualTo(fields(merged));
    }

    @Test
    void a_mail_that_would_say_something_else_is_stopped() {
        Mail mail = Office.mail().build();
        store(Merging.DONE, mail);
        Mail other = Office.mail().text("See you on Tuesday.").build();
        assertThat(FrozenSending.read(outbox, ID)
                        .mail(FrozenEntry.ofWholeMail(ContentHash.of(other)).encoded()))
                .isInstanceOfSatisfying(
                        Thawed.Stopped.class,
                        stopped -> assertThat(stopped.code()).isEqualTo("CONTENT_CHANGED"));
    }

    @Test
    void who_was_stopped_when_the_sending_was_made_stays_stopped() {
        store(Merging.BY_VALUES, Office.mail().merge(MergeData.none()).build());
        Octets data = FrozenEntry.stopped(Mailbox.of("eve@example.net"), "MERGE_VALUE_MISSING", "No first.")
                .encoded();
        assertThat(FrozenSending.read(outbox, ID).mail(data))
                .isEqualTo(new Thawed.Stopped("MERGE_VALUE_MISSING", "No first."));
    }

    @Test
    void large_attachments_are_read_piece_by_piece_and_again_from_the_start() throws IOException {
        int size = 3 * ContentPieces.CONTENT + 17;
        Attachment large = Attachment.of("large.bin", "application/octet-stream", size, () -> pattern(size, 1));
        Attachment second = Attachment.of("second.bin", "application/octet-stream", size, () -> pattern(size, 2));
        Mail mail = Office.mail().attach(large).attach(second).build();
        store(Merging.DONE, mail);
        List<Attachment> thawed = FrozenSending.read(outbox, ID).mail().attachments();
        for (int i = 0; i < 2; i++) {
            assertThat(octets(thawed.get(0))).isEqualTo(octets(large));
            assertThat(octets(thawed.get(1))).isEqualTo(octets(second));
        }
    }

    @Test
    void an_attachment_that_changed_since_it_was_looked_at_is_refused() {
        Attachment changing = Attachment.of("a.bin", "application/octet-stream", 10, () -> pattern(10, 1));
        Mail mail = Office.mail().attach(changing).build();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() ->
                        FrozenSending.store(outbox, ID, Optional.empty(), Merging.DONE, mail, List.of("0".repeat(64))))
                .withMessageContaining("a.bin changed");
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 11})
    void an_attachment_of_another_size_than_it_says_is_refused(int size) {
        Attachment lying = Attachment.of("a.bin", "application/octet-stream", 10, () -> pattern(size, 1));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> FrozenSending.digest(lying))
                .withMessageContaining("octets");
    }

    @Test
    void content_that_was_damaged_in_any_octet_is_never_read_as_a_mail() {
        store(Merging.DONE, Office.mail().build());
        byte[] piece = outbox.content(ID, 0).orElseThrow().toArray();
        for (int at = 0; at < piece.length; at++) {
            byte[] damaged = piece.clone();
            damaged[at] ^= 0x40;
            assertDamaged(damaged);
        }
    }

    @Test
    void content_that_was_cut_anywhere_is_never_read_as_a_mail() {
        store(Merging.DONE, Office.mail().build());
        byte[] piece = outbox.content(ID, 0).orElseThrow().toArray();
        for (int length = 0; length < piece.length; length++) {
            assertDamaged(Arrays.copyOf(piece, length));
        }
    }

    @Test
    void content_whose_checksum_is_right_and_whose_values_are_hostile_is_refused() {
        Random random = new Random(4);
        store(Merging.DONE, anyMail(new Random(1)));
        byte[] piece = outbox.content(ID, 0).orElseThrow().toArray();
        int length = piece.length - ContentPieces.CHECKSUM;
        for (int round = 0; round < 5_000; round++) {
            byte[] hostile = piece.clone();
            for (int change = 0; change <= random.nextInt(4); change++) {
                hostile[random.nextInt(length)] = (byte) random.nextInt(256);
            }
            ByteBuffer.wrap(hostile).putInt(length, ContentPieces.checksum(0, hostile, length));
            try {
                FrozenSending.read(holding(hostile), ID).mail();
            } catch (DamagedSendingException e) {
                assertThat(e).hasMessageContaining("damaged");
            }
        }
    }

    @Test
    void entries_of_hostile_octets_are_stopped_and_throw_nothing() {
        Random random = new Random(5);
        store(Merging.BY_VALUES, Office.mail().merge(MergeData.none()).build());
        FrozenSending sending = FrozenSending.read(outbox, ID);
        byte[] good = new FrozenEntry(
                        Optional.of(Mailbox.of("Grace", "grace@example.net")),
                        Optional.of("person/7"),
                        new FrozenEntry.Body.Values(MergeData.from(everyKind())),
                        Octets.of(new byte[16]))
                .encoded()
                .toArray();
        for (int round = 0; round < 20_000; round++) {
            byte[] hostile = Arrays.copyOf(good, 1 + random.nextInt(good.length));
            for (int change = 0; change <= random.nextInt(4); change++) {
                hostile[random.nextInt(hostile.length)] = (byte) random.nextInt(256);
            }
            assertThat(sending.mail(Octets.of(hostile))).isInstanceOf(Thawed.Stopped.class);
        }
    }

    @Test
    void a_length_inflated_anywhere_is_a_clear_error() {
        store(
                Merging.DONE,
                Office.mail()
                        .cc("lee@example.net")
                        .about("person/7")
                        .campaign("Spring")
                        .providerOption("mailjet", "Priority", "2")
                        .attach(Attachment.of("a.txt", new byte[] {1, 2, 3}))
                        .build());
        byte[] piece = outbox.content(ID, 0).orElseThrow().toArray();
        int length = piece.length - ContentPieces.CHECKSUM;
        byte[] entry = new FrozenEntry(
                        Optional.of(Mailbox.of("Grace", "grace@example.net")),
                        Optional.of("person/7"),
                        new FrozenEntry.Body.Values(MergeData.from(everyKind())),
                        Octets.of(new byte[16]))
                .encoded()
                .toArray();
        FrozenSending sending = FrozenSending.read(outbox, ID);
        for (int inflated : new int[] {Integer.MAX_VALUE, 0x00FF_FFFF, 100_000}) {
            for (int at = 0; at <= length - Integer.BYTES; at++) {
                byte[] hostile = piece.clone();
                ByteBuffer.wrap(hostile).putInt(at, inflated);
                ByteBuffer.wrap(hostile).putInt(length, ContentPieces.checksum(0, hostile, length));
                try {
                    FrozenSending.read(holding(hostile), ID).mail();
                } catch (DamagedSendingException e) {
                    assertThat(e).hasMessageContaining("damaged").hasMessageNotContaining("null");
                }
            }
            for (int at = 0; at <= entry.length - Integer.BYTES; at++) {
                byte[] hostile = entry.clone();
                ByteBuffer.wrap(hostile).putInt(at, inflated);
                assertStopped(sending, hostile);
            }
        }
    }

    @Test
    void an_entry_that_was_cut_anywhere_says_that_it_ends_too_early() {
        store(Merging.BY_TEXTS, Office.mail().merge(MergeData.none()).build());
        FrozenSending sending = FrozenSending.read(outbox, ID);
        for (FrozenEntry.Body body : List.of(
                new FrozenEntry.Body.Values(MergeData.from(everyKind())),
                new FrozenEntry.Body.Texts("Monday", Optional.of("See you on Monday."), Optional.empty()))) {
            byte[] entry = new FrozenEntry(
                            Optional.of(Mailbox.of("Grace", "grace@example.net")),
                            Optional.of("person/7"),
                            body,
                            Octets.of(new byte[16]))
                    .encoded()
                    .toArray();
            for (int length = 0; length < entry.length; length++) {
                assertStopped(sending, Arrays.copyOf(entry, length));
            }
        }
    }

    @Test
    void texts_that_unpack_to_more_than_a_mail_are_not_unpacked() throws IOException {
        store(Merging.BY_TEXTS, Office.mail().merge(MergeData.none()).build());
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        FrozenOutput out = new FrozenOutput(octets);
        out.octet(1);
        out.optional(Optional.<String>empty(), out::text);
        out.optional(Optional.<String>empty(), out::text);
        out.octets(new byte[16]);
        out.octet(2);
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(octets)) {
            FrozenOutput packed = new FrozenOutput(deflated);
            packed.text("Monday");
            packed.optional(Optional.of("x".repeat(30_000_000)), packed::text);
            packed.optional(Optional.<String>empty(), packed::text);
        }
        assertThat(octets.size()).isLessThan(65_536);

        Thawed thawed = FrozenSending.read(outbox, ID).mail(Octets.of(octets.toByteArray()));

        assertThat(thawed).isInstanceOfSatisfying(Thawed.Stopped.class, stopped -> {
            assertThat(stopped.code()).isEqualTo("ENTRY_DAMAGED");
            assertThat(stopped.text()).contains("A text claims a length of 30000000");
        });
    }

    @Test
    void attachments_that_claim_more_octets_than_can_be_counted_are_refused() {
        byte[] some = new byte[4_321];
        store(
                Merging.DONE,
                Office.mail()
                        .attach(Attachment.of("a.bin", "application/octet-stream", some))
                        .attach(Attachment.of("b.bin", "application/octet-stream", some))
                        .build());
        byte[] piece = outbox.content(ID, 0).orElseThrow().toArray();
        int length = piece.length - ContentPieces.CHECKSUM;
        ByteBuffer hostile = ByteBuffer.wrap(piece);
        int found = 0;
        for (int at = 0; at <= length - Long.BYTES; at++) {
            if (hostile.getLong(at) == some.length) {
                hostile.putLong(at, Long.MAX_VALUE);
                found++;
            }
        }
        hostile.putInt(length, ContentPieces.checksum(0, piece, length));

        assertThat(found).isEqualTo(2);
        assertDamaged(piece);
    }

    private static void assertStopped(FrozenSending sending, byte[] entry) {
        assertThat(sending.mail(Octets.of(entry))).isInstanceOfSatisfying(Thawed.Stopped.class, stopped -> {
            assertThat(stopped.code()).isIn("ENTRY_DAMAGED", "CONTENT_CHANGED");
            assertThat(stopped.text()).doesNotContain("null");
        });
    }

    @Test
    void groups_without_end_are_refused_when_they_are_stored() {
        MergeData nested = MergeData.none();
        for (int depth = 0; depth < 100_000; depth++) {
            nested = MergeData.of("deeper", nested);
        }
        FrozenEntry entry =
                new FrozenEntry(Optional.empty(), Optional.empty(), new FrozenEntry.Body.Values(nested), Octets.none());
        assertThatIllegalArgumentException().isThrownBy(entry::encoded).withMessageContaining("deeper");
    }

    private void assertDamaged(byte[] piece) {
        assertThatExceptionOfType(DamagedSendingException.class)
                .isThrownBy(() -> FrozenSending.read(holding(piece), ID))
                .withMessageContaining(ID.toString());
    }

    /** An outbox that holds this one piece. */
    private static OutboxIntake holding(byte[] piece) {
        return (OutboxIntake) Proxy.newProxyInstance(
                OutboxIntake.class.getClassLoader(),
                new Class<?>[] {OutboxIntake.class},
                (proxy, method, arguments) -> method.getName().equals("content") && arguments[1].equals(0)
                        ? Optional.of(Octets.of(piece))
                        : Optional.empty());
    }

    private void store(Merging merging, Mail mail) {
        try {
            List<String> digests = new ArrayList<>();
            for (Attachment attachment : mail.attachments()) {
                digests.add(FrozenSending.digest(attachment));
            }
            FrozenSending.store(outbox, ID, Optional.empty(), merging, mail, digests);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Mail completed(Mail merged) {
        return Preparation.completed(merged, new ArrayList<>());
    }

    private static Mail intact(Thawed thawed) {
        assertThat(thawed).isInstanceOf(Thawed.Intact.class);
        return ((Thawed.Intact) thawed).mail();
    }

    private static Map<String, Object> everyKind() {
        return Map.ofEntries(
                Map.entry("n", 1),
                Map.entry("long", 9_007_199_254_740_993L),
                Map.entry("short", (short) 3),
                Map.entry("byte", (byte) -4),
                Map.entry("d", 0.1),
                Map.entry("f", 0.5f),
                Map.entry("big", new BigInteger("123456789012345678901234567890")),
                Map.entry("dec", new BigDecimal("12.50")),
                Map.entry("yes", true),
                Map.entry("no", false),
                Map.entry("first", "Kim 😀"),
                Map.entry("html", MergeData.trustedHtml("<b>bold</b>")),
                Map.entry("company", Map.of("address", Map.of("city", "Aarhus"))),
                Map.entry("list", List.of("a", 2)),
                Map.entry("rows", List.of(Map.of("a", 1), Map.of("a", "x"))));
    }

    private static MergeData anyValues(Random random, int depth) {
        MergeData values = MergeData.none();
        for (int i = random.nextInt(6); i > 0; i--) {
            values = values.with("v" + i, anyValue(random, depth));
        }
        return values;
    }

    private static Object anyValue(Random random, int depth) {
        return switch (random.nextInt(depth > 4 ? 11 : 13)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextLong();
            case 2 -> (short) random.nextInt();
            case 3 -> (byte) random.nextInt();
            case 4 -> random.nextGaussian();
            case 5 -> random.nextFloat();
            case 6 -> new BigInteger(random.nextInt(200), random);
            case 7 -> new BigDecimal(new BigInteger(60, random), random.nextInt(40) - 20);
            case 8 -> random.nextBoolean();
            case 9 -> MergeData.trustedHtml("<b>" + anyText(random) + "</b>");
            case 10 -> anyText(random);
            case 11 -> anyValues(random, depth + 1);
            default -> List.of(anyText(random), random.nextInt(), anyValues(random, depth + 1));
        };
    }

    /** Whatever fits into a Java string, lone surrogates and NUL among it. */
    private static String anyText(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(20) == 0 ? 30_000 : random.nextInt(30);
        for (int i = 0; i < length; i++) {
            text.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x1_0000));
        }
        return text.toString();
    }

    private static Mail anyMail(Random random) {
        MailBuilder mail = Mail.compose()
                .from("Jørgen Rode", "rode@customer.example")
                .to("", "kim@example.net")
                .to(new Mailbox(
                        "Grace, \"the\" Hopper",
                        EmailAddress.parse(
                                "\"grace hopper\"@[192.0.2.1]",
                                AddressSyntax.strict().admitQuotedLocalPart().admitAddressLiteral())))
                .subject("Møde 😀 " + random.nextInt())
                .text("Line one\r\nLine two " + "text ".repeat(random.nextInt(200)))
                .messageClass(random.nextBoolean() ? MessageClass.SYSTEM : MessageClass.INDIVIDUAL);
        if (random.nextBoolean()) {
            mail.cc("Ada", "ada@bücher.example").bcc("eve@example.org").replyTo("Jo", "jo@customer.example");
        }
        if (random.nextBoolean()) {
            mail.header("X-Ticket", "æ " + random.nextInt()).header("In-Reply-To", "<1@example.com>");
        }
        if (random.nextBoolean()) {
            mail.about("person/" + random.nextInt()).campaign("Spring").purpose("newsletter");
        }
        if (random.nextBoolean()) {
            mail.providerOption("mailjet", "TrackClicks", "disabled")
                    .providerOption("x", "a", "")
                    .providerOption("x", "b", "1");
        }
        if (random.nextBoolean()) {
            mail.html("<img src='cid:logo'>" + "ø".repeat(random.nextInt(50_000)));
            mail.inline("logo", Attachment.of("logo.png", anyOctets(random)));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            mail.attach(Attachment.of("fil-æ" + i + ".bin", "application/octet-stream", anyOctets(random)));
        }
        return mail.build();
    }

    private static byte[] anyOctets(Random random) {
        byte[] octets = new byte[random.nextInt(4) == 0 ? random.nextInt(600_000) : random.nextInt(1_000)];
        random.nextBytes(octets);
        return octets;
    }

    private static byte[] rendered(Mail mail) throws IOException {
        OutgoingMail outgoing = new OutgoingMail(
                mail,
                mail.from(),
                Optional.empty(),
                mail.replyTo(),
                new MessageId(new UUID(7, 7).toString(), DomainName.parse("customer.example")),
                Office.NOW,
                List.of());
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        MimeRenderer.create()
                .render(outgoing, MimeOptions.sevenBit().withSmtpUtf8())
                .writeTo(octets);
        return octets.toByteArray();
    }

    private static List<Object> fields(Mail mail) {
        return List.of(
                mail.from(),
                mail.to(),
                mail.cc(),
                mail.bcc(),
                mail.replyTo(),
                mail.subject(),
                mail.text(),
                mail.html(),
                mail.headerFields(),
                mail.about(),
                mail.campaign(),
                mail.messageClass(),
                mail.purpose(),
                mail.providersWithOptions(),
                mail.providersWithOptions().stream().map(mail::providerOptions).toList(),
                mail.attachments().stream().map(Attachment::toString).toList(),
                mail.attachments().stream().map(Attachment::contentId).toList(),
                mail.mergeData());
    }

    private static byte[] octets(Attachment attachment) throws IOException {
        try (InputStream in = attachment.open()) {
            return in.readAllBytes();
        }
    }

    /** So many octets that differ from place to place. */
    private static InputStream pattern(int size, int seed) {
        byte[] octets = new byte[size];
        for (int at = 0; at < size; at++) {
            octets[at] = (byte) (at * 31 + at / 1_000 + seed);
        }
        return new ByteArrayInputStream(octets);
    }
}
