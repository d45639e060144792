package io.sendwell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.campaign.Broadcast;
import io.sendwell.campaign.Recipient;
import io.sendwell.check.Finding;
import io.sendwell.check.FindingStatus;
import io.sendwell.check.MailRule;
import io.sendwell.identity.AuthorDomainFacts;
import io.sendwell.identity.DmarcPolicy;
import io.sendwell.identity.StaticAuthorFacts;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.message.Attachment;
import io.sendwell.message.AttachmentHost;
import io.sendwell.message.HostedFile;
import io.sendwell.message.Mail;
import io.sendwell.message.MailBuilder;
import io.sendwell.outbox.InMemoryOutbox;
import io.sendwell.outbox.SendingQuery;
import io.sendwell.policy.SendingPolicy;
import io.sendwell.route.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttachmentLinksTest {

    private static final long EIGHT = 8 * SendingPolicy.MEBIBYTE;
    private static final Duration LIFETIME = Duration.ofDays(30);

    private final Office office = new Office();
    private final Shelf shelf = new Shelf();
    private final InMemoryOutbox outbox = new InMemoryOutbox(InstantSource.fixed(Office.NOW));

    /** Keeps what it is given by key, and remembers what it was asked. */
    private static final class Shelf implements AttachmentHost {

        private final List<Upload> uploads = new ArrayList<>();
        private final Map<String, HostedFile> kept = new HashMap<>();
        private Duration kindness = Duration.ofDays(60);

        @Override
        public HostedFile keep(Upload upload) throws IOException {
            uploads.add(upload);
            HostedFile known = kept.get(upload.key());
            if (known != null) {
                return known;
            }
            try (InputStream in = upload.file().open()) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            URI link = URI.create("https://files.vendor.example/f?n=" + kept.size() + "&t=x");
            HostedFile file = HostedFile.until(link, upload.neededUntil().plus(kindness));
            kept.put(upload.key(), file);
            return file;
        }
    }

    private static Attachment zeros(String name, long size) {
        return Attachment.of(name, "application/pdf", size, () -> new InputStream() {
            private long left = size;

            @Override
            public int read() {
                return left-- > 0 ? 0 : -1;
            }

            @Override
            public int read(byte[] octets, int offset, int length) {
                if (left <= 0) {
                    return -1;
                }
                int some = (int) Math.min(left, length);
                left -= some;
                return some;
            }
        });
    }

    private SendwellBuilder builder(AttachmentLinks links) {
        return office.builder().outbox(outbox).attachmentLinks(links);
    }

    private SendingAccount overEspLimit() {
        return builder(AttachmentLinks.overEspLimit(shelf)).build().account("one");
    }

    private Mail leftBy(FakeTransport transport) {
        assertThat(transport.submissions()).hasSize(1);
        return transport.submissions().get(0).outgoing().mail();
    }

    private static MailBuilder large() {
        return Office.mail().html("<p>See you on Monday.</p>").attach(zeros("minutes.pdf", EIGHT));
    }

    @Test
    void what_is_over_the_esps_limit_leaves_by_the_esp_with_a_link_in_text_and_html() {
        Receipt receipt = overEspLimit()
                .send(large().inline("logo", Attachment.of("logo.png", new byte[10]))
                        .html("<body><p>Look: <img src=\"cid:logo\" alt=\"Logo\"></p></body>")
                        .build());

        assertThat(receipt.allAccepted()).isTrue();
        Mail left = leftBy(office.esp);
        assertThat(left.attachments()).extracting(Attachment::fileName).containsExactly("logo.png");
        assertThat(left.text().orElseThrow()).isEqualTo("""
                        See you on Monday.

                        Attachments to this message
                        - minutes.pdf (8.4 MB, available until February 28, 2027)
                          https://files.vendor.example/f?n=0&t=x
                        """);
        Element list = Jsoup.parse(left.html().orElseThrow()).body().selectFirst("div[lang=en]");
        assertThat(list).isNotNull();
        assertThat(list.selectFirst("a").attr("href")).isEqualTo("https://files.vendor.example/f?n=0&t=x");
        assertThat(list.selectFirst("a").text()).isEqualTo("Download minutes.pdf");
        assertThat(list.text()).contains("8.4 MB, available until February 28, 2027");
        assertThat(receipt.plan().report().findings())
                .filteredOn(finding -> finding.rule() == MailRule.ATTACHMENTS_LINKED)
                .extracting(Finding::status)
                .containsExactly(FindingStatus.APPLIED);
        assertThat(shelf.uploads).singleElement().satisfies(upload -> {
            assertThat(upload.account()).isEqualTo(AccountId.of("one"));
            assertThat(upload.neededUntil()).isEqualTo(Office.NOW.plus(LIFETIME));
            assertThat(upload.key()).matches("[0-9a-f]{64}");
        });
    }

    @Test
    void what_may_leave_as_it_is_keeps_what_is_attached() {
        Mail small = Office.mail().attach(Attachment.of("a.pdf", new byte[10])).build();
        overEspLimit().send(small);
        builder(AttachmentLinks.toLeaveAtAll(shelf)).build().account("one").send(large().build());

        assertThat(leftBy(office.esp).attachments()).hasSize(1);
        assertThat(leftBy(office.smtp).attachments()).hasSize(1);
        assertThat(shelf.uploads).isEmpty();
    }

    @Test
    void where_the_fallback_has_a_worse_identity_a_link_keeps_the_better_one() {
        office.esp.signing(DomainName.parse("customer.example"));
        StaticAuthorFacts facts = StaticAuthorFacts.builder()
                .domain("one", "customer.example", AuthorDomainFacts.verified(DmarcPolicy.REJECT))
                .confirmedMailbox("one", "jo@customer.example")
                .build();
        Mail mail = large().build();
        Receipt without =
                office.builder().authorFacts(facts).build().account("one").send(mail);
        assertThat(without.plan().report().stops())
                .extracting(Finding::rule)
                .contains(MailRule.FALLBACK_IDENTITY_WORSE);

        Receipt with = builder(AttachmentLinks.toLeaveAtAll(shelf))
                .authorFacts(facts)
                .build()
                .account("one")
                .send(mail);

        assertThat(with.allAccepted()).isTrue();
        assertThat(with.plan().chosen().orElseThrow().route()).isEqualTo(Route.ESP);
        assertThat(leftBy(office.esp).attachments()).isEmpty();
    }

    @Test
    void what_is_more_than_receivers_take_becomes_a_link_and_the_other_routes_stay_as_they_are() {
        SendingAccount account = builder(AttachmentLinks.toLeaveAtAll(shelf))
                .account(AccountSettings.of("one").withFirstRoute(Route.OPERATOR_SMTP))
                .build()
                .account("one");

        Receipt receipt = account.send(Office.mail()
                .attach(zeros("film.pdf", 40 * SendingPolicy.MEBIBYTE))
                .build());

        assertThat(receipt.allAccepted()).isTrue();
        assertThat(leftBy(office.smtp).text().orElseThrow()).contains("film.pdf (41.9 MB");
    }

    @Test
    void the_links_stand_where_the_mail_wants_them_and_nothing_stands_there_without_links() {
        MailBuilder mail =
                Office.mail().text("Files: {{attachments}} Bye").html("<p>Files:</p>{{ attachments }}<p>Bye</p>");

        overEspLimit().send(mail.build());
        Mail plain = office.esp.submissions().get(0).outgoing().mail();
        overEspLimit().send(mail.attach(zeros("a.pdf", EIGHT)).build());
        Mail linked = office.esp.submissions().get(1).outgoing().mail();

        assertThat(plain.text()).hasValue("Files:  Bye");
        assertThat(plain.html()).hasValue("<p>Files:</p><p>Bye</p>");
        assertThat(linked.text().orElseThrow()).startsWith("Files: Attachments").endsWith("\n Bye");
        assertThat(linked.html().orElseThrow()).startsWith("<p>Files:</p><div").endsWith("</div><p>Bye</p>");
    }

    @Test
    void the_words_are_in_the_language_of_the_html_or_else_in_the_one_that_was_set() {
        SendingAccount french = builder(AttachmentLinks.overEspLimit(shelf).in(Locale.FRANCE))
                .build()
                .account("one");

        french.send(large().html("<!DOCTYPE html><html lang='de-AT'><body><p>Hallo</p></body></html>")
                .build());
        french.send(large().html("<p>Bonjour</p>").build());

        assertThat(office.esp.submissions().get(0).outgoing().mail().text().orElseThrow())
                .contains("Anhänge zu dieser Nachricht", "8,4 MB, verfügbar bis 28. Februar 2027");
        assertThat(office.esp.submissions().get(0).outgoing().mail().html().orElseThrow())
                .contains("minutes.pdf herunterladen", "</div></body>");
        assertThat(office.esp.submissions().get(1).outgoing().mail().text().orElseThrow())
                .contains("Pièces jointes", "8,4 Mo, disponible jusqu’au 28 février 2027");
    }

    @Test
    void all_languages_have_the_same_words() {
        for (Locale language : LinkBlock.LANGUAGES) {
            assertThat(LinkBlock.texts(language))
                    .as(language.getLanguage())
                    .hasSameSizeAs(LinkBlock.texts(Locale.ENGLISH))
                    .containsOnlyKeys(LinkBlock.texts(Locale.ENGLISH).keySet())
                    .allSatisfy((key, text) -> assertThat(text).isNotBlank());
        }
    }

    @Test
    void a_file_name_writes_no_html_and_is_no_placeholder() {
        Mail mail = Office.mail()
                .html("<p>Hi {{first}}</p>")
                .text("Hi {{first}}")
                .merge(io.sendwell.message.MergeData.of("first", "Kim").with("secret", "42"))
                .attach(zeros("<b>{{secret}}&'.pdf", EIGHT))
                .build();

        Receipt receipt = overEspLimit().send(mail);

        assertThat(receipt.allAccepted()).as(receipt.explain()).isTrue();
        Mail left = leftBy(office.esp);
        assertThat(left.text().orElseThrow())
                .contains("Hi Kim", "<b>((secret))&'.pdf")
                .doesNotContain("42");
        Element body = Jsoup.parse(left.html().orElseThrow()).body();
        assertThat(body.select("b")).isEmpty();
        assertThat(body.selectFirst("a").text()).isEqualTo("Download <b>{{secret}}&'.pdf");
    }

    @Test
    void a_host_that_fails_stops_the_mail_with_a_code_and_nothing_is_sent_or_stored() {
        AttachmentHost away = upload -> {
            throw new IOException("no space left");
        };
        SendingAccount account =
                builder(AttachmentLinks.overEspLimit(away)).build().account("one");

        Receipt sent = account.send(large().build());
        ScheduleReceipt scheduled = account.schedule(large().build()).asSoonAsPossible();
        ScheduleReceipt broadcast = account.schedule(newsletter()).asSoonAsPossible();
        BroadcastReceipt atOnce = account.send(newsletter());

        assertThat(sent.outcomes().values())
                .singleElement()
                .isInstanceOfSatisfying(RecipientOutcome.Withheld.class, withheld -> {
                    assertThat(withheld.code()).isEqualTo("ATTACHMENTS_NOT_HOSTED");
                    assertThat(withheld.reason()).contains("no space left");
                });
        assertThat(scheduled.report().stops())
                .extracting(Finding::rule)
                .containsExactly(MailRule.ATTACHMENTS_NOT_HOSTED);
        assertThat(broadcast.report().stops())
                .extracting(Finding::rule)
                .containsExactly(MailRule.ATTACHMENTS_NOT_HOSTED);
        assertThat(atOnce.report().stops()).extracting(Finding::rule).containsExactly(MailRule.ATTACHMENTS_NOT_HOSTED);
        assertThat(office.esp.submissions()).isEmpty();
        assertThat(office.smtp.submissions()).isEmpty();
        assertThat(outbox.list(SendingQuery.newest(AccountId.of("one"), 10)))
                .allMatch(sending -> sending.startAt().isEmpty());
    }

    @Test
    void a_file_that_ends_before_it_is_needed_is_no_link() {
        shelf.kindness = Duration.ofSeconds(-1);

        Receipt receipt = overEspLimit().send(large().build());

        assertThat(receipt.plan().report().stops())
                .extracting(Finding::rule)
                .containsExactly(MailRule.ATTACHMENTS_NOT_HOSTED);
        assertThat(office.esp.submissions()).isEmpty();
    }

    @Test
    void planning_and_checking_say_it_and_keep_nothing() {
        SendingAccount account = overEspLimit();

        assertThat(account.plan(large().build()).chosen().orElseThrow().route()).isEqualTo(Route.ESP);
        assertThat(account.check(large().build()).findings())
                .filteredOn(finding -> finding.status() == FindingStatus.APPLIED)
                .extracting(Finding::rule)
                .contains(MailRule.ATTACHMENTS_LINKED);
        assertThat(account.check(newsletter()).report().findings())
                .extracting(Finding::rule)
                .contains(MailRule.ATTACHMENTS_LINKED);
        assertThat(shelf.uploads).isEmpty();
    }

    @Test
    void nothing_is_kept_for_a_mail_that_does_not_leave() {
        Receipt receipt = overEspLimit()
                .send(large().subject("<script>").text("Hi {{first}}").build());

        assertThat(receipt.allAccepted()).isFalse();
        assertThat(shelf.uploads).isEmpty();
    }

    @Test
    void what_is_scheduled_keeps_its_links_and_the_file_outlives_the_start() throws IOException {
        Instant start = Office.NOW.plus(Duration.ofDays(20));

        ScheduleReceipt receipt = overEspLimit().schedule(large().build()).at(start.atZone(ZoneOffset.UTC));

        assertThat(receipt.report().findings()).extracting(Finding::rule).contains(MailRule.ATTACHMENTS_LINKED);
        Mail stored = FrozenSending.read(outbox, receipt.id()).mail();
        assertThat(stored.attachments()).isEmpty();
        assertThat(stored.text().orElseThrow()).contains("https://files.vendor.example/f?n=0&t=x");
        assertThat(shelf.uploads)
                .singleElement()
                .satisfies(upload -> assertThat(upload.neededUntil()).isEqualTo(start.plus(LIFETIME)));
    }

    @Test
    void a_request_that_is_repeated_asks_for_the_same_file() {
        SendingAccount account = overEspLimit();

        account.schedule(large().build()).requestKey("order 7").asSoonAsPossible();
        ScheduleReceipt again =
                account.schedule(large().build()).requestKey("order 7").asSoonAsPossible();
        account.schedule(large().build()).asSoonAsPossible();

        assertThat(again.report().findings()).extracting(Finding::rule).contains(MailRule.ALREADY_SCHEDULED);
        assertThat(shelf.uploads)
                .extracting(AttachmentHost.Upload::key)
                .hasSize(2)
                .containsOnly(shelf.uploads.get(0).key());
        assertThat(shelf.kept).hasSize(1);
    }

    @Test
    void accounts_names_and_contents_have_keys_of_their_own() {
        Sendwell sendwell = builder(AttachmentLinks.overEspLimit(shelf)).build();
        sendwell.account("one").send(large().build());
        sendwell.account("two").send(large().build());
        sendwell.account("one")
                .send(Office.mail().attach(zeros("other.pdf", EIGHT)).build());
        sendwell.account("one")
                .send(Office.mail().attach(zeros("minutes.pdf", EIGHT + 1)).build());

        assertThat(shelf.kept).hasSize(4);
    }

    @Test
    void a_broadcast_keeps_its_file_once_and_each_person_gets_the_link() {
        SendingAccount account = overEspLimit();

        ScheduleReceipt scheduled = account.schedule(newsletter()).asSoonAsPossible();
        BroadcastReceipt sent = account.send(newsletter());

        assertThat(shelf.kept).hasSize(1);
        assertThat(scheduled.report().findings()).extracting(Finding::rule).contains(MailRule.ATTACHMENTS_LINKED);
        assertThat(FrozenSending.read(outbox, scheduled.id()).mail().attachments())
                .isEmpty();
        assertThat(sent.acceptedCount()).isEqualTo(2);
        assertThat(office.esp.submissions()).hasSize(2).allSatisfy(submission -> {
            assertThat(submission.outgoing().mail().attachments()).isEmpty();
            assertThat(submission.outgoing().mail().html().orElseThrow())
                    .contains("https://files.vendor.example/f?n=0&#38;t=x");
        });
    }

    private static Broadcast newsletter() {
        return Broadcast.compose(mail -> mail.from("Jo Berg", "jo@customer.example")
                        .subject("News for {{first}}")
                        .html("<p>Hi {{first}}, <a href=\"{{unsubscribe}}\">leave</a></p>")
                        .attach(zeros("minutes.pdf", EIGHT)))
                .audience(
                        List.of("kim", "lee"),
                        name -> Recipient.of(name, name + "@example.net").merge("first", name))
                .build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://files.vendor.example/f",
                "https://user@files.vendor.example/f",
                "https://localhost/f",
                "https://192.0.2.7/f",
                "https://[2001:db8::1]/f",
                "https:///f",
                "files.vendor.example/f",
                "https://files.vendor.example/é",
                "javascript:alert(1)"
            })
    void a_link_that_nobody_should_follow_is_refused(String link) {
        assertThatIllegalArgumentException().isThrownBy(() -> HostedFile.at(URI.create(link)));
    }

    @Test
    void a_link_is_as_secret_as_its_file() {
        assertThat(HostedFile.at(URI.create("https://files.vendor.example/secret")))
                .hasToString("HostedFile[files.vendor.example]");
        assertThat(Optional.of(AttachmentLinks.overEspLimit(shelf)
                        .lifetime(Duration.ofDays(1))
                        .lifetime()))
                .hasValue(Duration.ofDays(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AttachmentLinks.overEspLimit(shelf).lifetime(Duration.ZERO));
    }
}
