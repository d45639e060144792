package io.sendwell.examples.doctor;

import io.sendwell.address.DomainName;
import io.sendwell.address.EmailAddress;
import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsType;
import io.sendwell.dnsauth.dmarc.DmarcCheck;
import io.sendwell.dnsauth.dmarc.DmarcDiscovery;
import io.sendwell.dnsauth.dmarc.DmarcReport;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.host.HostChecks;
import io.sendwell.dnsauth.resolver.DnsFinding;
import io.sendwell.dnsauth.resolver.DnsHosts;
import io.sendwell.dnsauth.resolver.DnssecCheck;
import io.sendwell.dnsauth.resolver.NameServers;
import io.sendwell.dnsauth.resolver.Zone;
import io.sendwell.dnsauth.resolver.ZoneSearch;
import io.sendwell.dnsauth.spf.SpfCheck;
import io.sendwell.dnsauth.spf.SpfNeed;
import io.sendwell.dnsauth.spf.SpfRecord;
import io.sendwell.dnsauth.spf.SpfReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The parts of a domain's examination, each with a patience of its own. For one thread. */
final class Examination {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final DomainName domain;
    private final DnsName name;
    private final Command.Setting setting;
    private final HostChecks hosts;
    private final ZoneSearch search;

    Examination(DomainName domain, Command.Setting setting, HostChecks hosts) {
        this.domain = domain;
        this.name = DnsName.of(domain);
        this.setting = setting;
        this.hosts = hosts;
        this.search = NameServers.of(setting.resolver()).find(name, PATIENCE);
    }

    /** What the domain's owner fills in. */
    Form form() {
        return zone().map(zone -> Form.of(zone.apex(), DnsHosts.shipped().find(zone.nameServerNames())))
                .orElseGet(() -> Form.of(name, Optional.empty()));
    }

    private Optional<Zone> zone() {
        return search instanceof ZoneSearch.Found found ? Optional.of(found.zone()) : Optional.empty();
    }

    /** Who answers for the domain, and whether all of them answer the same. */
    Section nameServers() {
        if (search instanceof ZoneSearch.Unknown unknown) {
            return Section.unanswered(Label.NAME_SERVERS, unknown.answer().detail());
        }
        if (zone().isEmpty()) {
            return Section.of(
                    Label.NAME_SERVERS,
                    List.of(),
                    List.of(DomainFinding.fail(DnsFinding.DNS_NOT_REGISTERED).with("name", name)));
        }
        NameServerViews views = new NameServerViews(setting.dns().propagation());
        List<DnsQuestion> questions =
                new ArrayList<>(List.of(DnsQuestion.of(name, DnsType.TXT), DnsQuestion.of(name, DnsType.MX)));
        below("_dmarc").ifPresent(place -> questions.add(DnsQuestion.of(place, DnsType.TXT)));
        questions.forEach(question -> views.compare(setting.resolver().resolve(question, PATIENCE), PATIENCE));
        List<DomainFinding> findings = new ArrayList<>();
        findings.add(DnsHosts.shipped().findings(zone().get()).get(0));
        findings.addAll(views.findings());
        findings.add(DnssecCheck.of(setting.resolver(), setting.dns().unjudged())
                .check(name, PATIENCE)
                .finding());
        return Section.of(Label.NAME_SERVERS, views.facts(), findings);
    }

    /** What to mind in the provider's form, where it is known. */
    Section formHints() {
        List<DomainFinding> all =
                zone().map(zone -> DnsHosts.shipped().findings(zone)).orElse(List.of());
        return Section.of(Label.ENTERING, List.of(), all.subList(Math.min(1, all.size()), all.size()));
    }

    /** Whether replies and bounces find a way back. */
    Section mailServers() {
        return Section.of(Label.MAIL_SERVERS, List.of(), hosts.mailServers(domain, PATIENCE));
    }

    /** The record as it is, and where {@code --include} or {@code --ip} say what is needed, whether it has that. */
    Section spf() {
        SpfCheck check = SpfCheck.over(setting.resolver());
        Optional<SpfNeed> need = PlanSpfCommand.need(setting.arguments());
        if (need.isPresent()) {
            SpfReport report = check.examine(name, need.get());
            return Section.of(Label.SPF, report.plan().published(), report.findings());
        }
        DnsAnswer answer = setting.resolver().resolve(DnsQuestion.of(name, DnsType.TXT), PATIENCE);
        List<String> records = answer.records(DnsRecord.Text.class).stream()
                .map(DnsRecord.Text::joined)
                .filter(SpfRecord::isSpf)
                .toList();
        return Section.of(Label.SPF, records, check.review(name));
    }

    /** What receivers are asked to do with mail that nobody vouches for. */
    Section dmarc() {
        EmailAddress reportsTo = Arguments.read(
                setting.arguments().one("--reports").orElse("postmaster@" + domain.ascii()), EmailAddress::parse);
        DmarcReport report = new DmarcCheck(DmarcDiscovery.with(setting.resolver())).check(domain, reportsTo, PATIENCE);
        List<String> facts = report.policy().rfc9989().record().stream()
                .map(record -> report.policy().rfc9989().policyDomain().orElse(domain) + ": " + record.text())
                .toList();
        return Section.of(Label.DMARC, facts, report.findings());
    }

    /** What else a domain may have: encryption that can be insisted on, and a logo. */
    Section extras() {
        List<DomainFinding> findings = new ArrayList<>(hosts.tlsReporting(domain, PATIENCE));
        findings.addAll(hosts.dane(domain, PATIENCE));
        findings.addAll(hosts.bimi(domain, PATIENCE));
        List<String> facts = new ArrayList<>();
        if (setting.dns().isRepeatable() && announcesMtaSts()) {
            facts.add(
                    "MTA-STS is announced. Its policy is a file on a website, which a snapshot of the DNS does not hold;"
                            + " check without --snapshot to have it read.");
        } else {
            findings.addAll(hosts.mtaSts(domain, PATIENCE));
        }
        return Section.of(Label.ENCRYPTION, facts, findings);
    }

    private boolean announcesMtaSts() {
        return below("_mta-sts")
                .map(place -> setting.resolver().resolve(DnsQuestion.of(place, DnsType.TXT), PATIENCE))
                .map(answer -> answer.records(DnsRecord.Text.class))
                .orElse(List.of())
                .stream()
                .anyMatch(text -> text.joined().startsWith("v=STSv1"));
    }

    /** A name below the domain, unless that is too long for one. */
    private Optional<DnsName> below(String label) {
        return DnsName.tryParse(label + "." + name);
    }
}
