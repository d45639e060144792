package io.sendwell.dnsauth.finding;

import io.sendwell.check.Finding;
import io.sendwell.check.FindingStatus;
import io.sendwell.check.Severity;
import io.sendwell.dnsauth.publish.DnsEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an examination of a domain found. {@link FindingTexts} has the words for it.
 *
 * @param code names it for programs
 * @param status how the examination ended
 * @param values what the words mention, by name: {@code domain}, {@code record}, {@code count}; the values are other
 *     people's text, untouched
 * @param publish the records that would mend it; empty when none would
 */
public record DomainFinding(
        FindingCode code, FindingStatus status, Map<String, String> values, List<DnsEntry> publish) {

    public DomainFinding {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        publish = List.copyOf(publish);
    }

    /** A rule that is kept. */
    public static DomainFinding pass(FindingCode code) {
        return new DomainFinding(code, FindingStatus.PASS, Map.of(), List.of());
    }

    /** A rule that is broken; how bad that is, the code says. */
    public static DomainFinding fail(FindingCode code) {
        return new DomainFinding(code, FindingStatus.FAIL, Map.of(), List.of());
    }

    /** Something that could not be found out. */
    public static DomainFinding notChecked(FindingCode code) {
        return new DomainFinding(code, FindingStatus.NOT_CHECKED, Map.of(), List.of());
    }

    /** The same finding with one more value for its words. */
    public DomainFinding with(String name, Object value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(name, String.valueOf(value));
        return new DomainFinding(code, status, more, publish);
    }

    /** The same finding with one more record that would mend it. */
    public DomainFinding publishing(DnsEntry entry) {
        List<DnsEntry> more = new ArrayList<>(publish);
        more.add(entry);
        return new DomainFinding(code, status, values, more);
    }

    /** Whether a rule is broken without which mail is refused, lost or unsafe. */
    public boolean stops() {
        return status == FindingStatus.FAIL && code.severity() == Severity.MUST;
    }

    /** The same in the form of checks of mails, in the words of these texts. */
    public Finding asFinding(FindingTexts texts) {
        return Finding.worded(
                code.name(), code.severity(), status, texts.meaning(this), "", texts.advice(this), code.rule());
    }

    /** Code, status and values on one line; the values are other people's text, and shown as {@link FindingTexts} does. */
    @Override
    public String toString() {
        return code.name() + " " + status + FindingTexts.shown(values);
    }
}
