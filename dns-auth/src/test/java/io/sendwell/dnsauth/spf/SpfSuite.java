package io.sendwell.dnsauth.spf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsType;
import io.sendwell.dns.IpAddress;
import io.sendwell.dnsauth.Vectors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The OpenSPF test suite for RFC 7208, which is looked for below the folder in the system property {@code
 * sendwell.vectors}. A record of type SPF stands for a TXT record unless the name also has a TXT entry.
 */
final class SpfSuite {

    record Case(String name, SpfRequest request, List<String> results, String explanation, World world) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** The zones of one document: records by name, and the types of a name that are not answered. */
    record World(Map<DnsName, List<DnsRecord>> records, Map<DnsName, Set<DnsType>> silent) {}

    private SpfSuite() {}

    /** Every case; where the suite is not there, the test is skipped. */
    static List<Case> cases() {
        Path file = Vectors.suite("spf").resolve("rfc7208-tests.yml");
        YAMLMapper yaml = new YAMLMapper();
        List<Case> cases = new ArrayList<>();
        try (MappingIterator<JsonNode> documents =
                yaml.readerFor(JsonNode.class).readValues(file.toFile())) {
            while (documents.hasNext()) {
                JsonNode document = documents.next();
                World world = world(document.get("zonedata"));
                document.get("tests").properties().forEach(test -> cases.add(testCase(test, world)));
            }
        } catch (IOException e) {
            throw new IllegalStateException(file + " cannot be read.", e);
        }
        return cases;
    }

    private static Case testCase(Map.Entry<String, JsonNode> test, World world) {
        JsonNode given = test.getValue();
        List<String> results = new ArrayList<>();
        if (given.get("result").isArray()) {
            given.get("result").forEach(result -> results.add(result.asText()));
        } else {
            results.add(given.get("result").asText());
        }
        SpfRequest request = SpfRequest.mailFrom(
                IpAddress.parse(given.get("host").asText()),
                given.get("mailfrom").asText(),
                given.get("helo").asText());
        return new Case(
                test.getKey(), request, results, given.path("explanation").asText(), world);
    }

    private static World world(JsonNode zonedata) {
        Map<DnsName, List<DnsRecord>> records = new LinkedHashMap<>();
        Map<DnsName, Set<DnsType>> silent = new LinkedHashMap<>();
        zonedata.properties().forEach(entry -> {
            DnsName name = DnsName.parse(entry.getKey());
            List<DnsRecord> found = records.computeIfAbsent(name, key -> new ArrayList<>());
            addTexts(entry.getValue(), found);
            Set<DnsType> listed = new LinkedHashSet<>();
            entry.getValue().forEach(record -> {
                if (record.isTextual()) {
                    Set<DnsType> others = new LinkedHashSet<>(List.of(DnsType.values()));
                    found.forEach(known -> listed.add(known.type()));
                    others.removeAll(listed);
                    silent.put(name, others);
                    return;
                }
                record.properties().forEach(field -> addOther(field.getKey(), field.getValue(), found));
            });
        });
        return new World(records, silent);
    }

    private static void addTexts(JsonNode entry, List<DnsRecord> found) {
        boolean hasText = false;
        for (JsonNode record : entry) {
            hasText |= record.has("TXT");
        }
        for (JsonNode record : entry) {
            JsonNode text = record.get(hasText ? "TXT" : "SPF");
            if (text == null || text.isTextual() && text.asText().equals("NONE")) {
                continue;
            }
            List<String> strings = new ArrayList<>();
            if (text.isArray()) {
                text.forEach(string -> strings.add(string.asText()));
            } else {
                for (int start = 0; start < text.asText().length(); start += 255) {
                    strings.add(text.asText()
                            .substring(start, Math.min(text.asText().length(), start + 255)));
                }
            }
            // No strings at all cannot be said in the DNS; one empty string can.
            found.add(new DnsRecord.Text(strings.isEmpty() ? List.of("") : strings));
        }
    }

    private static void addOther(String type, JsonNode value, List<DnsRecord> found) {
        switch (type) {
            case "A", "AAAA" -> found.add(new DnsRecord.Address(IpAddress.parse(value.asText())));
            case "MX" ->
                found.add(new DnsRecord.MailExchange(
                        value.get(0).asInt(), DnsName.parse(value.get(1).asText())));
            case "PTR" -> found.add(new DnsRecord.Pointer(DnsName.parse(value.asText())));
            case "CNAME" -> found.add(new DnsRecord.Alias(DnsName.parse(value.asText())));
            default -> {
                // SPF and TXT were taken before.
            }
        }
    }
}
