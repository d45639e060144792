package io.sendwell.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsType;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecipientDomainTest {

    private static final DnsQuestion QUESTION = new DnsQuestion(DnsName.parse("example.net"), DnsType.MX);

    @Test
    void a_name_that_does_not_exist_takes_no_mail() {
        assertThat(RecipientDomain.of(new DnsAnswer.NoSuchName(QUESTION, List.of(), Duration.ZERO, false, "")))
                .isEqualTo(RecipientDomain.TAKES_NONE);
    }

    @Test
    void a_null_mx_takes_no_mail_and_a_server_does() {
        assertThat(RecipientDomain.of(found("."))).isEqualTo(RecipientDomain.TAKES_NONE);
        assertThat(RecipientDomain.of(found("mx.example.net"))).isEqualTo(RecipientDomain.TAKES_MAIL);
        assertThat(RecipientDomain.of(found(".", "mx.example.net"))).isEqualTo(RecipientDomain.TAKES_MAIL);
    }

    @Test
    void no_mx_record_and_no_answer_say_nothing() {
        assertThat(RecipientDomain.of(new DnsAnswer.NoData(QUESTION, List.of(), Duration.ZERO, false, "")))
                .isEqualTo(RecipientDomain.UNKNOWN);
        assertThat(RecipientDomain.of(new DnsAnswer.Unavailable(QUESTION, DnsAnswer.Trouble.TIMEOUT, "", "")))
                .isEqualTo(RecipientDomain.UNKNOWN);
    }

    private static DnsAnswer found(String... servers) {
        List<DnsRecord> records = Stream.of(servers)
                .<DnsRecord>map(server -> new DnsRecord.MailExchange(0, DnsName.parse(server)))
                .toList();
        return new DnsAnswer.Found(QUESTION, records, List.of(), Duration.ZERO, false, "");
    }
}
