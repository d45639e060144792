package io.sendwell.examples.doctor;

import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsType;
import io.sendwell.dnsauth.dkim.DkimRecord;
import io.sendwell.dnsauth.dmarc.DiscoveredPolicy;
import io.sendwell.dnsauth.dmarc.DmarcDiscovery;
import io.sendwell.dnsauth.dmarc.DmarcView;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.host.HostChecks;
import io.sendwell.dnsauth.resolver.DnsHosts;
import io.sendwell.dnsauth.resolver.NameServers;
import io.sendwell.dnsauth.resolver.Zone;
import io.sendwell.dnsauth.resolver.ZoneSearch;
import io.sendwell.dnsauth.spf.SpfCheck;
import io.sendwell.dnsauth.spf.SpfFinding;
import io.sendwell.dnsauth.spf.SpfMistake;
import io.sendwell.dnsauth.spf.SpfNeed;
import io.sendwell.dnsauth.spf.SpfRecord;
import io.sendwell.dnsauth.spf.SpfReport;
import io.sendwell.dnsauth.web.WebReader;
import io.sendwell.signing.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The parts of {@code check}, each with a patience of its own. For one thread. */
final class Examination {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final DomainName domain;
    private final DnsName name;
    private final Command.Setting setting;
    private final HostChecks hosts;

    Examination(DomainName domain, Command.Setting setting) {
        this.domain = domain;
        this.name = DnsName.of(domain);
        this.setting = setting;
        WebReader reader = WebReader.using(setting.resolver()).build();
        this.hosts = HostChecks.using(setting.resolver(), reader, setting.clock());
    }

    /** Whose form the domain's owner fills in. */
    Section nameServers() {
        ZoneSearch search = NameServers.of(setting.resolver()).find(name, PATIENCE);
        if (search instanceof ZoneSearch.Found found) {
            Zone zone = found.zone();
            List<String> facts = List.of("zone " + zone.apex() + ", served by " + zone.nameServerNames());
            return Section.of("Name servers", facts, DnsHosts.shipped().findings(zone));
        }
        if (search instanceof ZoneSearch.Unknown unknown) {
            return Section.unanswered("Name servers", unknown.answer().detail());
        }
        return new Section("Name servers", List.of("nobody has registered " + name), List.of(), false, true);
    }

    /** Whether replies and bounces find a way back. */
    Section mailServers() {
        return Section.of("Mail servers", List.of(), hosts.mailServers(domain, PATIENCE));
    }

    /** The record as it is, and where {@code --include} or {@code --ip} say what is needed, whether it has that. */
    Section spf() {
        Optional<SpfNeed> need = PlanSpfCommand.need(setting.arguments());
        if (need.isPresent()) {
            SpfReport report = SpfCheck.over(setting.resolver()).examine(name, need.get());
            return Section.of("SPF", report.plan().published(), report.findings());
        }
        DnsAnswer answer = setting.resolver().resolve(DnsQuestion.of(name, DnsType.TXT), PATIENCE);
        if (answer instanceof DnsAnswer.Unavailable unavailable) {
            return Section.unanswered("SPF", unavailable.detail());
        }
        List<SpfRecord> records = answer.records(DnsRecord.Text.class).stream()
                .map(DnsRecord.Text::joined)
                .filter(SpfRecord::isSpf)
                .map(SpfRecord::parse)
                .toList();
        List<String> facts = new ArrayList<>();
        for (SpfRecord record : records) {
            facts.add(record.text());
            record.mistakes().forEach(mistake -> facts.add(describe(mistake)));
        }
        boolean broken = records.stream().anyMatch(SpfRecord::isBroken);
        return new Section("SPF", facts, spfFindings(records), false, broken);
    }

    private List<DomainFinding> spfFindings(List<SpfRecord> records) {
        return switch (records.size()) {
            case 0 -> List.of(DomainFinding.fail(SpfFinding.SPF_NO_RECORD).with("domain", name));
            case 1 -> List.of();
            default ->
                List.of(DomainFinding.fail(SpfFinding.SPF_TWO_RECORDS)
                        .with("domain", name)
                        .with("count", records.size()));
        };
    }

    private static String describe(SpfMistake mistake) {
        return "mistake: " + Shown.word(mistake.kind()) + " at \"" + mistake.found() + "\""
                + mistake.replacement()
                        .map(text -> ", \"" + text + "\" is meant")
                        .orElse("");
    }

    /** The keys at the selectors that were named; nobody can list those of a domain. */
    List<Section> keys() {
        return setting.arguments().all("--selector").stream().map(this::key).toList();
    }

    private Section key(String selector) {
        DnsName place = DkimRecord.nameOf(Arguments.read(selector, Selector::of).value(), name);
        String title = "DKIM key " + selector;
        DnsAnswer answer = setting.resolver().resolve(DnsQuestion.of(place, DnsType.TXT), PATIENCE);
        if (answer instanceof DnsAnswer.Unavailable unavailable) {
            return Section.unanswered(title, unavailable.detail());
        }
        List<DkimRecord> records = answer.records(DnsRecord.Text.class).stream()
                .map(text -> DkimRecord.parse(text.joined()))
                .toList();
        if (records.size() != 1) {
            String fact =
                    records.isEmpty() ? "there is no record at " + place : records.size() + " records, one may be";
            return new Section(title, List.of(fact), List.of(), false, true);
        }
        DkimRecord record = records.get(0);
        List<String> facts = new ArrayList<>();
        record.publicKey().ifPresent(key -> facts.add(key.type() + ", " + key.bits() + " bits"));
        record.faults().forEach(fault -> facts.add("mistake: " + Shown.word(fault)));
        if (record.isRevoked()) {
            facts.add("the key was withdrawn");
        }
        return new Section(title, facts, List.of(), false, record.isUnusable());
    }

    /** What receivers are asked to do with mail that nobody vouches for. */
    Section dmarc() {
        DiscoveredPolicy policy = DmarcDiscovery.with(setting.resolver()).discover(domain, PATIENCE);
        List<String> facts = new ArrayList<>();
        facts.add("receivers of RFC 9989: " + describe(policy.rfc9989()));
        facts.add("receivers of RFC 7489: " + describe(policy.rfc7489()));
        return new Section("DMARC", facts, List.of(), policy.isIncomplete(), false);
    }

    private static String describe(DmarcView view) {
        return Shown.word(view.declared())
                + view.policyDomain()
                        .map(found -> ", by the record of " + found)
                        .orElse("");
    }

    /** What else a domain may have: encryption that can be insisted on, and a logo. */
    Section extras() {
        List<DomainFinding> findings = new ArrayList<>(hosts.tlsReporting(domain, PATIENCE));
        findings.addAll(hosts.dane(domain, PATIENCE));
        findings.addAll(hosts.bimi(domain, PATIENCE));
        if (!setting.arguments().has("--replay")) {
            // Its policy is a file on a website, which no snapshot of the DNS has.
            findings.addAll(hosts.mtaSts(domain, PATIENCE));
        }
        return Section.of("Encryption and logo", List.of(), findings);
    }
}
