package io.sendwell;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.campaign.Audience;
import io.sendwell.campaign.Broadcast;
import io.sendwell.campaign.Recipient;
import io.sendwell.check.Finding;
import io.sendwell.check.FindingStatus;
import io.sendwell.consent.ConsentRecord;
import io.sendwell.message.MailBuilder;
import io.sendwell.message.MessageClass;
import io.sendwell.message.Purpose;
import io.sendwell.unsubscribe.OptOut;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BroadcastCheckTest {

    private static final String SENTENCE = "This is what we have to say, and it takes some words. ".repeat(6);

    private static final String LEAVE = "<p><a href=\"{{unsubscribe}}\">Unsubscribe</a>";

    private final Office office = new Office();

    @Test
    void a_good_broadcast_has_nothing_to_say_against_it() {
        BroadcastReport report = check(mail -> mail.html("<p>Dear {{first}}, " + SENTENCE + LEAVE), persons(3));

        assertThat(report.clean()).isTrue();
        assertThat(report.isSendable()).isTrue();
        assertThat(report.persons()).isEqualTo(3);
        assertThat(report.sendable()).isEqualTo(3);
        assertThat(report.wireSize().orElseThrow()).isGreaterThan(400);
        assertThat(report.report().of(FindingStatus.PASS))
                .extracting(Finding::code)
                .contains(
                        "MERGE_VALUE_MISSING",
                        "UNMERGED_PLACEHOLDER",
                        "LINK_SHORTENED",
                        "MAILS_IDENTICAL",
                        "FROM_DOMAIN_DEAD");
    }

    @Test
    void each_field_is_told_with_the_number_of_persons_who_have_no_value_for_it() {
        List<Recipient> audience = new ArrayList<>(persons(10));
        audience.add(Recipient.of("", "a@example.net").merge("first", "A"));
        audience.add(Recipient.of("", "b@example.net"));

        BroadcastReport report = check(mail -> mail.text("{{first}} {{city}} {{unsubscribe}}"), audience);

        assertThat(counts(report))
                .containsEntry("MERGE_VALUE_MISSING first", 1L)
                .containsEntry("MERGE_VALUE_MISSING city", 12L);
        assertThat(report.withheld()).containsExactly(Map.entry("MERGE_VALUE_MISSING", 12L));
        assertThat(report.isSendable()).isFalse();
    }

    @Test
    void duplicates_are_counted_however_they_are_spelt() {
        List<Recipient> audience = new ArrayList<>(persons(5));
        audience.add(Recipient.of("Once more", "P1@EXAMPLE.net").merge("first", "x"));

        BroadcastReport report = check(mail -> mail.text("Hi {{first}} {{unsubscribe}}"), audience);

        assertThat(report.duplicates()).isEqualTo(1);
        assertThat(codes(report)).contains("DUPLICATE_IN_AUDIENCE");
        assertThat(report.sendable()).isEqualTo(5);
    }

    @Test
    void who_stands_on_the_blocklist_is_counted() {
        block("p2@example.net");

        BroadcastReport report = check(mail -> mail.text("Hi {{first}} {{unsubscribe}}"), persons(5));

        assertThat(report.withheld()).containsExactly(Map.entry("RECIPIENTS_BLOCKED", 1L));
        assertThat(counts(report)).containsEntry("RECIPIENTS_BLOCKED", 1L);
    }

    @Test
    void who_has_left_the_list_is_counted() {
        EmailAddress left = EmailAddress.parse("p2@example.net");
        office.optOuts.add(new OptOut(AccountId.of("one"), left, Optional.empty(), "page", Office.NOW, ""));

        BroadcastReport report = check(mail -> mail.text("Hi {{first}} {{unsubscribe}}"), persons(5));

        assertThat(report.withheld()).containsExactly(Map.entry("RECIPIENT_OPTED_OUT", 1L));
        assertThat(check(mail -> mail.text("Hi {{first}}").messageClass(MessageClass.SYSTEM), persons(5))
                        .withheld())
                .isEmpty();
    }

    @Test
    void a_link_of_a_persons_own_is_looked_at_for_each() {
        List<Recipient> audience = new ArrayList<>(persons(3));
        audience.add(person(7).unsubscribe(URI.create("https://bit.ly/x")));

        BroadcastReport report = check(mail -> mail.html("<p>Dear {{first}}, " + SENTENCE + LEAVE), audience);

        assertThat(counts(report)).containsEntry("LINK_SHORTENED", 1L);
    }

    @Test
    void mails_that_all_say_the_same_are_told() {
        assertThat(codes(check(mail -> mail.text("Hi all {{unsubscribe}}"), persons(5))))
                .contains("MAILS_IDENTICAL");
        assertThat(codes(check(mail -> mail.text("Hi {{firm|all}} {{unsubscribe}}"), persons(5))))
                .contains("MAILS_IDENTICAL");
        assertThat(codes(check(mail -> mail.text("Hi {{first}} {{unsubscribe}}"), persons(5))))
                .doesNotContain("MAILS_IDENTICAL");
        assertThat(codes(check(mail -> mail.text("Hi all {{unsubscribe}}"), persons(1))))
                .doesNotContain("MAILS_IDENTICAL");
    }

    @Test
    void size_is_told_by_its_consequences() {
        assertThat(codes(check(mail -> mail.text("Hi {{first}} {{unsubscribe}}"), persons(100))))
                .doesNotContain("BROADCAST_ONLY_SCHEDULED", "BROADCAST_LARGE");
        BroadcastReport hundred = check(mail -> mail.text("Hi {{first}} {{unsubscribe}}"), persons(101));
        assertThat(hundred.findings())
                .filteredOn(found -> found.finding().status() == FindingStatus.APPLIED)
                .extracting(found -> found.finding().code())
                .contains("BROADCAST_ONLY_SCHEDULED");
        BroadcastReport large = check(mail -> mail.text("Hi {{first}} {{unsubscribe}}"), persons(5_001));
        assertThat(large.report().advice()).extracting(Finding::code).contains("BROADCAST_LARGE");
        assertThat(large.isSendable()).isTrue();
    }

    @Test
    void what_goes_to_many_is_not_called_individual() {
        Consumer<MailBuilder> individual =
                mail -> mail.text("Hi {{first}} {{unsubscribe}}").messageClass(MessageClass.SYSTEM);
        assertThat(codes(check(individual, persons(101)))).contains("BROADCAST_NOT_MASS");
        assertThat(codes(check(individual, persons(100)))).doesNotContain("BROADCAST_NOT_MASS");
    }

    @Test
    void offices_in_the_audience_are_counted() {
        List<Recipient> audience = new ArrayList<>(persons(4));
        audience.add(2, Recipient.of("", "postmaster@example.net").merge("first", "P"));
        audience.add(Recipient.of("", "info@example.net").merge("first", "I"));

        BroadcastReport report =
                check(mail -> mail.text("Hi {{first}} {{unsubscribe}}").messageClass(MessageClass.MASS), audience);

        assertThat(counts(report)).containsEntry("ROLE_ADDRESS", 2L);
    }

    @Test
    void an_audience_of_nobody_and_a_template_that_is_none_are_told() {
        assertThat(codes(check(mail -> mail.text("Hi"), List.of()))).contains("AUDIENCE_EMPTY");
        BroadcastReport report = check(mail -> mail.text("{{#open}}"), persons(2));
        assertThat(codes(report)).containsExactly("TEMPLATE_MALFORMED");
        assertThat(report.isSendable()).isFalse();
    }

    @Test
    void a_check_of_the_application_looks_at_each_mail() {
        SendingAccount account = office.builder()
                .check((mail, id, policy) -> mail.text().orElse("").contains("p3")
                        ? List.of(Finding.mustFail("HOUSE_RULE", "It says p3.", "Not p3.", "", "a house rule"))
                        : List.of())
                .build()
                .account("one");
        BroadcastReport report =
                account.check(broadcast(mail -> mail.text("Hi {{first}} {{unsubscribe}}"), persons(10)));
        assertThat(report.withheld()).containsExactly(Map.entry("HOUSE_RULE", 1L));
    }

    @Test
    void text_and_json_name_nobody() {
        List<Recipient> audience = new ArrayList<>(persons(3));
        audience.add(Recipient.of("Grace", "grace@example.net"));
        BroadcastReport report = check(mail -> mail.text("Hi {{first}} {{unsubscribe}}"), audience);

        assertThat(report.toText(Locale.GERMAN))
                .contains("MUST FAIL 1 × MERGE_VALUE_MISSING: Es gibt keinen Wert für first.");
        assertThat(report.toJson(Locale.ENGLISH))
                .startsWith("{\"sendable\":true,\"persons\":4,\"duplicates\":0,\"mails\":3,\"wireSize\":")
                .contains(
                        "\"withheld\":{\"MERGE_VALUE_MISSING\":1}", "{\"persons\":1,\"code\":\"MERGE_VALUE_MISSING\"");
        assertThat(report.toString() + report.toText(Locale.ENGLISH) + report.toJson(Locale.ENGLISH))
                .doesNotContain("grace@");
    }

    @Test
    void the_check_of_a_long_audience_merges_few_mails() {
        // Were each of them merged, half a million would be more than this test's time.
        Audience audience = () -> IntStream.range(0, 100_000).mapToObj(BroadcastCheckTest::person);
        BroadcastReport report = office.account()
                .check(Broadcast.compose(mail -> compose(mail).html("<p>Dear {{first}}, " + SENTENCE.repeat(4) + LEAVE))
                        .audience(audience)
                        .build());
        assertThat(report.sendable()).isEqualTo(100_000);
    }

    /** What is checked is what is scheduled: the same persons get none, for the same reasons, whatever values and templates are. */
    @Test
    void the_check_says_whom_scheduling_withholds() {
        Random random = new Random(20_261_122);
        for (int round = 0; round < 150; round++) {
            Consumer<MailBuilder> template = template(random);
            List<Recipient> audience = audience(random);
            SendingAccount account =
                    new Office().builder().consentStore(new MostAgree()).build().account("one");
            Broadcast broadcast = broadcast(template, audience);

            BroadcastReport report = account.check(broadcast);
            ScheduleReceipt receipt = account.schedule(broadcast)
                    .at(Office.NOW.plus(Duration.ofHours(1)).atZone(ZoneOffset.UTC));

            String which = "round " + round + ": " + broadcast.template().subject()
                    + broadcast.template().html();
            if (receipt.report().sendable()) {
                assertThat(new TreeMap<>(report.withheld())).as(which).isEqualTo(new TreeMap<>(receipt.withheld()));
                assertThat(report.duplicates()).as(which).isEqualTo(receipt.duplicates());
                assertThat(advice(report))
                        .as(which)
                        .containsAll(receipt.report().advice().stream()
                                .map(Finding::code)
                                .toList());
            } else {
                assertThat(report.isSendable()).as(which).isFalse();
            }
        }
    }

    @Test
    void who_did_not_agree_is_counted() {
        SendingAccount account =
                new Office().builder().consentStore(new MostAgree()).build().account("one");
        BroadcastReport report = account.check(broadcast(
                mail -> mail.text("Hi {{first}} {{unsubscribe}}").messageClass(MessageClass.MASS), persons(10)));
        assertThat(report.withheld()).containsExactly(Map.entry("CONSENT_MISSING", 2L));
        assertThat(counts(report)).containsEntry("CONSENT_MISSING", 2L);
    }

    /** All agreed but those with a 7 or a 3 in their address. */
    private static final class MostAgree extends EverybodyAgrees {

        @Override
        public Map<EmailAddress, ConsentRecord> find(
                AccountId account, Optional<Purpose> list, Collection<EmailAddress> persons) {
            return super.find(
                    account,
                    list,
                    persons.stream()
                            .filter(person -> !person.toString().matches(".*[37].*"))
                            .toList());
        }
    }

    private static List<String> advice(BroadcastReport report) {
        return report.report().advice().stream().map(Finding::code).toList();
    }

    private static Consumer<MailBuilder> template(Random random) {
        List<String> subjects = List.of(
                "News",
                "{{first}}",
                "{{first}}: news",
                "Hi {{first|there}}",
                "{{long}} {{first}}",
                "{{first}} %{{city}}%");
        List<String> bodies = List.of(
                "<p>Dear {{first}}, " + SENTENCE,
                "<p>{{first}} {{city}}",
                "<p>[[{{first}}]] " + SENTENCE,
                "<p>%{{first}}% " + SENTENCE,
                "<p>" + SENTENCE + "<a href=\"{{link}}\">{{first}}</a>",
                "<p>" + SENTENCE + "<a href=\"{{link}}\">{{link}}</a>",
                "<p>" + SENTENCE + "<a href=\"https://a.example/?q={{city}}\">more</a>",
                "<p>" + SENTENCE + "<a href=\"https://a.example/\">www.{{city}}.com</a>",
                "<p><img src=\"https://customer.example/a\" alt=\"{{first}}\">{{long}} {{city|nowhere}}",
                "<div hidden>{{long}}{{long}}</div>" + SENTENCE,
                "<p>{{#city}}In {{city}}: {{/city}}{{first}} " + SENTENCE);
        String subject = subjects.get(random.nextInt(subjects.size()));
        String body = bodies.get(random.nextInt(bodies.size()));
        String leave = random.nextInt(10) == 0 ? "" : random.nextInt(4) == 0 ? " {{unsubscribe}}" + LEAVE : LEAVE;
        MessageClass messageClass = random.nextInt(2) == 0 ? MessageClass.MASS : MessageClass.SYSTEM;
        return mail -> mail.subject(subject).html(body + leave).messageClass(messageClass);
    }

    private static List<Recipient> audience(Random random) {
        List<String> firsts = List.of(
                "Kim",
                "Jo",
                "",
                "Re",
                "O'Neill",
                "A{{b",
                "first]]",
                "a%b",
                "St. John",
                "AT&T",
                "bank.com",
                "\ud83d\ude00",
                "x\ny",
                "\u202eevil",
                "https://a.example",
                "Re: you",
                "%first%",
                "abc",
                "first");
        List<String> links = List.of(
                "https://a.example/?t=1",
                "https://a.example/?t=2",
                "https://bit.ly/x",
                "javascript:alert(1)",
                "http://192.0.2.1/",
                "",
                "https://a.example/%first%",
                "https://a.example/%2f",
                "www.a.example");
        List<Recipient> audience = new ArrayList<>();
        long seed = random.nextLong();
        for (int i = 0; i < 40; i++) {
            String address = "p" + random.nextInt(60) + (random.nextInt(9) == 0 ? "@gmx.de" : "@example.net");
            audience.add(person(new Random(seed ^ address.hashCode()), address, firsts, links));
        }
        return audience;
    }

    // Whoever is named twice has the same values each time.
    private static Recipient person(Random random, String address, List<String> firsts, List<String> links) {
        Recipient person = Recipient.of(random.nextInt(5) == 0 ? "Jo" : "", address);
        if (random.nextInt(8) > 0) {
            person = person.merge("first", firsts.get(random.nextInt(firsts.size())));
        }
        if (random.nextInt(3) > 0) {
            person = person.merge("city", firsts.get(random.nextInt(firsts.size())));
        }
        return person.merge("link", links.get(random.nextInt(links.size())))
                .merge("long", "word ".repeat(random.nextInt(60)) + "x");
    }

    private void block(String address) {
        office.blocklist.add(BlocklistEntry.manual(EmailAddress.parse(address), "asked", Office.NOW));
    }

    private BroadcastReport check(Consumer<MailBuilder> template, List<Recipient> audience) {
        return office.account().check(broadcast(template, audience));
    }

    private static Broadcast broadcast(Consumer<MailBuilder> template, List<Recipient> audience) {
        return Broadcast.compose(mail -> template.accept(compose(mail)))
                .audience(audience, person -> person)
                .build();
    }

    private static MailBuilder compose(MailBuilder mail) {
        return mail.from("Jo Berg", "jo@customer.example").subject("Monday");
    }

    private static List<Recipient> persons(int count) {
        return IntStream.range(0, count).mapToObj(BroadcastCheckTest::person).toList();
    }

    private static Recipient person(int number) {
        return Recipient.of("", "p" + number + "@example.net").merge("first", "p" + number);
    }

    private static List<String> codes(BroadcastReport report) {
        return report.findings().stream()
                .filter(found -> found.finding().status() != FindingStatus.PASS
                        && !found.finding().code().equals("PLACEMENT_UNKNOWN"))
                .map(found -> found.finding().code())
                .toList();
    }

    private static Map<String, Long> counts(BroadcastReport report) {
        Map<String, Long> counts = new TreeMap<>();
        report.findings().forEach(found -> {
            String field = found.finding().values().getOrDefault("fields", "");
            counts.put((found.finding().code() + " " + field).strip(), found.persons());
        });
        return counts;
    }
}
