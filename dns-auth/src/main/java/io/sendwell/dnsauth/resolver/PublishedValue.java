package io.sendwell.dnsauth.resolver;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dnsauth.publish.DnsEntry;
import java.util.stream.Collectors;

/** Records as a {@link DnsEntry} has them, to be compared and shown. */
final class PublishedValue {

    private PublishedValue() {}

    static String of(DnsRecord record) {
        if (record instanceof DnsRecord.Text text) {
            return text.joined();
        }
        if (record instanceof DnsRecord.Alias alias) {
            return alias.target() + ".";
        }
        if (record instanceof DnsRecord.Address address) {
            return address.address().toString();
        }
        if (record instanceof DnsRecord.MailExchange mx) {
            return mx.preference() + " " + (mx.exchange().isRoot() ? "." : mx.exchange() + ".");
        }
        if (record instanceof DnsRecord.NameServer ns) {
            return ns.server() + ".";
        }
        if (record instanceof DnsRecord.Pointer pointer) {
            return pointer.target() + ".";
        }
        if (record instanceof DnsRecord.DelegationSigner ds) {
            return ds.keyTag() + " " + ds.algorithm() + " " + ds.digestType() + " " + ds.digest();
        }
        if (record instanceof DnsRecord.TlsAssociation tlsa) {
            return tlsa.usage() + " " + tlsa.selector() + " " + tlsa.matchingType() + " " + tlsa.data();
        }
        DnsRecord.StartOfAuthority soa = (DnsRecord.StartOfAuthority) record;
        return soa.primary() + ". " + soa.serial();
    }

    /** The values of an answer, for people. */
    static String of(DnsAnswer answer) {
        return answer instanceof DnsAnswer.Found found
                ? found.records().stream().map(PublishedValue::of).collect(Collectors.joining(" | "))
                : "";
    }
}
