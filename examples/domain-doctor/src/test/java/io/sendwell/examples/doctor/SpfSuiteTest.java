package io.sendwell.examples.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsType;
import io.sendwell.testkit.dns.DnsFault;
import io.sendwell.testkit.dns.FakeDns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The OpenSPF suite for RFC 7208, put to {@code spf --lines} as another program would. */
class SpfSuiteTest {

    private static final Path SUITE =
            Path.of(System.getProperty("sendwell.vectors", "vectors"), "spf", "rfc7208-tests.yml");

    @Test
    void every_public_case_is_answered_line_by_line() throws IOException {
        Assumptions.assumeTrue(
                Files.isRegularFile(SUITE), "No SPF suite at " + SUITE + "; name its folder by -Dsendwell.vectors=");
        int cases = 0;
        List<String> wrong = new ArrayList<>();
        try (MappingIterator<JsonNode> documents =
                new YAMLMapper().readerFor(JsonNode.class).readValues(SUITE.toFile())) {
            while (documents.hasNext()) {
                JsonNode document = documents.next();
                wrong.addAll(wrong(document));
                cases += document.get("tests").size();
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(cases).isEqualTo(203);
    }

    /** The cases of one document that got another verdict than those the suite allows. */
    private static List<String> wrong(JsonNode document) {
        List<Map.Entry<String, JsonNode>> tests =
                List.copyOf(document.get("tests").properties());
        StringBuilder questions = new StringBuilder();
        for (Map.Entry<String, JsonNode> test : tests) {
            JsonNode given = test.getValue();
            questions
                    .append(given.get("host").asText())
                    .append('\t')
                    .append(given.get("mailfrom").asText())
                    .append('\t')
                    .append(given.get("helo").asText())
                    .append('\n');
        }
        List<String> verdicts;
        try (FakeDns dns = serving(document.get("zonedata"))) {
            Session session =
                    Session.of(questions.toString(), "spf", "--lines", "--resolver", dns.host() + ":" + dns.port());
            verdicts = session.out().lines().toList();
        }
        assertThat(verdicts).hasSameSizeAs(tests);
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < tests.size(); i++) {
            JsonNode test = tests.get(i).getValue();
            String explanation = test.path("explanation").asText();
            List<String> allowed = allowed(test.get("result"));
            String[] verdict = verdicts.get(i).split(" ", 2);
            boolean explained = explanation.isEmpty()
                    || (explanation.equals("DEFAULT") ? "" : explanation).equals(verdict.length > 1 ? verdict[1] : "");
            if (!allowed.contains(verdict[0]) || !explained) {
                wrong.add(tests.get(i).getKey() + ": " + verdicts.get(i) + ", wanted " + allowed + " " + explanation);
            }
        }
        return wrong;
    }

    private static List<String> allowed(JsonNode result) {
        List<String> allowed = new ArrayList<>();
        if (result.isArray()) {
            result.forEach(one -> allowed.add(one.asText()));
        } else {
            allowed.add(result.asText());
        }
        return allowed;
    }

    private static FakeDns serving(JsonNode zones) {
        FakeDns dns = FakeDns.start();
        zones.properties().forEach(zone -> publish(dns, DnsName.parse(zone.getKey()), zone.getValue()));
        return dns;
    }

    private static void publish(FakeDns dns, DnsName name, JsonNode entries) {
        Set<DnsType> silent = EnumSet.allOf(DnsType.class);
        boolean hasText = false;
        for (JsonNode entry : entries) {
            hasText |= entry.has("TXT");
        }
        for (JsonNode entry : entries) {
            if (entry.isTextual()) {
                // TIMEOUT: what is not listed before it is not answered. A resolver tells that by SERVFAIL.
                dns.inject(DnsFault.serverFailure().at(name.octets(), silent.toArray(DnsType[]::new)));
                continue;
            }
            Map.Entry<String, JsonNode> record = entry.properties().iterator().next();
            JsonNode value = record.getValue();
            switch (record.getKey()) {
                case "SPF" -> {
                    if (!hasText) {
                        silent.remove(DnsType.TXT);
                        publishText(dns, name, value);
                    }
                }
                case "TXT" -> {
                    if (!value.asText().equals("NONE")) {
                        silent.remove(DnsType.TXT);
                        publishText(dns, name, value);
                    }
                }
                case "MX" -> {
                    silent.remove(DnsType.MX);
                    dns.publish(
                            name,
                            new DnsRecord.MailExchange(
                                    value.get(0).asInt(),
                                    DnsName.parse(value.get(1).asText())));
                }
                default -> {
                    DnsType type = DnsType.valueOf(record.getKey());
                    silent.remove(type);
                    dns.publish(name, type, value.asText());
                }
            }
        }
    }

    private static void publishText(FakeDns dns, DnsName name, JsonNode value) {
        List<String> strings = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(string -> strings.add(string.asText()));
        } else {
            for (int start = 0; start < value.asText().length(); start += 255) {
                strings.add(
                        value.asText().substring(start, Math.min(value.asText().length(), start + 255)));
            }
        }
        // No strings at all cannot be said in the DNS; one empty string can.
        dns.publish(name, new DnsRecord.Text(strings.isEmpty() ? List.of("") : strings));
    }
}
