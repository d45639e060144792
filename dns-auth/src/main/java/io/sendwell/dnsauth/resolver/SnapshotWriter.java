package io.sendwell.dnsauth.resolver;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dnsauth.resolver.DnsSnapshot.Asked;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes snapshots in the form that {@link SnapshotReader} reads. */
final class SnapshotWriter {

    /** How outcomes are called in a snapshot. */
    static final String FOUND = "found";

    static final String NO_DATA = "no-data";
    static final String NO_SUCH_NAME = "no-such-name";
    static final String UNAVAILABLE = "unavailable";

    /** What a snapshot says it is. */
    static final String FORMAT = "sendwell-dns-snapshot";

    static final int VERSION = 1;

    /** Octets above 127 would be taken for UTF-8 by whoever looks at the file; escaped they are what they are. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    private final JsonGenerator json;

    private SnapshotWriter(JsonGenerator json) {
        this.json = json;
    }

    static void write(DnsSnapshot snapshot, OutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            // The same line ends everywhere, so that a snapshot is the same file on every machine.
            json.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
            new SnapshotWriter(json).snapshot(snapshot);
        }
    }

    private void snapshot(DnsSnapshot snapshot) throws IOException {
        json.writeStartObject();
        json.writeStringField("format", FORMAT);
        json.writeNumberField("version", VERSION);
        json.writeStringField("taken", snapshot.taken().toString());
        json.writeArrayFieldStart("answers");
        for (Map.Entry<Asked, DnsAnswer> entry : snapshot.answers().entrySet()) {
            answer(entry.getKey(), entry.getValue());
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void answer(Asked asked, DnsAnswer answer) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name(asked.question().name()));
        json.writeStringField("type", asked.question().type().name());
        if (asked.server().isPresent()) {
            json.writeStringField("asked", asked.server().get().toString());
        }
        if (answer instanceof DnsAnswer.Unavailable unavailable) {
            json.writeStringField("outcome", UNAVAILABLE);
            json.writeStringField(
                    "trouble",
                    unavailable.trouble().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            json.writeStringField("detail", unavailable.detail());
        } else if (answer instanceof DnsAnswer.Found found) {
            answered(FOUND, found.aliases(), answer, found.authenticated());
            json.writeArrayFieldStart("records");
            for (DnsRecord record : found.records()) {
                record(record);
            }
            json.writeEndArray();
        } else if (answer instanceof DnsAnswer.NoData noData) {
            answered(NO_DATA, noData.aliases(), answer, noData.authenticated());
        } else if (answer instanceof DnsAnswer.NoSuchName noSuchName) {
            answered(NO_SUCH_NAME, noSuchName.aliases(), answer, noSuchName.authenticated());
        }
        json.writeStringField("server", answer.server());
        json.writeEndObject();
    }

    private void answered(String outcome, List<DnsName> aliases, DnsAnswer answer, boolean authenticated)
            throws IOException {
        json.writeStringField("outcome", outcome);
        if (!aliases.isEmpty()) {
            json.writeArrayFieldStart("aliases");
            for (DnsName alias : aliases) {
                json.writeString(name(alias));
            }
            json.writeEndArray();
        }
        json.writeNumberField("ttl", Ttls.of(answer).toSeconds());
        json.writeBooleanField("authenticated", authenticated);
    }

    private void record(DnsRecord record) throws IOException {
        json.writeStartObject();
        if (record instanceof DnsRecord.Address address) {
            json.writeStringField("address", address.address().toString());
        } else if (record instanceof DnsRecord.Alias alias) {
            json.writeStringField("target", name(alias.target()));
        } else if (record instanceof DnsRecord.MailExchange mx) {
            json.writeNumberField("preference", mx.preference());
            json.writeStringField("exchange", name(mx.exchange()));
        } else if (record instanceof DnsRecord.NameServer ns) {
            json.writeStringField("server", name(ns.server()));
        } else if (record instanceof DnsRecord.Pointer pointer) {
            json.writeStringField("target", name(pointer.target()));
        } else if (record instanceof DnsRecord.StartOfAuthority soa) {
            json.writeStringField("primary", name(soa.primary()));
            json.writeNumberField("serial", soa.serial());
            json.writeNumberField("negativeTtl", soa.negativeTtl().toSeconds());
        } else if (record instanceof DnsRecord.Text text) {
            json.writeArrayFieldStart("strings");
            for (String string : text.strings()) {
                json.writeString(string);
            }
            json.writeEndArray();
        } else if (record instanceof DnsRecord.DelegationSigner ds) {
            json.writeNumberField("keyTag", ds.keyTag());
            json.writeNumberField("algorithm", ds.algorithm());
            json.writeNumberField("digestType", ds.digestType());
            json.writeStringField("digest", ds.digest());
        } else if (record instanceof DnsRecord.TlsAssociation tlsa) {
            json.writeNumberField("usage", tlsa.usage());
            json.writeNumberField("selector", tlsa.selector());
            json.writeNumberField("matchingType", tlsa.matchingType());
            json.writeStringField("data", tlsa.data());
        }
        json.writeEndObject();
    }

    /** The octets as they are, and a dot for the root. */
    private static String name(DnsName name) {
        return name.isRoot() ? "." : name.octets();
    }
}
