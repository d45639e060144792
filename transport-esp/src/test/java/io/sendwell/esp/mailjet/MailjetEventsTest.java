package io.sendwell.esp.mailjet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.event.AutomationRule;
import io.sendwell.event.BounceKind;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.EventType;
import io.sendwell.event.Report;
import io.sendwell.event.Visit;
import io.sendwell.message.CampaignName;
import io.sendwell.testkit.VirtualClock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailjetEventsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final MailjetEvents events = new MailjetEvents(Optional.empty(), VirtualClock.at(NOW));

    private DeliveryEvent read(ObjectNode posted) {
        MailjetEventReader.Found found =
                MailjetEventReader.read(posted.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(found.unreadable()).isZero();
        assertThat(found.events()).hasSize(1);
        return events.event(found.events().get(0));
    }

    private DeliveryEvent read(String kind) {
        return read(Posts.event(kind));
    }

    private DeliveryEvent read(String kind, Consumer<ObjectNode> change) {
        return read(Posts.event(kind, change));
    }

    @Test
    void what_all_events_bear_is_in_the_report() {
        ObjectNode posted = Posts.event("sent");

        Report report = read(posted).report();

        assertThat(report.at()).isEqualTo(Instant.ofEpochSecond(1_795_341_602));
        assertThat(report.source()).isEqualTo("mailjet");
        assertThat(report.messageId()).hasValue("mail-1");
        assertThat(report.recipient()).hasValue(EmailAddress.parse("person1@example.net"));
        assertThat(report.providerId()).isEqualTo("1152921530002000001");
        assertThat(report.account()).hasValue(AccountId.of("acme"));
        assertThat(report.campaign()).hasValue(CampaignName.of("2026-11-22 News"));
        assertThat(report.about()).hasValue("person/1");
        assertThat(report.raw()).isEqualTo(posted.toString());
    }

    @Test
    void sent_means_that_the_recipients_server_took_it() {
        assertThat(read("sent"))
                .isInstanceOfSatisfying(
                        DeliveryEvent.Delivered.class,
                        delivered -> assertThat(delivered.reply()).isEqualTo("sent (250 2.0.0 OK 1795341602 queued)"));
    }

    @Test
    void an_open_and_a_click_tell_from_where() {
        Visit visit = Visit.of("192.0.2.10", "DK", "Mozilla/5.0 (X11; Linux x86_64) Sample/1.0");

        assertThat(read("open").visitor()).hasValue(visit);
        assertThat(read("click")).isInstanceOfSatisfying(DeliveryEvent.Clicked.class, clicked -> {
            assertThat(clicked.link()).isEqualTo("https://www.example.com/t/9?utm_source=crm&utm_medium=email");
            assertThat(clicked.visit()).isEqualTo(visit);
        });
    }

    @Test
    void an_open_by_a_proxy_and_a_click_by_a_scanner_are_marked() {
        assertThat(read("open", open -> open.put("agent", "Mozilla/5.0 (via ggpht.com GoogleImageProxy)"))
                        .visitor()
                        .orElseThrow()
                        .likelyAutomatic())
                .hasValue(AutomationRule.IMAGE_PROXY);
        assertThat(read("click", click -> click.put("agent", "Barracuda Sentinel (EE)"))
                        .visitor()
                        .orElseThrow()
                        .likelyAutomatic())
                .hasValue(AutomationRule.AGENT_IS_A_PROGRAM);
    }

    @ParameterizedTest
    @CsvSource({
        "user unknown,          HARD_BOUNCED, HARD,         MJ1",
        "quota exceeded,        SOFT_BOUNCED, SOFT,         MJ3",
        "greylisted,            DEFERRED,     SOFT,         MJ13",
        "preblocked,            SUPPRESSED,   SUPPRESSED,   MJ14",
        "sender blocked,        BLOCKED,      BLOCK_REPUTATION, MJ7"
    })
    void a_bounce_and_a_block_are_what_their_words_say(String error, EventType type, BounceKind kind, String row) {
        DeliveryEvent event = read(error);

        assertThat(event.type()).isEqualTo(type);
        assertThat(event.reason().orElseThrow().kind()).isEqualTo(kind);
        assertThat(event.reason().orElseThrow().row()).isEqualTo(row);
    }

    @Test
    void a_bounce_keeps_the_receivers_code_and_words() {
        assertThat(read("user unknown").reason().orElseThrow().code()).isEqualTo("550 5.1.1");
        assertThat(read("user unknown").reason().orElseThrow().text()).contains("no such mailbox");
    }

    @Test
    void a_word_in_the_wrong_field_is_found() {
        DeliveryEvent event = read(Posts.events().get(5));

        assertThat(event.type()).isEqualTo(EventType.BLOCKED);
        assertThat(event.reason().orElseThrow().row()).isEqualTo("MJ9");
    }

    @Test
    void what_is_no_failure_has_no_kind_of_its_own() {
        assertThat(read("duplicate in campaign"))
                .isInstanceOfSatisfying(
                        DeliveryEvent.Other.class,
                        other -> assertThat(other.name()).isNotEmpty());
    }

    @Test
    void a_complaint_and_an_unsubscription_are_told_apart() {
        assertThat(read("spam"))
                .isInstanceOfSatisfying(
                        DeliveryEvent.Complained.class,
                        complained -> assertThat(complained.feedbackType()).isEqualTo("JMRPP"));
        assertThat(read("spam reporter").type()).isEqualTo(EventType.COMPLAINED);
        assertThat(read("unsub"))
                .isInstanceOfSatisfying(
                        DeliveryEvent.Unsubscribed.class,
                        left -> assertThat(left.visit()).isEqualTo(Visit.of("192.0.2.11", "", "List-Unsubscribe")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"amp-click", "Sent", "deferred", "\uD83D\uDE00"})
    void a_kind_that_is_new_is_kept_under_its_own_name(String kind) {
        assertThat(read("sent", event -> event.put("event", kind)))
                .isInstanceOfSatisfying(
                        DeliveryEvent.Other.class,
                        other -> assertThat(other.name()).isEqualTo(kind));
    }

    @Test
    void unknown_fields_of_any_type_change_nothing_but_the_raw_event() {
        ObjectNode posted = Posts.event("open");
        DeliveryEvent known = read(posted);
        posted.putObject("device").putArray("versions").add(1).addNull();
        posted.put("proxied", true);

        DeliveryEvent more = read(posted);

        assertThat(more.visitor()).isEqualTo(known.visitor());
        assertThat(more.report().messageId()).isEqualTo(known.report().messageId());
        assertThat(more.report().raw()).contains("\"proxied\":true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"email", "CustomID", "Payload", "customcampaign", "MessageID", "agent", "url", "comment"})
    void a_field_of_another_type_or_none_at_all_is_as_good_as_missing(String field) {
        for (String kind : new String[] {"click", "user unknown", "sent"}) {
            DeliveryEvent missing = read(kind, event -> event.remove(field));
            DeliveryEvent none = read(kind, event -> event.putNull(field));
            DeliveryEvent object = read(kind, event -> event.putObject(field).put("a", 1));
            DeliveryEvent array = read(kind, event -> event.putArray(field).add("a"));

            assertThat(without(none)).isEqualTo(without(missing));
            assertThat(without(object)).isEqualTo(without(missing));
            assertThat(without(array)).isEqualTo(without(missing));
        }
    }

    // All but the raw event, in which they differ.
    private static String without(DeliveryEvent event) {
        return event.toString().replace(event.report().raw(), "");
    }

    @ParameterizedTest
    @CsvSource({
        "1795341602,    2026-11-22T10:00:02Z",
        "\"1795341602\", 2026-11-22T10:00:02Z",
        "1795341602.9,  2026-11-22T10:00:02Z",
        "0,             1970-01-01T00:00:00Z",
        "-5,            1970-01-01T00:00:00Z",
        "1e400,         9999-12-31T23:59:59Z",
        "\"yesterday\", 2026-11-22T12:00:00Z",
        "null,          2026-11-22T12:00:00Z"
    })
    void a_time_is_a_number_of_seconds_or_now(String json, Instant expected) {
        String body = Posts.event("sent").toString().replaceFirst("\"time\":\\d+", "\"time\":" + json);

        MailjetEventReader.Found found = MailjetEventReader.read(body.getBytes(StandardCharsets.UTF_8));

        assertThat(events.event(found.events().get(0)).report().at()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "true, HARD_BOUNCED",
        "\"true\", HARD_BOUNCED",
        "1, HARD_BOUNCED",
        "\"True\", HARD_BOUNCED",
        "false, SOFT_BOUNCED",
        "\"false\", SOFT_BOUNCED",
        "0, SOFT_BOUNCED",
        "null, HARD_BOUNCED",
        "{}, HARD_BOUNCED",
        "\"perhaps\", HARD_BOUNCED"
    })
    void whether_a_bounce_is_permanent_is_read_in_any_spelling_and_never_guessed(String json, EventType type) {
        String body = Posts.event("user unknown")
                .toString()
                .replaceFirst(
                        "\"hard_bounce\":true", java.util.regex.Matcher.quoteReplacement("\"hard_bounce\":" + json))
                .replaceFirst(",\"comment\":\"[^\"]*\"", "");

        MailjetEventReader.Found found = MailjetEventReader.read(body.getBytes(StandardCharsets.UTF_8));

        assertThat(events.event(found.events().get(0)).type()).isEqualTo(type);
    }

    @Test
    void the_id_of_older_reports_is_taken_where_there_is_no_other() {
        assertThat(read("sent", event -> event.put("MessageID", 0).put("mj_message_id", "19421777835146490"))
                        .report()
                        .providerId())
                .isEqualTo("19421777835146490");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "acme",
                "[]",
                "{",
                "{\"account\":\"\"}",
                "{\"account\":\"a b\"}",
                "{\"tenant\":4711}",
                "{\"account\":{\"account\":\"acme\"}}"
            })
    void a_payload_of_somebody_else_names_no_account(String payload) {
        Report report = read("sent", event -> event.put("Payload", payload)).report();

        assertThat(report.account()).isEmpty();
        assertThat(report.messageId()).hasValue("mail-1");
    }
}
