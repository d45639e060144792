package io.sendwell.dnsauth.dkim;

import io.sendwell.dns.DnsType;
import io.sendwell.dnsauth.Vectors;
import io.sendwell.testkit.dns.DnsFault;
import io.sendwell.testkit.dns.FakeDns;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Public test messages that lie beside a checkout; whoever asks for them where they are not is skipped. */
final class DkimVectors {

    private static final Pattern TEXT_RECORD = Pattern.compile("(\\S+) (?:\\d+ )?IN TXT \"(.*)\"");
    private static final Pattern TROUBLE = Pattern.compile(";!(TIMEOUT|SERVFAIL) (\\S+).*");

    private final Path folder;

    private DkimVectors(Path folder) {
        this.folder = folder;
    }

    static DkimVectors suite(String name) {
        return new DkimVectors(Vectors.suite(name));
    }

    /** Serves the suite's keys. */
    void publishAt(FakeDns dns) {
        for (String line : lines("zone")) {
            Matcher record = TEXT_RECORD.matcher(line);
            Matcher trouble = TROUBLE.matcher(line);
            if (record.matches()) {
                String text = record.group(2).replace("\\\"", "\"").replace("\" \"", "");
                if (text.isEmpty()) {
                    dns.publishText(record.group(1), "");
                } else {
                    dns.publish(record.group(1), DnsType.TXT, text);
                }
            } else if (trouble.matches()) {
                dns.inject(DnsFault.serverFailure().at(trouble.group(2)));
            }
        }
    }

    List<String> lines(String file) {
        return new String(octets(file), StandardCharsets.UTF_8).lines().toList();
    }

    byte[] octets(String file) {
        try {
            return Files.readAllBytes(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> files(String subfolder) {
        try (var files = Files.list(folder.resolve(subfolder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Octets whose lines end in LF or CRLF, with CRLF. */
    static byte[] withCrlf(byte[] octets) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(octets.length + 256);
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == '\n' && (i == 0 || octets[i - 1] != '\r')) {
                out.write('\r');
            }
            out.write(octets[i]);
        }
        return out.toByteArray();
    }
}
