package io.sendwell.examples.benchmarks;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dns.DnsType;
import io.sendwell.dns.IpAddress;
import io.sendwell.dnsauth.spf.SpfEvaluator;
import io.sendwell.dnsauth.spf.SpfRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.james.jspf.core.DNSRequest;
import org.apache.james.jspf.core.DNSService;
import org.apache.james.jspf.impl.SPF;

/** Says what SPF thinks of a client. */
interface SpfJudge {

    /**
     * The result for one of {@link SpfZone#CLIENTS}.
     *
     * @return the word of RFC 7208
     */
    String judge(int client);

    /** Who judges. */
    enum Contender {
        /** Apache jSPF. */
        JSPF {
            @Override
            SpfJudge open() {
                return new JspfJudge();
            }
        },
        /** {@link SpfEvaluator}, which also keeps the tree of what it asked. */
        SENDWELL {
            @Override
            SpfJudge open() {
                return new SendwellJudge();
            }
        };

        abstract SpfJudge open();
    }

    /** {@link Contender#JSPF}. */
    final class JspfJudge implements SpfJudge {

        private final SPF spf = new SPF(new RecordsInMemory());

        @Override
        public String judge(int client) {
            return spf.checkSPF(SpfZone.CLIENTS.get(client), SpfZone.REVERSE_PATH, SpfZone.HELO)
                    .getResult();
        }

        private static final class RecordsInMemory implements DNSService {
            @Override
            public List<String> getRecords(DNSRequest request) {
                String text = request.getRecordType() == DNSRequest.TXT || request.getRecordType() == DNSRequest.SPF
                        ? SpfZone.RECORDS.get(request.getHostname())
                        : null;
                return text == null ? List.of() : List.of(text);
            }

            @Override
            public CompletionStage<List<String>> getRecordsAsync(DNSRequest request) {
                return CompletableFuture.completedFuture(getRecords(request));
            }

            @Override
            public List<String> getLocalDomainNames() {
                return List.of();
            }

            @Override
            public void setTimeOut(int timeOut) {
                // RecordsInMemory answers at once.
            }

            @Override
            public int getRecordLimit() {
                return 10;
            }

            @Override
            public void setRecordLimit(int limit) {
                // There is one record of each name.
            }
        }
    }

    /** {@link Contender#SENDWELL}. */
    final class SendwellJudge implements SpfJudge {

        private final SpfEvaluator evaluator = SpfEvaluator.over(new AnswersInMemory());
        private final List<IpAddress> clients =
                SpfZone.CLIENTS.stream().map(IpAddress::parse).toList();

        @Override
        public String judge(int client) {
            return evaluator
                    .check(SpfRequest.mailFrom(clients.get(client), SpfZone.REVERSE_PATH, SpfZone.HELO))
                    .result()
                    .word();
        }

        private static final class AnswersInMemory implements DnsResolver {

            private final Map<DnsQuestion, DnsAnswer> answers = new HashMap<>();

            AnswersInMemory() {
                SpfZone.RECORDS.forEach((name, text) -> {
                    DnsQuestion question = new DnsQuestion(DnsName.parse(name), DnsType.TXT);
                    DnsRecord record = DnsRecord.Text.of(text);
                    answers.put(
                            question,
                            new DnsAnswer.Found(
                                    question, List.of(record), List.of(), Duration.ofMinutes(5), false, "memory"));
                });
            }

            @Override
            public DnsAnswer resolve(DnsQuestion question, Duration patience) {
                DnsAnswer answer = answers.get(question);
                return answer != null
                        ? answer
                        : new DnsAnswer.NoSuchName(question, List.of(), Duration.ofMinutes(5), false, "memory");
            }

            @Override
            public DnsAnswer ask(IpAddress server, DnsQuestion question, Duration patience) {
                return resolve(question, patience);
            }
        }
    }
}
