package io.sendwell.examples.doctor;

import io.sendwell.dns.DnsName;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.finding.FindingTexts;
import io.sendwell.dnsauth.resolver.DnsHosts;
import io.sendwell.dnsauth.resolver.NameServers;
import io.sendwell.dnsauth.resolver.ZoneSearch;
import io.sendwell.dnsauth.spf.SpfNeed;
import io.sendwell.dnsauth.spf.SpfNetwork;
import io.sendwell.dnsauth.spf.SpfPlan;
import io.sendwell.dnsauth.spf.SpfPlanner;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code plan-spf DOMAIN}: the record to publish so that an operator's servers pass, beside what is there now. */
final class PlanSpfCommand implements Command {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public Answer run(Setting setting) {
        List<String> words = setting.arguments().words("DOMAIN");
        DnsName domain = Arguments.read(words.get(0), DnsName::parse);
        SpfNeed need = need(setting.arguments())
                .orElseThrow(() -> new UsageException("--include or --ip is missing: who is to pass?"));
        SpfPlan plan = SpfPlanner.over(setting.resolver()).plan(domain, need);
        Form form = form(setting, domain);
        return new Answer(exitCode(plan), text(plan, setting.texts(), form), json(plan, setting.texts(), form));
    }

    private static Form form(Setting setting, DnsName domain) {
        ZoneSearch search = NameServers.of(setting.resolver()).find(domain, PATIENCE);
        return search instanceof ZoneSearch.Found found
                ? Form.of(
                        found.zone().apex(),
                        DnsHosts.shipped().find(found.zone().nameServerNames()))
                : Form.of(domain, Optional.empty());
    }

    /** What the options say that has to pass. */
    static Optional<SpfNeed> need(Arguments arguments) {
        Optional<DnsName> include = arguments.one("--include").map(name -> Arguments.read(name, DnsName::parse));
        List<SpfNetwork> networks = arguments.all("--ip").stream()
                .map(network -> Arguments.read(network, SpfNetwork::parse))
                .toList();
        return include.isEmpty() && networks.isEmpty()
                ? Optional.empty()
                : Optional.of(new SpfNeed(include, networks, Optional.empty()));
    }

    private static ExitCode exitCode(SpfPlan plan) {
        return switch (plan.outcome()) {
            case UNCHANGED -> ExitCode.FINE;
            case UNKNOWN -> ExitCode.UNAVAILABLE;
            case CREATE, REPLACE, REFUSED -> ExitCode.FINDINGS;
        };
    }

    private static String text(SpfPlan plan, FindingTexts texts, Form form) {
        StringBuilder text = new StringBuilder();
        text.append(plan.domain()).append(": ").append(words(plan.outcome())).append('\n');
        plan.published()
                .forEach(record ->
                        text.append("  now:  ").append(Shown.line(record)).append('\n'));
        plan.entry().ifPresent(entry -> {
            text.append("  then: ").append(Shown.line(entry.value())).append('\n');
            plan.budget()
                    .ifPresent(budget -> text.append("  It makes receivers ask the DNS ")
                            .append(budget.lookups())
                            .append(" of 10 times that are allowed.\n"));
        });
        text.append('\n');
        for (DomainFinding finding : plan.findings()) {
            text.append(Findings.text(finding, texts, form));
        }
        text.append('\n').append(Label.LEGEND.in(texts.language())).append('\n');
        return text.toString();
    }

    private static String words(SpfPlan.Outcome outcome) {
        return switch (outcome) {
            case UNCHANGED -> "nothing to change, these servers pass";
            case CREATE -> "publish a record, there is none";
            case REPLACE -> "publish one record in place of what is there";
            case REFUSED -> "no record can be offered before what is said below is decided";
            case UNKNOWN -> "the DNS did not answer, ask again later";
        };
    }

    private static Map<String, Object> json(SpfPlan plan, FindingTexts texts, Form form) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("domain", plan.domain().toString());
        json.put("outcome", plan.outcome().name());
        json.put("published", plan.published());
        plan.planned().ifPresent(record -> json.put("planned", record.text()));
        plan.entry().ifPresent(entry -> json.put("publish", form.json(entry)));
        json.put("obsolete", plan.obsolete());
        json.put(
                "diff",
                plan.diff().stream()
                        .map(piece -> Map.of("kind", piece.kind().name(), "text", piece.text()))
                        .toList());
        plan.budget().ifPresent(budget -> {
            json.put("lookups", budget.lookups());
            json.put("withinLimits", budget.isWithinLimits());
        });
        json.put(
                "findings",
                plan.findings().stream()
                        .map(finding -> Findings.json(finding, texts, form))
                        .toList());
        return json;
    }
}
