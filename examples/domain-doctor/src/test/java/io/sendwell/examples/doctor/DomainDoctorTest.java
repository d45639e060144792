package io.sendwell.examples.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sendwell.dns.DnsType;
import io.sendwell.testkit.dns.CustomerZone;
import io.sendwell.testkit.dns.DnsFault;
import io.sendwell.testkit.dns.FakeDns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainDoctorTest {

    private static final String MAIL = """
            From: Erik <erik@customer.example>
            To: grace@example.net
            Subject: Hello
            Date: Sun, 22 Nov 2026 12:00:00 +0000
            Message-ID: <1@customer.example>

            Hello Grace
            """;

    private final FakeDns dns = CustomerZone.of("customer.example")
            .spf("v=spf1 mx -all")
            .dmarc("v=DMARC1; p=reject")
            .publishTo(FakeDns.start())
            .zone("vendor.example", "_spf IN TXT \"v=spf1 ip4:198.51.100.0/24 -all\"");

    @AfterEach
    void stop() {
        dns.close();
    }

    @Test
    void a_client_that_may_send_passes_and_others_do_not() {
        Session passes = Session.of(dns, "spf", "192.0.2.25", "erik@customer.example", "mail.customer.example");
        Session fails = Session.of(dns, "spf", "192.0.2.99", "erik@customer.example", "mail.customer.example");

        assertThat(passes.code()).isEqualTo(ExitCode.FINE);
        assertThat(passes.out())
                .startsWith("pass by \"mx\" of customer.example\n")
                .contains("1 of 10 lookups")
                .contains("customer.example: v=spf1 mx -all");
        assertThat(fails.code()).isEqualTo(ExitCode.FINDINGS);
        assertThat(fails.out()).startsWith("fail by \"-all\" of customer.example\n");
    }

    @Test
    void spf_that_could_not_be_asked_is_no_verdict() throws IOException {
        dns.inject(DnsFault.serverFailure());
        Session session = Session.of(dns, "spf", "192.0.2.25", "erik@customer.example", "helo.example", "--json");

        assertThat(session.code()).isEqualTo(ExitCode.UNAVAILABLE);
        assertThat(session.json().path("result").asText()).isEqualTo("temperror");
    }

    @Test
    void spf_answers_line_by_line() {
        String questions = """
                192.0.2.25 erik@customer.example helo.example
                192.0.2.99\t<>\tcustomer.example
                no address here
                192.0.2.25 erik@nobody.example helo.example
                """;
        Session session = Session.of(questions, "spf", "--lines", "--resolver", dns.host() + ":" + dns.port());

        assertThat(session.out().lines()).hasSize(4);
        assertThat(session.out()).startsWith("pass\nfail\nerror ").endsWith("none\n");
        assertThat(session.code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void spf_answers_line_by_line_in_json() {
        Session session = Session.of(
                "192.0.2.25 erik@customer.example helo.example\n",
                "spf",
                "--lines",
                "--json",
                "--resolver",
                dns.host() + ":" + dns.port());

        assertThat(session.out().lines()).singleElement().asString().startsWith("{\"result\":\"pass\"");
        assertThat(session.code()).isEqualTo(ExitCode.FINE);
    }

    @Test
    void a_plan_for_spf_keeps_what_is_there() throws IOException {
        Session words = Session.of(dns, "plan-spf", "customer.example", "--include", "_spf.vendor.example");
        Session json = Session.of(dns, "plan-spf", "customer.example", "--include", "_spf.vendor.example", "--json");

        assertThat(words.code()).isEqualTo(ExitCode.FINDINGS);
        assertThat(words.out())
                .contains("now:  v=spf1 mx -all")
                .contains("then: v=spf1 mx include:_spf.vendor.example -all");
        JsonNode publish = json.json().path("publish");
        assertThat(publish.path("value").asText()).isEqualTo("v=spf1 mx include:_spf.vendor.example -all");
        assertThat(publish.path("formName").asText()).isEqualTo("@");

        dns.replace("customer.example", DnsType.TXT, publish.path("value").asText());
        assertThat(Session.of(dns, "plan-spf", "customer.example", "--include", "_spf.vendor.example")
                        .code())
                .isEqualTo(ExitCode.FINE);
    }

    @Test
    void a_plan_for_spf_may_be_about_addresses_or_fail_for_lack_of_an_answer() {
        Session addresses =
                Session.of(dns, "plan-spf", "customer.example", "--ip", "198.51.100.7", "--ip", "2001:db8::/32");
        assertThat(addresses.out()).contains("ip4:198.51.100.7").contains("ip6:2001:db8::/32");

        dns.inject(DnsFault.serverFailure());
        assertThat(Session.of(dns, "plan-spf", "customer.example", "--ip", "198.51.100.7")
                        .code())
                .isEqualTo(ExitCode.UNAVAILABLE);
    }

    @ParameterizedTest
    @CsvSource({"rsa", "ed25519"})
    void a_key_is_made_published_signs_and_verifies(String algorithm, @TempDir Path directory) throws IOException {
        Path pem = directory.resolve("key.pem");
        Path mail = Files.writeString(directory.resolve("mail.eml"), MAIL);
        Path signed = directory.resolve("signed.eml");

        Session keygen = Session.of(
                "", "keygen", "customer.example", "s1", "--algorithm", algorithm, "--out", pem.toString(), "--json");
        assertThat(keygen.code()).isEqualTo(ExitCode.FINE);
        assertThat(keygen.out()).doesNotContain("PRIVATE KEY");
        dns.publish(keygen.json().path("zoneLine").asText());
        Session sign = Session.of(
                "",
                "sign",
                mail.toString(),
                "--key",
                pem.toString(),
                "--domain",
                "customer.example",
                "--selector",
                "s1",
                "--out",
                signed.toString());
        assertThat(sign.code()).as(sign.err()).isEqualTo(ExitCode.FINE);

        Session verify = Session.of(dns, "verify", signed.toString());
        assertThat(verify.code()).as(verify.out()).isEqualTo(ExitCode.FINE);
        assertThat(verify.out()).startsWith("pass").contains("d=customer.example s=s1 a=" + algorithm + "-sha256");

        Files.writeString(signed, Files.readString(signed).replace("Hello Grace", "Hello Mallory"));
        Session altered = Session.of(dns, "verify", signed.toString(), "--json");
        assertThat(altered.code()).isEqualTo(ExitCode.FINDINGS);
        assertThat(altered.json().path("reason").asText()).isEqualTo("BODY_ALTERED");

        dns.inject(DnsFault.serverFailure());
        assertThat(Session.of(dns, "verify", signed.toString()).code()).isEqualTo(ExitCode.UNAVAILABLE);
    }

    @Test
    void a_private_key_is_for_its_owner_and_never_written_over_another(@TempDir Path directory) throws IOException {
        Path pem = directory.resolve("key.pem");
        Session.of("", "keygen", "customer.example", "s1", "--algorithm", "ed25519", "--out", pem.toString());
        String first = Files.readString(pem);
        Session again =
                Session.of("", "keygen", "customer.example", "s1", "--algorithm", "ed25519", "--out", pem.toString());

        if (pem.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(pem)))
                    .isEqualTo("rw-------");
        }
        assertThat(again.code()).isEqualTo(ExitCode.USAGE);
        assertThat(again.err()).contains("is there already");
        assertThat(Files.readString(pem)).isEqualTo(first);
    }

    @Test
    void a_key_without_a_file_comes_with_the_line_and_the_form() {
        Session session = Session.of("", "keygen", "customer.example", "s1", "--algorithm", "ed25519");

        assertThat(session.code()).isEqualTo(ExitCode.FINE);
        assertThat(session.out())
                .contains("s1._domainkey.customer.example. IN TXT \"v=DKIM1; k=ed25519; p=")
                .contains("Name: s1._domainkey\n")
                .contains("-----BEGIN PRIVATE KEY-----");
    }

    @Test
    void a_domain_is_examined_in_words_and_in_json() throws IOException {
        dns.publish("s1._domainkey.customer.example. IN TXT \"v=DKIM1; p=\"");
        Session words = Session.of(dns, "check", "customer.example");
        Session json = Session.of(dns, "check", "customer.example", "--selector", "s1", "--json");

        assertThat(words.out())
                .contains("v=spf1 mx -all")
                .contains("[ok] customer.example has a DMARC policy: reject.")
                .contains("To mend now: 0.");
        assertThat(words.code()).as(words.out()).isEqualTo(ExitCode.FINE);
        assertThat(json.json().path("sections").findValuesAsText("name")).contains("DKIM key s1", "SPF", "DMARC");
        assertThat(json.code()).as("the key was withdrawn").isEqualTo(ExitCode.FINDINGS);
        assertThat(dns.violations()).isEmpty();
    }

    @Test
    void what_is_wrong_with_a_domain_is_said_in_its_readers_language() {
        dns.publish("customer.example", DnsType.TXT, "v=spf1 +all");
        Session english = Session.of(dns, "check", "customer.example");
        Session german = Session.of(dns, "check", "customer.example", "--language", "de");

        assertThat(english.code()).isEqualTo(ExitCode.FINDINGS);
        assertThat(english.out()).contains("customer.example has 2 SPF records");
        assertThat(german.out()).contains("2 SPF").doesNotContain("has 2 SPF records");
    }

    @Test
    void what_is_missing_comes_with_the_line_and_the_form_input() throws IOException {
        dns.remove("_dmarc.customer.example");
        Session words = Session.of(dns, "check", "customer.example", "--reports", "dmarc@customer.example");
        Session json = Session.of(dns, "check", "customer.example", "--json");

        assertThat(words.out())
                .contains("_dmarc.customer.example. IN TXT \"v=DMARC1; p=none; rua=mailto:dmarc@customer.example\"\n")
                .contains("Name: _dmarc\n");
        JsonNode finding = finding(json, "DMARC_NONE");
        assertThat(finding.path("severity").asText()).isEqualTo("SHOULD");
        assertThat(finding.path("status").asText()).isEqualTo("FAIL");
        assertThat(finding.path("meaning").asText()).isNotEmpty();
        assertThat(finding.path("advice").asText()).isNotEmpty();
        assertThat(finding.path("rule").asText()).contains("RFC 9989");
        JsonNode entry = finding.path("publish").path(0);
        assertThat(entry.path("formName").asText()).isEqualTo("_dmarc");
        assertThat(entry.path("formValue").asText())
                .isEqualTo("v=DMARC1; p=none; rua=mailto:postmaster@customer.example");
    }

    private static JsonNode finding(Session session, String code) throws IOException {
        for (JsonNode section : session.json().path("sections")) {
            for (JsonNode finding : section.path("findings")) {
                if (finding.path("code").asText().equals(code)) {
                    return finding;
                }
            }
        }
        throw new AssertionError(code + " is not among " + session.out());
    }

    @Test
    void a_form_gets_what_its_provider_wants() throws IOException {
        dns.zone("quoting.example", """
                @ IN NS ns-1.awsdns-00.com.
                @ IN A 192.0.2.80
                """);
        Session json = Session.of(dns, "check", "quoting.example", "--json");

        assertThat(finding(json, "DMARC_NONE")
                        .path("publish")
                        .path(0)
                        .path("formValue")
                        .asText())
                .startsWith("\"v=DMARC1;")
                .endsWith("\"");
        assertThat(finding(json, "HOST_MX_IMPLICIT")
                        .path("publish")
                        .path(0)
                        .path("formName")
                        .asText())
                .isEmpty();
        assertThat(finding(json, "DNS_FORM_QUOTED_TEXT").path("advice").asText())
                .isNotEmpty();
    }

    @Test
    void name_servers_that_differ_are_named_with_what_they_say() {
        dns.nameServer("192.0.2.53");
        dns.nameServer("192.0.2.54").replace("_dmarc.customer.example", DnsType.TXT, "v=DMARC1; p=none");
        Session session = Session.of(dns, "check", "customer.example");

        assertThat(session.out())
                .contains("name servers of _dmarc.customer.example give different answers")
                .contains("ns1.customer.example (192.0.2.53) says of")
                .contains("ns2.customer.example (192.0.2.54) says of");
    }

    @Test
    void a_change_that_the_resolver_has_not_seen_is_announced() {
        dns.nameServer("192.0.2.53").replace("_dmarc.customer.example", DnsType.TXT, "v=DMARC1; p=none");
        dns.nameServer("192.0.2.54").replace("_dmarc.customer.example", DnsType.TXT, "v=DMARC1; p=none");

        assertThat(Session.of(dns, "check", "customer.example").out())
                .contains("will be seen here in 60 minutes")
                .doesNotContain("different answers");
    }

    @Test
    void a_key_is_compared_with_its_record(@TempDir Path directory) throws IOException {
        Path pem = directory.resolve("key.pem");
        Session keygen = Session.of(
                "", "keygen", "customer.example", "s1", "--algorithm", "ed25519", "--out", pem.toString(), "--json");
        String[] line = {"check", "customer.example", "--selector", "s1", "--key", pem.toString(), "--json"};
        JsonNode missing = finding(Session.of(dns, line), "DKIM_KEY_NOT_PUBLISHED");
        assertThat(missing.path("status").asText()).isEqualTo("FAIL");
        assertThat(missing.path("publish").path(0).path("value").asText())
                .isEqualTo(keygen.json().path("value").asText());

        dns.publish(keygen.json().path("zoneLine").asText());
        Session published = Session.of(dns, line);
        assertThat(finding(published, "DKIM_KEY_NOT_PUBLISHED").path("status").asText())
                .isEqualTo("PASS");
        assertThat(published.code()).isEqualTo(ExitCode.FINE);

        dns.nameServer("192.0.2.54").remove("s1._domainkey.customer.example");
        assertThat(finding(Session.of(dns, line), "DNS_PARTLY_PUBLISHED")
                        .path("meaning")
                        .asText())
                .contains("ns2.customer.example (192.0.2.54)");

        Files.delete(pem);
        Session.of("", "keygen", "customer.example", "s1", "--algorithm", "ed25519", "--out", pem.toString());
        Session other = Session.of(dns, line);
        assertThat(finding(other, "DKIM_KEY_OTHER").path("status").asText()).isEqualTo("FAIL");
        assertThat(other.code()).isEqualTo(ExitCode.FINDINGS);
    }

    @Test
    void hosts_that_send_are_examined_with_and_without_a_domain() {
        dns.publish("10.100.51.198.in-addr.arpa. IN PTR out.vendor.example.")
                .publish("out.vendor.example. IN A 198.51.100.10");
        Session fine = Session.of(dns, "check", "--host", "198.51.100.10");
        Session differs = Session.of(dns, "check", "customer.example", "--host", "192.0.2.99,mail.customer.example");

        assertThat(fine.code()).as(fine.out()).isEqualTo(ExitCode.FINE);
        assertThat(fine.out()).contains("[ok] The address 198.51.100.10 has the name out.vendor.example");
        assertThat(differs.code()).isEqualTo(ExitCode.FINDINGS);
        assertThat(differs.out())
                .contains("Sending host 192.0.2.99")
                .contains("99.2.0.192.in-addr.arpa. IN PTR mail.customer.example.");
    }

    @Test
    void a_mistake_in_spf_is_explained_and_mended_without_any_option() {
        dns.replace("customer.example", DnsType.TXT, "v=spf1 mx - all");
        Session session = Session.of(dns, "check", "customer.example");

        assertThat(session.code()).isEqualTo(ExitCode.FINDINGS);
        assertThat(session.out())
                .contains("there is a space inside \"- all\"")
                .contains("customer.example. IN TXT \"v=spf1 mx -all\"");
    }

    @Test
    void a_check_can_be_repeated_from_its_snapshot(@TempDir Path directory) {
        dns.publish("_mta-sts.customer.example", DnsType.TXT, "v=STSv1; id=1");
        dns.publish("*._domainkey.customer.example", DnsType.TXT, "hello");
        dns.nameServer("192.0.2.53");
        dns.nameServer("192.0.2.54").remove("_dmarc.customer.example");
        Path snapshot = directory.resolve("dns.json");
        Session live = Session.of(
                dns,
                "check",
                "customer.example",
                "--selector",
                "s1",
                "--host",
                "192.0.2.25,mail.customer.example",
                "--snapshot",
                snapshot.toString());
        dns.close();
        Session replayed = Session.of(
                "",
                Session.network(dns),
                "check",
                "customer.example",
                "--selector",
                "s1",
                "--host",
                "192.0.2.25,mail.customer.example",
                "--replay",
                snapshot.toString());

        assertThat(live.out()).contains("MTA-STS is announced").contains("different answers");
        assertThat(replayed).isEqualTo(live);
    }

    @Test
    void a_domain_that_could_not_be_asked_about_is_not_judged() {
        dns.inject(DnsFault.serverFailure());

        assertThat(Session.of(dns, "check", "customer.example").code()).isEqualTo(ExitCode.UNAVAILABLE);
    }

    @Test
    void a_recorded_run_can_be_repeated_without_a_server(@TempDir Path directory) throws IOException {
        Path snapshot = directory.resolve("dns.json");
        Session recorded = Session.of(
                dns, "spf", "192.0.2.25", "erik@customer.example", "helo.example", "--snapshot", snapshot.toString());
        dns.close();
        Session replayed = Session.of(
                "", "spf", "192.0.2.25", "erik@customer.example", "helo.example", "--replay", snapshot.toString());

        assertThat(recorded.code()).isEqualTo(ExitCode.FINE);
        assertThat(replayed).isEqualTo(recorded);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "frobnicate | no command frobnicate",
                "check | Wanted DOMAIN; found nothing",
                "check a b | Wanted DOMAIN; found a b",
                "check customer.example --frob | no option --frob",
                "check customer.example --language | --language wants a value",
                "check customer.example --language tlh | en, fr, de or es",
                "check customer..example | customer..example",
                "check customer.example --resolver nowhere | nowhere",
                "check customer.example --replay missing.json | missing.json",
                "check customer.example --replay a --snapshot b | --replay asks nobody",
                "check customer.example --host nowhere | nowhere",
                "check customer.example --reports nobody | nobody",
                "plan-spf customer.example | --include or --ip",
                "plan-spf customer.example --ip 192.0.2.256 | 192.0.2.256",
                "keygen customer.example s_1 | s_1",
                "keygen customer.example s1 --algorithm dsa | rsa or ed25519",
                "sign mail.eml | --domain is missing",
                "verify missing.eml | missing.eml",
                "spf one two three | one",
                "check customer.example --lines | spf alone",
            })
    void a_command_line_that_makes_no_sense_is_explained(String line, String said) {
        Session session = Session.of("", line.split(" "));

        assertThat(session.code()).isEqualTo(ExitCode.USAGE);
        assertThat(session.out()).isEmpty();
        assertThat(session.err()).contains(said);
    }

    @Test
    void help_names_every_command_and_exit_code() {
        Session help = Session.of("", "--help");

        assertThat(help.code()).isEqualTo(ExitCode.FINE);
        assertThat(help.out()).contains("check ", "plan-spf ", "keygen ", "sign ", "verify ", "spf ", "--lines");
        for (ExitCode code : ExitCode.values()) {
            assertThat(help.out()).contains("  " + code.number() + "  ");
        }
        assertThat(Session.of("").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void a_mail_with_octets_beyond_ascii_is_written_as_it_is(@TempDir Path directory) throws IOException {
        Path pem = directory.resolve("key.pem");
        byte[] octets = MAIL.replace("Grace\n", "Gr\u00e4ce\r\n").getBytes(StandardCharsets.ISO_8859_1);
        Path mail = Files.write(directory.resolve("mail.eml"), octets);
        Path signed = directory.resolve("signed.eml");
        Session.of("", "keygen", "customer.example", "s1", "--algorithm", "ed25519", "--out", pem.toString());
        String[] line = {
            "sign", mail.toString(), "--key", pem.toString(), "--domain", "customer.example", "--selector", "s1",
        };
        Session shown = Session.of("", line);
        assertThat(shown.code()).isEqualTo(ExitCode.USAGE);
        assertThat(shown.err()).contains("--out");
        List<String> intoFile = new ArrayList<>(List.of(line));
        intoFile.addAll(List.of("--out", signed.toString()));
        Session.of("", intoFile.toArray(String[]::new));

        assertThat(Files.readString(signed, StandardCharsets.ISO_8859_1))
                .startsWith("DKIM-Signature:")
                .endsWith("\r\nMessage-ID: <1@customer.example>\r\n\r\nHello Gr\u00e4ce\r\n");
    }
}
