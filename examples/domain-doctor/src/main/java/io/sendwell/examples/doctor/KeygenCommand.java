package io.sendwell.examples.doctor;

import io.sendwell.account.Secret;
import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsName;
import io.sendwell.dnsauth.dkim.DkimKeys;
import io.sendwell.dnsauth.dkim.DkimRecord;
import io.sendwell.dnsauth.publish.DnsEntry;
import io.sendwell.signing.Selector;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code keygen DOMAIN SELECTOR}: a DKIM key, and the record that makes it known. */
final class KeygenCommand implements Command {

    @Override
    public Answer run(Setting setting) throws IOException {
        Arguments arguments = setting.arguments();
        List<String> words = arguments.words("DOMAIN", "SELECTOR");
        DomainName domain = Arguments.read(words.get(0), DomainName::parse);
        Selector selector = Arguments.read(words.get(1), Selector::of);
        KeyPair pair = create(arguments.one("--algorithm").orElse("rsa"));
        DnsName zone = DnsName.of(domain);
        DnsEntry entry = DkimRecord.of(pair.getPublic()).entryAt(DkimRecord.nameOf(selector.value(), zone));
        Secret pem = DkimKeys.write(pair.getPrivate());
        Optional<Path> file = arguments.one("--out").map(Path::of);
        if (file.isPresent()) {
            PrivateFile.write(file.get(), pem.reveal());
        }
        return new Answer(ExitCode.FINE, text(entry, zone, setting, pem, file), json(entry, zone, pem, file));
    }

    private static KeyPair create(String algorithm) {
        return switch (algorithm) {
            case "rsa" -> DkimKeys.createRsa();
            case "ed25519" -> DkimKeys.createEd25519();
            default -> throw new UsageException("An algorithm is rsa or ed25519; found " + algorithm + ".");
        };
    }

    private static String text(DnsEntry entry, DnsName zone, Setting setting, Secret pem, Optional<Path> file) {
        return Findings.text(entry, setting.texts().language(), Form.of(zone, Optional.empty()), "") + "\n"
                + file.map(path -> "The private key is in " + path + "; keep it as you keep a password.\n")
                        .orElseGet(() -> "Keep the private key as you keep a password:\n" + pem.reveal());
    }

    private static Map<String, Object> json(DnsEntry entry, DnsName zone, Secret pem, Optional<Path> file) {
        Map<String, Object> json =
                new LinkedHashMap<>(Form.of(zone, Optional.empty()).json(entry));
        file.ifPresentOrElse(
                path -> json.put("privateKeyFile", path.toString()), () -> json.put("privateKey", pem.reveal()));
        return json;
    }
}
