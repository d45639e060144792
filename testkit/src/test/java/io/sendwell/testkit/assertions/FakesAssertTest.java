package io.sendwell.testkit.assertions;

import static io.sendwell.testkit.assertions.SendwellAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sendwell.dns.DnsType;
import io.sendwell.testkit.dns.FakeDns;
import io.sendwell.testkit.junit5.FakeDnsExtension;
import io.sendwell.testkit.junit5.FakeMailjetExtension;
import io.sendwell.testkit.junit5.FakeSmtpExtension;
import io.sendwell.testkit.mailjet.FakeMailjet;
import io.sendwell.testkit.mailjet.FakeMailjetAccount;
import io.sendwell.testkit.smtp.FakeSmtp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

@ExtendWith({FakeDnsExtension.class, FakeMailjetExtension.class, FakeSmtpExtension.class})
class FakesAssertTest {

    private static final String ON_BEHALF = """
            From: =?UTF-8?Q?J=C3=B8rgen?= <erik@acme.example>
            Sender: Acme <mail@vendor.example>
            Subject: =?UTF-8?B?R3LDvMOf?= =?utf-8?q?e_an_alle?= now

            Hello
            """.replace("\n", "\r\n");

    @Test
    void what_mailjet_took_is_found(FakeMailjet mailjet) throws Exception {
        FakeMailjetAccount account = posted(mailjet);

        assertThat(account)
                .accepted(1)
                .lastMail(sent -> sent.isFrom("erik@acme.example")
                        .isOnBehalfOf("erik@acme.example")
                        .hasSender("mail@vendor.example")
                        .repliesGoTo("erik@acme.example")
                        .hasRecipient("grace@example.net")
                        .hasSubject("Hello")
                        .textContains("Grace")
                        .htmlContains("<b>")
                        .isInCampaign("Spring")
                        .hasAttachment("a.txt"));
        assertThat(mailjet.account("other")).acceptedNothing();
    }

    @Test
    void what_mailjet_did_not_take_fails_and_says_what_it_took(FakeMailjet mailjet) throws Exception {
        FakeMailjetAccount account = posted(mailjet);

        failing(
                "From erik@acme.example, Sender mail@vendor.example, to grace@example.net",
                () -> assertThat(account).accepted(2),
                () -> assertThat(account).acceptedNothing(),
                () -> assertThat(account).lastMail(sent -> sent.isFrom("mail@vendor.example")),
                () -> assertThat(account).lastMail(sent -> sent.isOnBehalfOf("mail@vendor.example")),
                () -> assertThat(account).lastMail(sent -> sent.hasSender("erik@acme.example")),
                () -> assertThat(account).lastMail(AcceptedMessageAssert::hasNoSender),
                () -> assertThat(account).lastMail(sent -> sent.repliesGoTo("mail@vendor.example")),
                () -> assertThat(account).lastMail(sent -> sent.hasRecipient("alan@example.net")),
                () -> assertThat(account).lastMail(sent -> sent.hasSubject("Hell")),
                () -> assertThat(account).lastMail(sent -> sent.textContains("Alan")),
                () -> assertThat(account).lastMail(sent -> sent.htmlContains("Alan")),
                () -> assertThat(account).lastMail(sent -> sent.isInCampaign("spring")),
                () -> assertThat(account).lastMail(sent -> sent.hasAttachment("b.txt")));
        failing("none", () -> assertThat(mailjet.account("other")).lastMail(sent -> {}));
    }

    @Test
    void what_the_smtp_server_took_is_found(FakeSmtp smtp) throws IOException {
        assertThat(smtp).receivedNothing();
        send(smtp, ON_BEHALF);

        assertThat(smtp)
                .received(1)
                .sawNoViolation()
                .lastMail(mail -> mail.isFrom("erik@acme.example")
                        .isOnBehalfOf("erik@acme.example")
                        .isTo("grace@example.net")
                        .hasReversePath("bounces@vendor.example")
                        .hasSubject("Grüße an alle now")
                        .hasHeaderField("From", "Jørgen <erik@acme.example>")
                        .hasNoHeaderField("Bcc")
                        .hasNoLineOver998()
                        .hasNoBareLineBreak());
    }

    @Test
    void what_the_smtp_server_did_not_take_fails_and_says_what_it_took(FakeSmtp smtp) throws IOException {
        failing("none", () -> assertThat(smtp).lastMail(mail -> {}));
        send(smtp, ON_BEHALF);

        failing(
                "envelope from <bounces@vendor.example> to [grace@example.net], subject \"Grüße an alle now\"",
                () -> assertThat(smtp).received(2),
                () -> assertThat(smtp).lastMail(mail -> mail.isFrom("mail@vendor.example")),
                () -> assertThat(smtp).lastMail(mail -> mail.isOnBehalfOf("mail@vendor.example")),
                () -> assertThat(smtp).lastMail(ReceivedMailAssert::hasNoSender),
                () -> assertThat(smtp).lastMail(mail -> mail.isTo("grace@example.net", "alan@example.net")),
                () -> assertThat(smtp).lastMail(mail -> mail.hasReversePath("")),
                () -> assertThat(smtp).lastMail(mail -> mail.hasSubject("Grüße an alle")),
                () -> assertThat(smtp).lastMail(mail -> mail.hasHeaderField("From", "erik@acme.example")),
                () -> assertThat(smtp).lastMail(mail -> mail.hasNoHeaderField("Subject")));
    }

    @Test
    void a_line_of_998_octets_passes_and_one_more_does_not(FakeSmtp smtp) throws IOException {
        send(smtp, "Subject: x\r\n\r\n" + "a".repeat(998) + "\r\n");
        assertThat(smtp).lastMail(ReceivedMailAssert::hasNoLineOver998);
        send(smtp, "Subject: x\r\n\r\n" + "a".repeat(999) + "\r\n");
        failing("998", () -> assertThat(smtp).lastMail(ReceivedMailAssert::hasNoLineOver998));
    }

    @Test
    void a_bare_cr_and_a_bare_lf_are_found(FakeSmtp smtp) throws IOException {
        for (String content : List.of("Subject: x\r\n\r\none\rtwo\r\n", "Subject: x\r\n\r\none\ntwo\r\n")) {
            send(smtp, content);
            failing("CR and LF", () -> assertThat(smtp).lastMail(ReceivedMailAssert::hasNoBareLineBreak));
        }
        failing("violation", () -> assertThat(smtp).sawNoViolation());
    }

    @Test
    void what_the_dns_server_was_asked_is_found(FakeDns dns) throws IOException {
        assertThat(dns).wasAskedNothing();
        Record question = Record.newRecord(Name.fromString("_dmarc.customer.example."), Type.TXT, DClass.IN);
        new SimpleResolver(dns.address()).send(Message.newQuery(question));

        assertThat(dns)
                .wasAsked("_dmarc.customer.example", DnsType.TXT)
                .wasAsked(1, "_dmarc.customer.example", DnsType.TXT)
                .wasNotAsked("customer.example", DnsType.TXT)
                .wasAskedQuestions(1)
                .sawNoViolation();
        failing(
                "TXT _dmarc.customer.example by UDP",
                () -> assertThat(dns).wasAsked("customer.example", DnsType.TXT),
                () -> assertThat(dns).wasAsked(2, "_dmarc.customer.example", DnsType.TXT),
                () -> assertThat(dns).wasNotAsked("_dmarc.customer.example", DnsType.TXT),
                () -> assertThat(dns).wasAskedQuestions(2),
                () -> assertThat(dns).wasAskedNothing());
    }

    @Test
    void what_is_no_question_to_a_dns_server_is_found(FakeDns dns) throws IOException {
        try (Socket socket = new Socket(dns.host(), dns.port())) {
            socket.getOutputStream().write(new byte[] {0, 1, 0});
            socket.shutdownOutput();
            org.assertj.core.api.Assertions.assertThat(socket.getInputStream().read())
                    .isEqualTo(-1);
        }
        failing("TCP", () -> assertThat(dns).sawNoViolation());
    }

    private static void failing(String said, ThrowingCallable... assertions) {
        for (ThrowingCallable assertion : assertions) {
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(assertion)
                    .withMessageContaining(said);
        }
    }

    private static FakeMailjetAccount posted(FakeMailjet mailjet) throws IOException, InterruptedException {
        FakeMailjetAccount account =
                mailjet.account("acme").allowSender("mail@vendor.example").permitOnBehalfOf();
        String login = account.apiKey() + ":" + account.secretKey();
        HttpRequest request = HttpRequest.newBuilder(mailjet.baseUrl().resolve("/v3.1/send"))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"Messages": [{
                          "From": {"Email": "erik@acme.example"}, "Sender": {"Email": "mail@vendor.example"},
                          "To": [{"Email": "grace@example.net"}], "Subject": "Hello", "TextPart": "Dear Grace",
                          "HTMLPart": "<b>Dear Grace</b>", "CustomCampaign": "Spring",
                          "Attachments": [{"Filename": "a.txt", "ContentType": "text/plain", "Base64Content": "YQ=="}]
                        }]}
                        """))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        org.assertj.core.api.Assertions.assertThat(answer.statusCode())
                .as(answer.body())
                .isEqualTo(200);
        return account;
    }

    private static void send(FakeSmtp smtp, String content) throws IOException {
        try (Socket socket = new Socket(smtp.host(), smtp.port());
                BufferedReader replies =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            readReply(replies);
            for (String command : List.of(
                    "EHLO client.example.org\r\n",
                    "MAIL FROM:<bounces@vendor.example>\r\n",
                    "RCPT TO:<grace@example.net>\r\n",
                    "DATA\r\n",
                    content + ".\r\n",
                    "QUIT\r\n")) {
                OutputStream out = socket.getOutputStream();
                out.write(command.getBytes(StandardCharsets.UTF_8));
                out.flush();
                readReply(replies);
            }
        }
    }

    private static void readReply(BufferedReader replies) throws IOException {
        String line;
        do {
            line = replies.readLine();
        } while (line != null && line.length() > 3 && line.charAt(3) == '-');
    }
}
