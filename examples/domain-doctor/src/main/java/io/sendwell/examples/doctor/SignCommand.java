package io.sendwell.examples.doctor;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.dnsauth.dkim.DkimKey;
import io.sendwell.dnsauth.dkim.DkimSigner;
import io.sendwell.dnsauth.dkim.KeyRing;
import io.sendwell.signing.Selector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code sign FILE.eml}: the mail with a signature on top, or the signature alone in JSON. */
final class SignCommand implements Command {

    private static final AccountId ACCOUNT = AccountId.of("domain-doctor");

    @Override
    public Answer run(Setting setting) throws IOException {
        Arguments arguments = setting.arguments();
        List<String> words = arguments.words("FILE.eml");
        DkimKey key = key(arguments);
        MailFile mail = MailFile.read(Path.of(words.get(0)));
        KeyRing ring =
                KeyRing.builder().ofAccount(ACCOUNT, key).admitEd25519Alone().build();
        byte[] fields = sign(DkimSigner.using(ring).clock(setting.clock()).build(), key.signingDomain(), mail);
        MailFile signed = mail.signedBy(fields);
        Optional<Path> file = arguments.one("--out").map(Path::of);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("signature", new String(fields, StandardCharsets.US_ASCII));
        json.put("record", key.recordName().toString());
        if (file.isPresent()) {
            Files.write(file.get(), signed.octets());
            json.put("file", file.get().toString());
            return new Answer(ExitCode.FINE, "Signed: " + file.get() + "\n", json);
        }
        if (mail.needsEightBitMime()) {
            throw new UsageException(
                    "The mail has octets beyond ASCII, which a terminal would change; name a file by --out.");
        }
        return new Answer(ExitCode.FINE, new String(signed.octets(), StandardCharsets.US_ASCII), json);
    }

    private static byte[] sign(DkimSigner signer, DomainName domain, MailFile mail) throws IOException {
        try {
            return signer.sign(ACCOUNT, domain, mail);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static DkimKey key(Arguments arguments) throws IOException {
        DomainName domain = Arguments.read(arguments.required("--domain"), DomainName::parse);
        Selector selector = Arguments.read(arguments.required("--selector"), Selector::of);
        PrivateKey key = PrivateFile.readKey(Path.of(arguments.required("--key")));
        return Arguments.read("", none -> DkimKey.of(domain, selector, key));
    }
}
