package io.sendwell.examples.doctor;

import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsType;
import io.sendwell.dnsauth.dkim.DkimKeys;
import io.sendwell.dnsauth.dkim.DkimRecord;
import io.sendwell.dnsauth.dkim.KeyRecordCheck;
import io.sendwell.dnsauth.dkim.KeyRecordReport;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.finding.FindingCode;
import io.sendwell.dnsauth.resolver.DnsFinding;
import io.sendwell.signing.Selector;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The DKIM keys of a domain at selectors that were named; nobody can list all. */
final class KeyExamination {

    /** What the record itself does not tell. */
    private static final Set<FindingCode> ON_ITS_WAY =
            Set.of(DnsFinding.DNS_PARTLY_PUBLISHED, DnsFinding.DNS_NOT_YET_VISIBLE);

    private final DomainName domain;
    private final Command.Setting setting;
    private final Duration patience;

    KeyExamination(DomainName domain, Command.Setting setting, Duration patience) {
        this.domain = domain;
        this.setting = setting;
        this.patience = patience;
    }

    /** @throws IOException when the key that signs cannot be read */
    List<Section> sections() throws IOException {
        Arguments arguments = setting.arguments();
        List<Selector> selectors = arguments.all("--selector").stream()
                .map(selector -> Arguments.read(selector, Selector::of))
                .toList();
        Optional<String> file = arguments.one("--key");
        if (file.isEmpty()) {
            return selectors.stream().map(this::published).toList();
        }
        if (selectors.size() != 1) {
            throw new UsageException("--key is the key of one selector: name it by --selector.");
        }
        PublicKey key = DkimKeys.publicKeyOf(PrivateFile.readKey(Path.of(file.get())));
        return List.of(fitting(selectors.get(0), key));
    }

    /** Whether the record fits the key that signs. */
    private Section fitting(Selector selector, PublicKey key) {
        KeyRecordReport report =
                KeyRecordCheck.over(setting.resolver()).withPatience(patience).check(domain, selector, key);
        List<DomainFinding> findings = new ArrayList<>(report.findings());
        setting.dns().propagation().check(report.wanted(), patience).findings().stream()
                .filter(finding -> ON_ITS_WAY.contains(finding.code()))
                .forEach(findings::add);
        return Section.of(Label.DKIM_KEY, List.of(), findings).about(selector);
    }

    /** What the record says by itself. */
    private Section published(Selector selector) {
        DnsName place = DkimRecord.nameOf(selector.value(), DnsName.of(domain));
        DnsAnswer answer = setting.resolver().resolve(DnsQuestion.of(place, DnsType.TXT), patience);
        if (answer instanceof DnsAnswer.Unavailable unavailable) {
            return Section.unanswered(Label.DKIM_KEY, unavailable.detail()).about(selector);
        }
        List<DkimRecord> records = answer.records(DnsRecord.Text.class).stream()
                .map(text -> DkimRecord.parse(text.joined()))
                .toList();
        if (records.size() != 1) {
            return broken(
                    selector,
                    records.isEmpty()
                            ? "No key is published at " + place + "."
                            : records.size() + " keys are published at " + place + ", where one may be.");
        }
        DkimRecord record = records.get(0);
        List<String> facts = new ArrayList<>();
        record.publicKey()
                .ifPresent(key -> facts.add("A key is published: " + key.type() + ", " + key.bits() + " bits."));
        if (record.isRevoked()) {
            facts.add("The key was withdrawn (its p= is empty); what is signed with it fails.");
        } else {
            record.faults().forEach(fault -> facts.add("Mistake in the record: " + Shown.word(fault) + "."));
        }
        return new Section(Label.DKIM_KEY, selector.value(), facts, List.of(), false, record.isUnusable());
    }

    private static Section broken(Selector selector, String fact) {
        return new Section(Label.DKIM_KEY, selector.value(), List.of(fact), List.of(), false, true);
    }
}
