package io.sendwell.dnsauth.dkim;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsName;
import io.sendwell.dnsauth.publish.DnsEntry;
import io.sendwell.signing.Selector;
import io.sendwell.signing.SigningKey;
import io.sendwell.signing.SigningKeyState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What has to stand in the DNS for the keys of one domain. Immutable. */
public final class KeyPublication {

    /** Octets of the hash in a name below the operator's zone: 80 bits, which nobody finds a second name for by chance. */
    private static final int HASH_OCTETS = 10;

    private final Optional<AccountId> account;
    private final DomainName signingDomain;
    private final Map<Selector, DkimRecord> records;

    private KeyPublication(Optional<AccountId> account, DomainName signingDomain, Map<Selector, DkimRecord> records) {
        this.account = account;
        this.signingDomain = signingDomain;
        this.records = records;
    }

    static KeyPublication of(Optional<AccountId> account, DomainName signingDomain, List<SigningKey> keys) {
        Map<Selector, DkimRecord> records = new TreeMap<>();
        keys.forEach(key -> records.put(key.selector(), recordOf(key)));
        return new KeyPublication(account, signingDomain, records);
    }

    private static DkimRecord recordOf(SigningKey key) {
        return key.state() == SigningKeyState.REVOKED
                ? DkimRecord.revoked()
                : DkimRecord.of(DkimKeys.publicKeyOf(DkimKeys.read(key.privateKey())));
    }

    /** The records themselves, in the domain's own zone: for whoever runs its DNS. */
    public List<DnsEntry> records() {
        return records.entrySet().stream()
                .map(entry -> entry.getValue().entryAt(nameOf(entry.getKey())))
                .toList();
    }

    /**
     * Aliases into the operator's zone, which the customer publishes once; the operator rotates behind them with {@link
     * #recordsIn}.
     *
     * @param operatorZone such as {@code dkim.vendor.example}
     * @param selectors all that the rotation will use, such as {@code s1} and {@code s2}
     */
    public List<DnsEntry> aliasesInto(DnsName operatorZone, Collection<Selector> selectors) {
        return selectors.stream()
                .map(selector -> DnsEntry.cname(nameOf(selector), targetOf(selector, operatorZone)))
                .toList();
    }

    /** The records where those aliases point to: for the operator's own zone. */
    public List<DnsEntry> recordsIn(DnsName operatorZone) {
        return records.entrySet().stream()
                .map(entry -> entry.getValue().entryAt(targetOf(entry.getKey(), operatorZone)))
                .toList();
    }

    private DnsName nameOf(Selector selector) {
        return DkimRecord.nameOf(selector.value(), DnsName.of(signingDomain));
    }

    // Of account and domain together: of two accounts that claim one domain, each has a place of its own.
    private DnsName targetOf(Selector selector, DnsName operatorZone) {
        String owner = account.map(AccountId::value).orElse("") + "\0" + signingDomain.ascii();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(owner.getBytes(StandardCharsets.UTF_8));
            return operatorZone.child(selector + "." + HexFormat.of().formatHex(hash, 0, HASH_OCTETS));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
