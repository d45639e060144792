package io.sendwell.testkit.mailjet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.testkit.VirtualClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HappeningTest {

    private final VirtualClock clock = VirtualClock.at("2026-11-20T08:00:00Z");
    private final FakeMailjet mailjet = FakeMailjet.builder().clock(clock).start();
    private final FakeMailjetAccount acme = mailjet.account("acme").allowSender("*@example.com");
    private final WebhookProbe webhook = new WebhookProbe();

    @BeforeEach
    void accept() {
        acme.reportTo(webhook.url("/events"));
        MailjetCaller.of(mailjet, acme).send("""
                        {'Messages':[{'From':{'Email':'news@example.com'},
                          'To':[{'Email':'kim@example.net'},{'Email':'grace@example.net'}],
                          'Subject':'x','HTMLPart':'<a href=\\'https://www.example.com/\\'>x</a>'}]}
                        """);
    }

    @AfterEach
    void close() {
        webhook.close();
        mailjet.close();
    }

    private AcceptedRecipient copy(int number) {
        return acme.accepted().get(0).recipients().get(number);
    }

    @Test
    void what_happens_to_one_copy_is_told_at_once_and_of_the_other_nothing() {
        List<EventPost> posts = mailjet.happens(copy(0), Happening.hardBounce(ReportedError.USER_UNKNOWN));

        assertThat(posts).hasSize(1).allMatch(EventPost::isTaken);
        assertThat(webhook.summary()).containsExactly("bounce kim@example.net");
        assertThat(acme.status(copy(0))).isEqualTo("hardbounced");
        assertThat(acme.status(copy(1))).isEqualTo("queued");
        mailjet.deliverEvents();
        assertThat(webhook.summary()).containsExactly("bounce kim@example.net", "sent grace@example.net");
    }

    @Test
    void who_reads_a_mail_got_it_before() {
        mailjet.happens(copy(0), Happening.click("https://www.example.com/", FakeVisitor.PERSON));
        assertThat(webhook.summary()).containsExactly("sent kim@example.net", "click kim@example.net");
        mailjet.happens(copy(0), Happening.complaint());
        assertThat(webhook.summary()).endsWith("spam kim@example.net").hasSize(3);
    }

    @Test
    void what_was_put_off_may_arrive_later() {
        mailjet.happens(copy(0), Happening.softBounce(ReportedError.GREYLISTED));
        clock.advance(Duration.ofMinutes(5));
        mailjet.happens(copy(0), Happening.delivered());
        mailjet.happens(copy(0), Happening.block(ReportedError.POLICY));

        assertThat(webhook.summary())
                .containsExactly("bounce kim@example.net", "sent kim@example.net", "blocked kim@example.net");
        assertThat(webhook.events().get(1).path("time").asLong()
                        - webhook.events().get(0).path("time").asLong())
                .isEqualTo(300);
    }

    @Test
    void what_is_not_tracked_does_not_happen() {
        assertThat(mailjet.happens(copy(0), Happening.click("https://other.example/", FakeVisitor.PERSON)))
                .isEmpty();
        assertThat(acme.status(copy(0))).isEqualTo("queued");
        mailjet.happens(copy(0), Happening.open(FakeVisitor.PERSON));
        assertThat(acme.status(copy(0))).isEqualTo("opened");
    }

    @Test
    void a_copy_of_nobody_is_refused() {
        AcceptedRecipient nobody = new AcceptedRecipient(new PostedMailbox("", "kim@example.net"), 1, "", "queued");
        assertThatThrownBy(() -> mailjet.happens(nobody, Happening.complaint()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kim@example.net");
    }

    @Test
    void whoever_watches_hears_of_requests_and_reports() {
        AtomicInteger heard = new AtomicInteger();
        mailjet.onChange(heard::incrementAndGet);
        mailjet.happens(copy(0), Happening.delivered());
        assertThat(heard).hasValue(1);
        MailjetCaller.of(mailjet, acme).get("/v3/REST/message");
        assertThat(heard).hasValue(2);
    }
}
