package io.sendwell.examples.doctor;

import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsType;
import io.sendwell.dnsauth.publish.DnsEntry;
import io.sendwell.dnsauth.resolver.DnsHost;
import io.sendwell.dnsauth.resolver.FormHint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The form in which a domain's owner enters records.
 *
 * @param zone the domain that the form is about
 * @param hints what is known of it
 */
record Form(DnsName zone, List<FormHint> hints) {

    /** The form of this provider, or any form. */
    static Form of(DnsName zone, Optional<DnsHost> provider) {
        return new Form(zone, provider.map(DnsHost::hints).orElse(List.of()));
    }

    String name(DnsEntry entry) {
        String name = entry.formName(zone);
        return name.equals("@") && hints.contains(FormHint.DNS_FORM_APEX_IS_EMPTY) ? "" : name;
    }

    String value(DnsEntry entry) {
        boolean quoted = entry.type() == DnsType.TXT && hints.contains(FormHint.DNS_FORM_QUOTED_TEXT);
        // Behind name, class and type a zone line has nothing but the value.
        String beforeValue = entry.name() + ". IN " + entry.type() + " ";
        return quoted ? entry.zoneLine().substring(beforeValue.length()) : entry.formValue();
    }

    Map<String, Object> json(DnsEntry entry) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", entry.name().toString());
        json.put("type", entry.type().name());
        json.put("value", entry.value());
        json.put("zoneLine", entry.zoneLine());
        json.put("formName", name(entry));
        json.put("formValue", value(entry));
        return json;
    }
}
