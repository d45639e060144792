package io.sendwell.examples.quickstart;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.dnsauth.dkim.DkimKey;
import io.sendwell.dnsauth.dkim.DkimKeys;
import io.sendwell.dnsauth.dkim.DkimRecord;
import io.sendwell.dnsauth.dkim.DkimSigner;
import io.sendwell.dnsauth.dkim.KeyRing;
import io.sendwell.dnsauth.publish.DnsEntry;
import io.sendwell.mime.MessageSigner;
import io.sendwell.signing.Selector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;

/**
 * The DKIM keys of this run, made anew each time, and what would stand in the DNS for them. The operator signs for the
 * domain that posts on behalf of others and for the one of rewritten mailboxes; the customer's shop has keys of its own.
 */
final class LocalKeys {

    private static final DomainName POSTING = DomainName.parse("mail.vendor.example");

    private final KeyRing.Builder ring = KeyRing.builder();
    private final List<DnsEntry> records = new ArrayList<>();

    LocalKeys() {
        ring.ofOperator(key(POSTING, "s1", DkimKeys.createRsa()));
        ring.ofOperator(key(DomainName.parse("via.vendor.example"), "s1", DkimKeys.createRsa()));
        DomainName shop = DomainName.parse("acme-shop.example");
        AccountId account = AccountId.of(Quickstart.ACCOUNT);
        ring.ofAccount(account, key(shop, "s1", DkimKeys.createRsa()));
        ring.ofAccount(account, key(shop, "e1", DkimKeys.createEd25519()));
    }

    private DkimKey key(DomainName domain, String selector, KeyPair pair) {
        DkimKey key = DkimKey.of(domain, Selector.of(selector), pair.getPrivate());
        records.add(DkimRecord.of(pair.getPublic()).entryAt(key.recordName()));
        return key;
    }

    /** Signs with the author's keys where there are some, and as the operator in any case. */
    MessageSigner signer() {
        return DkimSigner.using(ring.build()).alsoSigningAs(POSTING).build();
    }

    /** Leaves the public halves as a zone file, for whoever wants to verify the {@code .eml} files. */
    Path writeZone(Path directory) throws IOException {
        String zone = String.join("\n", records.stream().map(DnsEntry::zoneLine).toList()) + "\n";
        return Files.writeString(directory.resolve("dkim-keys.zone"), zone, StandardCharsets.US_ASCII);
    }
}
