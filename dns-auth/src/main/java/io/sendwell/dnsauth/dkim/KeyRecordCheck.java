package io.sendwell.dnsauth.dkim;

import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dns.DnsType;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.internal.time.Deadline;
import io.sendwell.dnsauth.publish.DnsEntry;
import io.sendwell.signing.Selector;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Looks whether the record at a selector fits the key that signs, and says why when it does not, with the line to publish.
 * Immutable; threads share it.
 *
 * <p>Asks up to nine questions, all within one patience: the record, and where it may have gone instead. Not for the way of
 * a message: check when a key is set up, and from time to time.
 */
public final class KeyRecordCheck {

    /** Ours: as long as a person waits for a page. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    // Nobody publishes it, and it is the same each time, so that a recorded check can be replayed.
    private static final String UNPUBLISHED_LABEL = "_sendwell-nobody";

    private static final String DOMAIN_KEY = "_domainkey";

    private final DnsResolver resolver;
    private final Duration patience;

    private KeyRecordCheck(DnsResolver resolver, Duration patience) {
        this.resolver = resolver;
        this.patience = patience;
    }

    /** A check that asks this resolver. */
    public static KeyRecordCheck over(DnsResolver resolver) {
        return new KeyRecordCheck(resolver, PATIENCE);
    }

    /**
     * The same check with another patience.
     *
     * @param other how long all questions may take together; more than zero
     * @throws IllegalArgumentException when it is zero or less
     */
    public KeyRecordCheck withPatience(Duration other) {
        if (other.isZero() || other.isNegative()) {
            throw new IllegalArgumentException("Patience is more than zero; found " + other + ".");
        }
        return new KeyRecordCheck(resolver, other);
    }

    /**
     * Checks the record of one key.
     *
     * @param key the public half of the key that signs
     * @throws IllegalArgumentException when selector and domain together are too long for a name of the DNS, or DKIM knows
     *     no such key
     */
    public KeyRecordReport check(DomainName signingDomain, Selector selector, PublicKey key) {
        return new Examination(DnsName.of(signingDomain), selector, DkimPublicKey.of(key)).run();
    }

    /** One key being checked. For one thread. */
    private final class Examination {

        private final DnsName domain;
        private final Selector selector;
        private final DnsName name;
        private final DkimPublicKey key;
        private final DnsEntry wanted;
        private final Deadline deadline = Deadline.in(patience);
        private final List<DomainFinding> findings = new ArrayList<>();

        private Examination(DnsName domain, Selector selector, DkimPublicKey key) {
            this.domain = domain;
            this.selector = selector;
            this.name = DkimRecord.nameOf(selector.value(), domain);
            this.key = key;
            this.wanted = DnsEntry.txt(name, "v=DKIM1; k=" + key.type() + "; p=" + key.base64());
        }

        private KeyRecordReport run() {
            if (key.type().equals(DkimPublicKey.RSA) && key.bits() < DkimRecord.MIN_RSA_BITS) {
                findings.add(about(DomainFinding.fail(KeyRecordFinding.DKIM_KEY_TOO_SHORT))
                        .with("bits", key.bits()));
            }
            DnsAnswer answer = ask(name);
            Optional<PublishedKey> published = Optional.empty();
            if (answer instanceof DnsAnswer.Found found) {
                published = examine(found);
            } else if (answer instanceof DnsAnswer.Unavailable trouble) {
                findings.add(about(DomainFinding.notChecked(KeyRecordFinding.DKIM_KEY_UNKNOWN))
                        .with(
                                "trouble",
                                trouble.trouble()
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', ' ')));
            } else {
                explainAbsence(aliasesOf(answer));
            }
            if (findings.isEmpty()) {
                findings.add(about(DomainFinding.pass(KeyRecordFinding.DKIM_KEY_NOT_PUBLISHED)));
            }
            return new KeyRecordReport(name, wanted, published, findings);
        }

        private DnsAnswer ask(DnsName question) {
            return resolver.resolve(DnsQuestion.of(question, DnsType.TXT), deadline.left());
        }

        private DomainFinding about(DomainFinding finding) {
            return finding.with("domain", domain).with("selector", selector).with("name", name);
        }

        private void fail(KeyRecordFinding code) {
            findings.add(mendable(code));
        }

        private DomainFinding mendable(KeyRecordFinding code) {
            return about(DomainFinding.fail(code)).publishing(wanted);
        }

        private void explainAbsence(List<DnsName> aliases) {
            if (!aliases.isEmpty()) {
                findings.add(about(DomainFinding.fail(KeyRecordFinding.DKIM_KEY_ALIAS_EMPTY))
                        .with("target", aliases.get(aliases.size() - 1)));
                return;
            }
            Optional<DnsName> doubled =
                    DnsName.tryParse(name.octets() + "." + domain.octets()).filter(this::hasOurKey);
            if (doubled.isPresent()) {
                findings.add(mendable(KeyRecordFinding.DKIM_KEY_NAME_DOUBLED)
                        .with("found", doubled.get())
                        .with("form", wanted.formName(domain)));
                return;
            }
            // Without _domainkey, without the selector, and where people put texts that they do not know where to put.
            for (String place : List.of(selector + ".", DOMAIN_KEY + ".", "")) {
                Optional<DnsName> elsewhere =
                        DnsName.tryParse(place + domain.octets()).filter(this::hasOurKey);
                if (elsewhere.isPresent()) {
                    findings.add(mendable(KeyRecordFinding.DKIM_KEY_ELSEWHERE).with("found", elsewhere.get()));
                    return;
                }
            }
            fail(KeyRecordFinding.DKIM_KEY_NOT_PUBLISHED);
        }

        private boolean hasOurKey(DnsName place) {
            return texts(ask(place)).stream()
                    .anyMatch(text -> KeyRecordText.of(text, key).isOurs());
        }

        private Optional<PublishedKey> examine(DnsAnswer.Found found) {
            List<String> texts = texts(found);
            if (isWildcard(texts)) {
                fail(KeyRecordFinding.DKIM_KEY_WILDCARD);
                return Optional.empty();
            }
            if (texts.size() > 1) {
                findings.add(mendable(KeyRecordFinding.DKIM_KEY_TWO_RECORDS)
                        .with("count", texts.size())
                        .with("records", String.join(" | ", texts)));
                return Optional.empty();
            }
            for (KeyRecordFinding code : KeyRecordText.of(texts.get(0), key).findings()) {
                findings.add(mendable(code).with("record", texts.get(0)));
            }
            checkParent();
            return Optional.of(new PublishedKey(
                    name, DkimRecord.parse(texts.get(0)), found.server(), found.ttl(), found.authenticated()));
        }

        /** Whether a name that nobody made has the same answer. */
        private boolean isWildcard(List<String> texts) {
            return DnsName.tryParse(UNPUBLISHED_LABEL + "." + DOMAIN_KEY + "." + domain.octets())
                    .map(sibling -> texts(ask(sibling)))
                    .filter(found -> !found.isEmpty() && found.containsAll(texts))
                    .isPresent();
        }

        /** The names between key and domain have no records of their own; a server that denies them denies all below. */
        private void checkParent() {
            DnsName above = name.parent().orElse(domain);
            while (!domain.isSameOrBelow(above)) {
                if (ask(above) instanceof DnsAnswer.NoSuchName) {
                    findings.add(about(DomainFinding.fail(KeyRecordFinding.DKIM_PARENT_DENIED))
                            .with("parent", above));
                    return;
                }
                above = above.parent().orElse(domain);
            }
        }
    }

    private static List<DnsName> aliasesOf(DnsAnswer answer) {
        if (answer instanceof DnsAnswer.NoData noData) {
            return noData.aliases();
        }
        return answer instanceof DnsAnswer.NoSuchName noName ? noName.aliases() : List.of();
    }

    private static List<String> texts(DnsAnswer answer) {
        return answer.records(DnsRecord.Text.class).stream()
                .map(DnsRecord.Text::joined)
                .toList();
    }
}
