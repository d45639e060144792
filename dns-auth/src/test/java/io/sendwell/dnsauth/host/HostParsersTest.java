package io.sendwell.dnsauth.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.sendwell.dns.DnsName;
import io.sendwell.dns.IpAddress;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostParsersTest {

    private static final String[] PIECES = {
        "version",
        "mode",
        "mx",
        "max_age",
        ":",
        "=",
        ";",
        ",",
        " ",
        "\t",
        "\r\n",
        "\n",
        "\r",
        "STSv1",
        "enforce",
        "none",
        "*.",
        "*",
        ".",
        "..",
        "v=",
        "rua",
        "mailto:",
        "https://",
        "l=",
        "id=",
        "999999999999999999",
        "-1",
        "0",
        "\u0000",
        "\u00e9",
        "\uD800",
        "\u2028",
        "a".repeat(300),
        "mx.acme.example"
    };

    @RepeatedTest(20)
    void no_text_makes_a_parser_throw(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder();
            for (int piece = random.nextInt(40); piece > 0; piece--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            assertThatCode(() -> {
                        MtaStsPolicy.parse(text.toString()).permits(DnsName.parse("mx.acme.example"));
                        FieldList.parse(text.toString());
                        FieldList.hasVersion(text.toString(), "STSv1");
                        DnsName.tryParse(text.toString())
                                .ifPresent(name -> GenericNames.isGeneric(name, IpAddress.parse("192.0.2.1")));
                    })
                    .as("seed %d, text %s", seed, text)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void a_policy_is_read_as_the_standard_prints_it() {
        // RFC 8461 section 3.2.
        MtaStsPolicy policy = MtaStsPolicy.parse("""
                version: STSv1
                mode: enforce
                mx: mail.example.com
                mx: *.example.net
                mx: backupmx.example.com
                max_age: 604800
                """);

        assertThat(policy.faults()).isEmpty();
        assertThat(policy.mode()).isEqualTo("enforce");
        assertThat(policy.maxAge()).contains(Duration.ofDays(7));
        assertThat(policy.patterns()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "mail.example.com,true",
        "MAIL.example.COM,true",
        "a.example.net,true",
        "a.b.example.net,false",
        "example.net,false",
        "other.example.com,false",
        "xexample.net,false"
    })
    void an_asterisk_stands_for_exactly_one_label(String host, boolean permitted) {
        MtaStsPolicy policy = MtaStsPolicy.parse("mx: mail.example.com\nmx: *.example.net");

        assertThat(policy.permits(DnsName.parse(host))).isEqualTo(permitted);
    }

    @ParameterizedTest
    @CsvSource({
        "0,true",
        "31557600,true",
        "31557601,false",
        "99999999999999999999,false",
        "-1,false",
        "1.5,false",
        "'',false"
    })
    void a_maximum_age_is_a_number_of_seconds_up_to_a_year(String age, boolean valid) {
        assertThat(MtaStsPolicy.parse("max_age: " + age).maxAge().isPresent()).isEqualTo(valid);
    }

    @Test
    void thousands_of_servers_in_a_policy_are_not_kept() {
        assertThat(MtaStsPolicy.parse("mx: a.example\n".repeat(5000)).patterns())
                .hasSize(100);
    }

    @Test
    void the_first_of_two_fields_of_one_name_wins() {
        assertThat(MtaStsPolicy.parse("mode: none\nmode: enforce").mode()).isEqualTo("none");
        assertThat(FieldList.parse("v=STSv1; id=1; ID=2").value("id")).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({
        "v=STSv1; id=1,true",
        "v=STSv1,true",
        " V = STSv1 ;,false",
        "v= STSv1 ;,true",
        "v=STSv11,false",
        "v=stsv1,false",
        "id=1; v=STSv1,false",
        "'',false"
    })
    void a_record_begins_with_its_version(String text, boolean begins) {
        assertThat(FieldList.hasVersion(text, "STSv1")).isEqualTo(begins);
    }

    @ParameterizedTest
    @CsvSource({
        "192-0-2-25.isp.example,192.0.2.25,true",
        "25.2.0.192.isp.example,192.0.2.25,true",
        "host192x0x2x25.isp.example,192.0.2.25,true",
        "c0000219.isp.example,192.0.2.25,true",
        "ip-192-000-002-025.isp.example,192.0.2.25,true",
        "dyn.isp.example,192.0.2.25,true",
        "pool-7.isp.example,192.0.2.25,true",
        "static.7.isp.example,192.0.2.25,true",
        "2001-0db8-0000-0000-0000-0000-0000-0025.isp.example,2001:db8::25,true",
        "mail.vendor.example,192.0.2.25,false",
        "mail25.vendor.example,192.0.2.25,false",
        "mail.customer.example,192.0.2.25,false",
        "dynamo.vendor.example,192.0.2.25,false",
        "smtp-out-2.vendor.example,192.0.2.25,false",
        "mail.vendor.example,2001:db8::25,false"
    })
    void a_name_made_by_a_provider_is_told_from_one_that_was_chosen(String name, String address, boolean generic) {
        assertThat(GenericNames.isGeneric(DnsName.parse(name), IpAddress.parse(address)))
                .isEqualTo(generic);
    }
}
