package io.sendwell.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.account.AccountId;
import io.sendwell.address.Mailbox;
import io.sendwell.message.Attachment;
import io.sendwell.message.Mail;
import io.sendwell.message.MailBuilder;
import io.sendwell.message.MessageClass;
import io.sendwell.policy.SendingPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentChecksTest {

    private static final String SENTENCE = "This is what we have to say, and it takes some words. ".repeat(6);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "www.customer.example/a       | LINK_WITHOUT_SCHEME",
                "customer.example:8080/a      | LINK_WITHOUT_SCHEME",
                "/a                           | LINK_WITHOUT_SCHEME",
                "//customer.example/a         | LINK_WITHOUT_SCHEME",
                "http://customer.example/     | LINK_INSECURE",
                "https://bit.ly/x             | LINK_SHORTENED",
                "https://www.TinyURL.com/x    | LINK_SHORTENED",
                "https://192.0.2.7/           | LINK_ADDRESS_HOST",
                "https://3221225991/          | LINK_ADDRESS_HOST",
                "https://0xC0.0.0x2.7/        | LINK_ADDRESS_HOST",
                "https://[2001:db8::7]:443/   | LINK_ADDRESS_HOST",
                "https://bank.example@a.example/ | LINK_USER_INFO",
                "ht tps://a.example/          | ",
                "https://customer.example/    | ",
                "https://bitterly.example/    | ",
                "https://a.example/x@y        | ",
                "#top                         | ",
                "mailto:jo@customer.example   | ",
                "tel:+4512345678              | "
            })
    void links_are_judged_by_where_they_lead(String link, String code) {
        assertThat(codes(mail -> mail.html("<p>" + SENTENCE + "<a href=\"" + link + "\">more</a>")))
                .isEqualTo(code == null ? List.of() : List.of(code));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "www.bank.example               | https://evil.example/   | true",
                "https://bank.example/login     | https://evil.example/   | true",
                "bank.com                       | https://evil.example/   | true",
                "<b>bank</b>.com                | https://evil.example/   | true",
                "bank.com                       | https://www.bank.com/a  | false",
                "bank.com                       | https://news.bank.com/a | false",
                "Node.js                        | https://evil.example/   | false",
                "our page                       | https://evil.example/   | false",
                "jo@bank.com                    | https://evil.example/   | false"
            })
    void a_link_that_shows_an_address_leads_there(String text, String target, boolean deceives) {
        assertThat(codes(mail -> mail.html("<p>" + SENTENCE + "<a href='" + target + "'> " + text + " </a>")))
                .isEqualTo(deceives ? List.of("LINK_TEXT_MISMATCH") : List.of());
    }

    @Test
    void a_mail_says_something_beside_its_images() {
        String image = "<img src='https://customer.example/a.png' alt='Offer'>";
        assertThat(codes(mail -> mail.html(image + "Now!"))).containsExactly("HTML_IMAGE_ONLY");
        assertThat(codes(mail -> mail.html(image + SENTENCE))).isEmpty();
        assertThat(codes(mail -> mail.html(image + "<title>" + SENTENCE + "</title>")))
                .containsExactly("HTML_IMAGE_ONLY");
    }

    @Test
    void an_image_has_words_for_those_who_do_not_see_it() {
        assertThat(codes(mail -> mail.html(SENTENCE + "<img src='https://customer.example/a.png'>")))
                .containsExactly("IMAGE_WITHOUT_ALT");
        assertThat(codes(mail -> mail.html(
                        SENTENCE + "<img src='https://customer.example/a' width=1 height=1><img alt='' src=cid:a>")))
                .isEmpty();
    }

    @Test
    void images_of_a_broadcast_come_from_the_authors_domain() {
        String html = SENTENCE + "<img alt='' src='https://cdn.stranger.example/a.png'>";
        assertThat(codes(mail -> mail.html(html).messageClass(MessageClass.MASS)))
                .containsExactly("UNSUBSCRIBE_MISSING", "IMAGE_HOST_FOREIGN");
        assertThat(codes(mail -> mail.html(html))).isEmpty();
        assertThat(codes(mail ->
                        mail.html(html.replace("stranger", "a.customer")).messageClass(MessageClass.MASS)))
                .containsExactly("UNSUBSCRIBE_MISSING");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "style='display: none'",
                "style=\"color:red;VISIBILITY : hidden\"",
                "style='font-size:0px;'",
                "style='opacity:0'",
                "style='max-height:0;overflow:hidden'",
                "hidden"
            })
    void text_is_not_hidden_from_its_readers(String hiding) {
        String html = SENTENCE + "<div " + hiding + "><div>" + SENTENCE + "</div>more</div>";
        assertThat(codes(mail -> mail.html(html))).containsExactly("HTML_HIDDEN_TEXT");
        assertThat(codes(mail -> mail.html(SENTENCE + "<div " + hiding + ">Our offers of this week</div>")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"style='font-size:0.9em'", "style='opacity:0.5'", "style='display:block'", "class=hidden"})
    void text_that_is_shown_is_not_hidden(String showing) {
        assertThat(codes(mail -> mail.html(SENTENCE + "<div " + showing + ">" + SENTENCE + "</div>")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>go()</script>",
                "<form action='https://customer.example/'></form>",
                "<iframe src='https://customer.example/'></iframe>",
                "<p onclick='go()'>x</p>"
            })
    void a_mail_runs_nothing_and_asks_for_nothing(String html) {
        assertThat(codes(mail -> mail.html(SENTENCE + html))).containsExactly("HTML_ACTIVE_CONTENT");
    }

    @Test
    void a_text_part_says_what_the_html_says() {
        assertThat(codes(mail -> mail.html(SENTENCE).text("See the HTML."))).containsExactly("TEXT_PART_POOR");
        assertThat(codes(mail -> mail.html("<b>Hi</b>").text("Hi"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Jo jo@bank.example", "Jo @gmail.com", "Jo (2)", "Jo \u2714", "Jo \uD83D\uDCB0", "For Kim Lee"})
    void a_display_name_names_the_author_and_nothing_else(String name) {
        assertThat(codes(mail -> mail.from(name, "jo@customer.example"))).containsExactly("FROM_NAME_MISLEADING");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Jo Berg", "Jo & Ann", "Jo (Sales)", "Jo Berg, Acme\u2122", "jo@customer.example", ""})
    void a_display_name_may_be_any_name(String name) {
        assertThat(codes(mail -> mail.from(name, "jo@customer.example"))).isEmpty();
    }

    @Test
    void answers_reach_somebody_of_the_author() {
        assertThat(codes(mail -> mail.from("No-Reply@customer.example"))).containsExactly("FROM_NO_REPLY");
        assertThat(codes(mail -> mail.from("noreply@customer.example").replyTo("jo@customer.example")))
                .isEmpty();
        assertThat(codes(mail -> mail.replyTo("jo@elsewhere.example"))).containsExactly("REPLY_TO_ELSEWHERE");
        assertThat(codes(mail -> mail.replyTo("jo@office.customer.example"))).isEmpty();
    }

    @Test
    void an_address_that_yahoo_refuses_does_not_write() {
        assertThat(codes(mail -> mail.from("j$o@customer.example"))).containsExactly("ADDRESS_ODD_CHARACTERS");
        assertThat(codes(mail -> mail.from("j+o=x@customer.example"))).isEmpty();
    }

    @Test
    void a_broadcast_goes_to_persons() {
        for (String office : List.of("postmaster@a.example", "Info@a.example", "abuse+x@a.example")) {
            assertThat(codes(mail -> mail.messageClass(MessageClass.MASS).onlyTo(mailbox(office))))
                    .containsExactly("UNSUBSCRIBE_MISSING", "ROLE_ADDRESS");
            assertThat(codes(mail -> mail.onlyTo(mailbox(office)))).isEmpty();
        }
        assertThat(codes(mail -> mail.messageClass(MessageClass.MASS).onlyTo(mailbox("informatics@a.example"))))
                .containsExactly("UNSUBSCRIBE_MISSING");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Re: x", "RE : x", "Fwd: x", "AW: x", "re[2]: x", " TR: x"})
    void a_subject_does_not_pretend_to_be_an_answer(String subject) {
        assertThat(codes(mail -> mail.subject(subject))).containsExactly("SUBJECT_PRETENDS_REPLY");
        assertThat(codes(mail -> mail.subject(subject).header("In-Reply-To", "<a@b.example>")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Regards: x", "Red: x", "A: x", "Renewal Re: x"})
    void a_subject_may_begin_with_any_word(String subject) {
        assertThat(codes(mail -> mail.subject(subject))).isEmpty();
    }

    static Stream<byte[]> archivesThatHideAProgram() throws IOException {
        String longName = "a".repeat(120) + ".exe";
        return Stream.of(
                tar('L', "././@LongLink", bytes(longName + "\0"), longName.substring(0, 99)),
                tar('x', "PaxHeaders/x", bytes("131 path=" + longName + "\n"), longName.substring(0, 99)));
    }

    @ParameterizedTest
    @MethodSource("archivesThatHideAProgram")
    void a_long_name_in_a_tar_archive_hides_no_program(byte[] tar) {
        assertThat(examine(mail -> mail.attach(Attachment.of("a.tar", tar))))
                .singleElement()
                .matches(Finding::stopsSending);
    }

    @Test
    void a_compressed_program_is_a_program() throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(octets)) {
            gzip.write(bytes("MZ"));
        }
        assertThat(examine(mail -> mail.attach(Attachment.of("setup.exe.gz", octets.toByteArray()))))
                .singleElement()
                .matches(Finding::stopsSending);
        assertThat(codes(mail -> mail.attach(Attachment.of("notes.txt.gz", octets.toByteArray()))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.rar", "a.7z", "a.tar.bz2", "a.XZ"})
    void an_archive_that_cannot_be_read_here_is_said_to_be_unread(String name) {
        assertThat(examine(mail -> mail.attach(Attachment.of(name, bytes("x")))))
                .extracting(Finding::status)
                .containsExactly(FindingStatus.NOT_CHECKED);
    }

    @Test
    void hostile_html_is_read_to_its_end() {
        List<String> pieces = List.of(
                "<a href=",
                "\"",
                "'",
                ">",
                "<",
                "</a>",
                "style=",
                "display:none",
                "<div hidden>",
                "</div>",
                "<img",
                "src=",
                "https://",
                "[",
                "]",
                "@",
                ":",
                "%",
                "\u202e",
                "&#x",
                "&amp",
                "<!--",
                "-->",
                "<script>",
                "</script",
                " ");
        Random random = new Random(20_261_122);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder html = new StringBuilder();
            for (int i = random.nextInt(60); i >= 0; i--) {
                html.append(pieces.get(random.nextInt(pieces.size())));
            }
            String text = html.toString();
            assertThat(examine(mail -> mail.html(text).text(text)))
                    .allSatisfy(finding -> assertThat(finding.explain()).isNotBlank());
        }
    }

    @Test
    void long_hostile_html_takes_no_longer_than_its_length() {
        // Were a step quadratic, these would take hours and not a second.
        for (String piece :
                List.of("<div hidden>", "<a href=x>", "style='font-size:", "www.a.", "<img ", "https://@@", "<!--")) {
            String html = piece.repeat(2_000_000 / piece.length());
            assertThat(examine(mail -> mail.html("<p style='" + html + "'>" + html)))
                    .isNotNull();
        }
    }

    private static Mailbox mailbox(String address) {
        return Mailbox.of(address);
    }

    private static List<String> codes(UnaryOperator<MailBuilder> change) {
        return examine(change).stream().map(Finding::code).toList();
    }

    private static List<Finding> examine(UnaryOperator<MailBuilder> change) {
        Mail mail = change.apply(Mail.compose()
                        .from("Jo Berg", "jo@customer.example")
                        .to("Kim Lee", "kim@rcpt.example")
                        .subject("Monday")
                        .text(SENTENCE))
                .build();
        return MailChecks.all().stream()
                .flatMap(check -> check.examine(mail, AccountId.of("one"), SendingPolicy.defaults()).stream())
                .toList();
    }

    private static byte[] tar(char type, String before, byte[] longName, String cutName) throws IOException {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        tar.write(header(before, longName.length, type));
        tar.write(longName);
        tar.write(new byte[512 - longName.length % 512]);
        tar.write(header(cutName, 1, '0'));
        tar.write(new byte[512 + 1_024]);
        return tar.toByteArray();
    }

    private static byte[] header(String name, int size, char type) {
        byte[] header = new byte[512];
        System.arraycopy(bytes(name), 0, header, 0, name.length());
        byte[] digits = bytes(String.format("%011o", size));
        System.arraycopy(digits, 0, header, 124, digits.length);
        header[156] = (byte) type;
        return header;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
