package io.sendwell.dnsauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dns.IpAddress;
import io.sendwell.dnsauth.dkim.KeyVisibility.Sight;
import io.sendwell.signing.Selector;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyVisibilityTest {

    private static final DnsName NAME = DnsName.parse("s1._domainkey.acme.example");

    @Test
    void a_key_is_seen_where_its_own_record_stands() {
        assertThat(look(DkimRecord.of(SigningKeys.RSA.getPublic()).text())).isEqualTo(Sight.SEEN);
    }

    @Test
    void a_record_of_another_key_or_none_is_missing() {
        assertThat(look(DkimRecord.of(SigningKeys.OPERATOR.getPublic()).text())).isEqualTo(Sight.MISSING);
        assertThat(look(DkimRecord.revoked().text())).isEqualTo(Sight.MISSING);
        assertThat(look("")).isEqualTo(Sight.MISSING);
    }

    @Test
    void trouble_with_the_dns_is_not_absence() {
        DnsResolver away = new Answering("") {
            @Override
            DnsAnswer answer(DnsQuestion question) {
                return new DnsAnswer.Unavailable(question, DnsAnswer.Trouble.TIMEOUT, "No server answered.", "");
            }
        };

        assertThat(look(away)).isEqualTo(Sight.UNKNOWN);
    }

    private static Sight look(String record) {
        return look(new Answering(record));
    }

    private static Sight look(DnsResolver resolver) {
        PublicKey key = SigningKeys.RSA.getPublic();
        return KeyVisibility.by(KeyRecordCheck.over(resolver))
                .look(DomainName.parse("acme.example"), Selector.of("s1"), key);
    }

    /** Has one record and nothing else. */
    private static class Answering implements DnsResolver {

        private final String record;

        Answering(String record) {
            this.record = record;
        }

        DnsAnswer answer(DnsQuestion question) {
            if (question.name().equals(NAME) && !record.isEmpty()) {
                return new DnsAnswer.Found(
                        question, List.of(new DnsRecord.Text(List.of(record))), List.of(), Duration.ZERO, false, "");
            }
            return new DnsAnswer.NoData(question, List.of(), Duration.ZERO, false, "");
        }

        @Override
        public DnsAnswer resolve(DnsQuestion question, Duration patience) {
            return answer(question);
        }

        @Override
        public DnsAnswer ask(IpAddress server, DnsQuestion question, Duration patience) {
            return answer(question);
        }
    }
}
