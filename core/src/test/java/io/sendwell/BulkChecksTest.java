package io.sendwell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sendwell.address.DomainName;
import io.sendwell.campaign.Broadcast;
import io.sendwell.campaign.Recipient;
import io.sendwell.check.CheckReport;
import io.sendwell.check.Finding;
import io.sendwell.check.FindingStatus;
import io.sendwell.identity.AuthorDomainFacts;
import io.sendwell.identity.DmarcPolicy;
import io.sendwell.identity.OnBehalfOf;
import io.sendwell.identity.StaticAuthorFacts;
import io.sendwell.message.MailBuilder;
import io.sendwell.message.MessageClass;
import io.sendwell.policy.SendingPolicy;
import io.sendwell.route.Route;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BulkChecksTest {

    private static final String ADDRESS = "Acme Flowers, 12 Harbour Road, Bristol BS1 4RN";
    private static final String SIGN_OFF = "https://u.vendor.example/o/t0ken";

    private final Office office = new Office();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Acme Flowers, 12 Harbour Road, Bristol BS1 4RN",
                "ACME FLOWERS\n12 Harbour Road\nBristol  BS1 4RN",
                "Acme Flowers \u00b7 12 Harbour Road \u00b7 Bristol \uff22S1 4RN"
            })
    void an_address_is_found_however_it_is_set(String written) {
        assertThat(stops(posted(), newsletter().text(SIGN_OFF + "\n" + written)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "<p>Acme Flowers<br>12 Harbour Road<br>Bristol&nbsp;BS1 4RN</p>, true",
        "<p>Acme Flowers</p>, false",
        "<p style='display:none'>Acme Flowers 12 Harbour Road Bristol BS1 4RN</p>, false",
        "<!-- Acme Flowers 12 Harbour Road Bristol BS1 4RN -->, false"
    })
    void an_address_is_seen_in_the_html_or_is_not_there(String footer, boolean seen) {
        MailBuilder mail = newsletter()
                .text(SIGN_OFF + "\n" + ADDRESS)
                .html("<a href=\"" + SIGN_OFF + "\">Unsubscribe</a>" + footer);
        assertThat(stops(posted(), mail)).isEqualTo(seen ? List.of() : List.of("POSTAL_ADDRESS_MISSING"));
    }

    @Test
    void an_address_that_a_part_lacks_is_named_with_the_part() {
        Finding finding = posted().check(newsletter().build()).stops().get(0);
        assertThat(finding.seen()).isEqualTo("The text part does not show \"" + ADDRESS + "\".");
        assertThat(finding.ruleIds()).containsExactly("D126");
    }

    @Test
    void an_account_without_an_address_sends_no_broadcast_and_all_other_mail() {
        SendingAccount nowhere = account(AccountSettings.of("one"), SendingPolicy.defaults(), office.facts());

        assertThat(stops(nowhere, newsletter())).containsExactly("POSTAL_ADDRESS_MISSING");
        assertThat(nowhere.check(newsletter().build()).stops().get(0).fix()).contains("withPostalAddress");
        assertThat(stops(nowhere, Office.mail())).isEmpty();
        assertThat(stops(nowhere, Office.mail().messageClass(MessageClass.SYSTEM)))
                .isEmpty();
    }

    @Test
    void a_broadcast_is_told_once_what_each_of_its_mails_lacks() {
        Broadcast broadcast = Broadcast.compose(mail -> mail.from("Jo Berg", "jo@customer.example")
                        .subject("Spring")
                        .text("It is here. {{unsubscribe}}"))
                .audience(List.of("kim@example.net", "lee@example.net"), address -> Recipient.of("", address))
                .build();
        assertThat(posted().check(broadcast).withheld()).containsEntry("POSTAL_ADDRESS_MISSING", 2L);
        assertThat(posted().check(broadcast).report().of(FindingStatus.NOT_CHECKED))
                .extracting(Finding::code)
                .contains("UNSUBSCRIBE_NOT_SIGNED");
    }

    @Test
    void an_address_that_no_letter_could_reach_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccountSettings.of("one").withPostalAddress(" , "))
                .withMessageContaining("envelope");
    }

    @ParameterizedTest
    @CsvSource({"ABSENT, FAIL", "NONE, PASS", "REJECT, PASS", "UNKNOWN, NOT_CHECKED"})
    void a_broadcast_leaves_under_a_domain_with_a_dmarc_record(DmarcPolicy policy, FindingStatus status) {
        office.esp.signing(DomainName.parse("customer.example"));
        CheckReport report =
                of(AuthorDomainFacts.verified(policy)).check(newsletter().build());
        assertThat(report.findings())
                .filteredOn(finding -> finding.code().equals("DMARC_RECORD_MISSING"))
                .extracting(Finding::status)
                .containsExactly(status);
    }

    @Test
    void a_record_that_is_missing_is_there_to_be_pasted() {
        office.esp.signing(DomainName.parse("customer.example"));
        Finding finding = of(AuthorDomainFacts.verified(DmarcPolicy.ABSENT))
                .check(newsletter().build())
                .stops()
                .get(0);
        assertThat(finding.fix())
                .contains("_dmarc.customer.example. IN TXT \"v=DMARC1; p=none; rua=mailto:dmarc@customer.example\"");
        assertThat(stops(of(AuthorDomainFacts.verified(DmarcPolicy.ABSENT)), Office.mail()))
                .isEmpty();
    }

    @Test
    void a_broadcast_that_is_forced_out_on_behalf_of_its_author_is_told_to_fail_dmarc() {
        SendingAccount forced =
                account(AccountSettings.of("one").withOnBehalfOf(OnBehalfOf.FORCE), Office.policy(), office.facts());
        assertThat(forced.check(newsletter().build()).advice())
                .extracting(Finding::code)
                .contains("BULK_NOT_AUTHENTICATED");
    }

    @Test
    void a_server_of_the_accounts_own_is_known_to_sign_or_to_stand_in_spf() {
        OwnServer server = OwnServer.of(office.smtp).allowing("customer.example");
        assertThat(advice(server)).contains("BULK_NOT_AUTHENTICATED");
        assertThat(advice(server.signingFor("customer.example"))).doesNotContain("BULK_NOT_AUTHENTICATED");
        assertThat(advice(server.inSpfOf("customer.example"))).doesNotContain("BULK_NOT_AUTHENTICATED");
    }

    @Test
    void what_is_signed_here_covers_the_link_and_of_what_others_sign_nothing_is_known() {
        office.smtp.signing(DomainName.parse("via.vendor.example"));
        office.smtp.signing(DomainName.parse("one.via.vendor.example"));
        assertThat(signature(account(
                        AccountSettings.of("one").withFirstRoute(Route.OPERATOR_SMTP),
                        Office.policy(),
                        office.facts())))
                .contains(FindingStatus.PASS);
        assertThat(signature(office.account())).contains(FindingStatus.NOT_CHECKED);
        assertThat(office.account().check(Office.mail().build()).findings())
                .extracting(Finding::code)
                .doesNotContain("UNSUBSCRIBE_NOT_SIGNED", "DMARC_RECORD_MISSING", "POSTAL_ADDRESS_MISSING");
    }

    private static Optional<FindingStatus> signature(SendingAccount account) {
        return account.check(newsletter().build()).findings().stream()
                .filter(finding -> finding.code().equals("UNSUBSCRIBE_NOT_SIGNED"))
                .map(Finding::status)
                .findFirst();
    }

    private List<String> advice(OwnServer server) {
        return account(AccountSettings.of("one").withOwnServer(server), Office.policy(), office.facts())
                .check(newsletter().build())
                .advice()
                .stream()
                .map(Finding::code)
                .toList();
    }

    private static List<String> stops(SendingAccount account, MailBuilder mail) {
        return account.check(mail.build()).stops().stream().map(Finding::code).toList();
    }

    private SendingAccount of(AuthorDomainFacts facts) {
        return account(
                AccountSettings.of("one"),
                Office.policy(),
                StaticAuthorFacts.builder()
                        .domain("one", "customer.example", facts)
                        .build());
    }

    private SendingAccount posted() {
        return account(AccountSettings.of("one").withPostalAddress(ADDRESS), SendingPolicy.defaults(), office.facts());
    }

    private SendingAccount account(AccountSettings settings, SendingPolicy policy, StaticAuthorFacts facts) {
        return office.builder()
                .account(settings)
                .policy(policy)
                .authorFacts(facts)
                .build()
                .account("one");
    }

    private static MailBuilder newsletter() {
        return Office.mail()
                .messageClass(MessageClass.MASS)
                .text("It is here. " + SIGN_OFF)
                .unsubscribe(URI.create(SIGN_OFF));
    }
}
