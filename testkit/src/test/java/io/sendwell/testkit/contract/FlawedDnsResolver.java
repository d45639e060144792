package io.sendwell.testkit.contract;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsAnswer.Trouble;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dns.IpAddress;
import io.sendwell.testkit.dns.FakeDns;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TLSARecord;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** A small resolver that keeps the contract, or breaks it in one way. */
final class FlawedDnsResolver implements DnsResolver {

    /** What somebody may get wrong, and the sentence of the contract that says so. */
    enum Flaw {
        NONE(""),
        SORTS("records_are_found_in_the_order_of_the_answer"),
        HIDES_THE_SERVER("records_are_found_in_the_order_of_the_answer"),
        KNOWS_NO_TLSA("every_type_is_read_as_it_was_published"),
        JOINS_STRINGS("a_text_keeps_its_strings_and_its_octets"),
        READS_TEXT_AS_UTF_8("a_text_keeps_its_strings_and_its_octets"),
        IGNORES_ALIASES("an_alias_is_followed_and_named"),
        HIDES_ALIASES("an_alias_is_followed_and_named"),
        KEEPS_BY_THE_LAST_RECORD("of_all_lifetimes_on_the_way_the_least_counts"),
        DENIES_THE_NAME_FOR_THE_RECORD("a_name_that_is_not_there_is_told_from_one_without_such_a_record"),
        KEEPS_DENIALS_FOR_A_DAY("a_denial_may_be_kept_as_long_as_the_zone_says"),
        HIDES_ALIASES_OF_NOBODY("a_denial_of_the_target_names_the_alias"),
        TAKES_A_CIRCLE_FOR_NO_DATA("aliases_in_a_circle_are_no_answer"),
        IS_CONTENT_WITH_A_PART("an_answer_that_does_not_fit_a_datagram_comes_whole"),
        VOUCHES_FOR_ALL("what_the_server_vouches_for_is_said"),
        VOUCHES_FOR_NOTHING("what_the_server_vouches_for_is_said"),
        TAKES_FAILURE_FOR_A_DENIAL("a_server_that_fails_or_refuses_is_not_taken_for_a_denial"),
        THROWS("a_server_that_fails_or_refuses_is_not_taken_for_a_denial"),
        TAKES_SILENCE_FOR_A_DENIAL("silence_ends_with_the_patience"),
        NAMES_WHO_WAS_SILENT("silence_ends_with_the_patience"),
        BELIEVES_EVERY_ANSWER("what_is_no_answer_to_the_question_is_not_believed"),
        TAKES_NOBODY_FOR_A_DENIAL("a_server_that_is_not_there_is_no_denial"),
        ASKS_THE_USUAL_SERVER("a_name_server_is_asked_itself_and_without_recursion"),
        WANTS_RECURSION("a_name_server_is_asked_itself_and_without_recursion"),
        REMEMBERS("a_name_server_is_asked_anew_each_time"),
        TAKES_A_REFERRAL_FOR_NO_DATA("a_name_server_is_not_believed_about_another_zone"),
        ANSWERS_THE_QUESTION_BEFORE("threads_that_ask_at_the_same_time_get_each_their_own_answer");

        final String caughtBy;

        Flaw(String caughtBy) {
            this.caughtBy = caughtBy;
        }
    }

    private final FakeDns dns;
    private final Flaw flaw;
    private final Map<DnsQuestion, DnsAnswer> memory = new ConcurrentHashMap<>();
    private final AtomicReference<DnsQuestion> before = new AtomicReference<>();

    FlawedDnsResolver(FakeDns dns, Flaw flaw) {
        this.dns = dns;
        this.flaw = flaw;
    }

    @Override
    public DnsAnswer resolve(DnsQuestion question, Duration patience) {
        DnsQuestion last = before.getAndSet(question);
        boolean late = flaw == Flaw.ANSWERS_THE_QUESTION_BEFORE && last != null;
        return answer(late ? last : question, dns.address(), true, patience);
    }

    @Override
    public DnsAnswer ask(IpAddress server, DnsQuestion question, Duration patience) {
        InetSocketAddress address = flaw == Flaw.ASKS_THE_USUAL_SERVER
                ? dns.address()
                : dns.routes().apply(server);
        return flaw == Flaw.REMEMBERS
                ? memory.computeIfAbsent(question, asked -> answer(asked, address, false, patience))
                : answer(question, address, false, patience);
    }

    private DnsAnswer answer(DnsQuestion question, InetSocketAddress server, boolean recursion, Duration patience) {
        String shown = flaw == Flaw.HIDES_THE_SERVER ? "" : "127.0.0.1:" + server.getPort();
        try {
            Message query = query(question, recursion || flaw == Flaw.WANTS_RECURSION);
            try (DnsExchange exchange = new DnsExchange(server, patience)) {
                Message reply = exchange.byUdp(query, flaw != Flaw.BELIEVES_EVERY_ANSWER);
                if (reply.getHeader().getFlag(Flags.TC) && flaw != Flaw.IS_CONTENT_WITH_A_PART) {
                    reply = exchange.byTcp(query);
                }
                return read(question, reply, shown, recursion);
            }
        } catch (SocketTimeoutException e) {
            return flaw == Flaw.TAKES_SILENCE_FOR_A_DENIAL
                    ? nothing(question)
                    : trouble(question, Trouble.TIMEOUT, flaw == Flaw.NAMES_WHO_WAS_SILENT ? shown : "");
        } catch (EOFException e) {
            return flaw == Flaw.TAKES_NOBODY_FOR_A_DENIAL
                    ? nothing(question)
                    : trouble(question, Trouble.NETWORK, shown);
        } catch (IOException e) {
            Trouble trouble = e instanceof SocketException ? Trouble.NETWORK : Trouble.MALFORMED;
            return trouble(question, trouble, "");
        }
    }

    private static DnsAnswer nothing(DnsQuestion question) {
        return new DnsAnswer.NoData(question, List.of(), Duration.ZERO, false, "");
    }

    private static DnsAnswer trouble(DnsQuestion question, Trouble trouble, String server) {
        return new DnsAnswer.Unavailable(question, trouble, "no answer: " + trouble, server);
    }

    private static Message query(DnsQuestion question, boolean recursion) {
        byte[] wire = new byte[256];
        int at = 0;
        for (String label : question.name().labels()) {
            wire[at++] = (byte) label.length();
            byte[] octets = label.getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(octets, 0, wire, at, octets.length);
            at += octets.length;
        }
        try {
            Name name = new Name(wire);
            Message query = Message.newQuery(
                    Record.newRecord(name, Type.value(question.type().name()), DClass.IN));
            query.addRecord(new OPTRecord(1232, 0, 0, ExtendedFlags.DO), Section.ADDITIONAL);
            if (!recursion) {
                query.getHeader().unsetFlag(Flags.RD);
            }
            return query;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private DnsAnswer read(DnsQuestion question, Message reply, String server, boolean recursion) {
        int rcode = reply.getRcode();
        if (rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN) {
            if (flaw == Flaw.THROWS) {
                throw new IllegalStateException(Rcode.string(rcode));
            }
            return flaw == Flaw.TAKES_FAILURE_FOR_A_DENIAL
                    ? nothing(question)
                    : trouble(question, rcode == Rcode.REFUSED ? Trouble.REFUSED : Trouble.SERVER_FAILURE, server);
        }
        boolean foreign = !recursion && !reply.getHeader().getFlag(Flags.AA);
        if (foreign && flaw != Flaw.TAKES_A_REFERRAL_FOR_NO_DATA) {
            return trouble(question, Trouble.REFUSED, server);
        }
        return told(question, reply, server);
    }

    private DnsAnswer told(DnsQuestion question, Message reply, String server) {
        List<DnsRecord> records = new ArrayList<>();
        List<DnsName> aliases = new ArrayList<>();
        long ttl = Long.MAX_VALUE;
        for (Record record : reply.getSection(Section.ANSWER)) {
            boolean wanted =
                    Type.string(record.getType()).equals(question.type().name());
            if (record instanceof CNAMERecord alias && !wanted) {
                if (aliases.contains(name(alias.getTarget()))
                        || name(alias.getTarget()).equals(question.name())) {
                    return flaw == Flaw.TAKES_A_CIRCLE_FOR_NO_DATA
                            ? nothing(question)
                            : trouble(question, Trouble.MALFORMED, server);
                }
                aliases.add(name(alias.getTarget()));
            } else if (wanted) {
                records.add(record(record));
            }
            ttl = flaw == Flaw.KEEPS_BY_THE_LAST_RECORD ? record.getTTL() : Math.min(ttl, record.getTTL());
        }
        boolean authenticated =
                reply.getHeader().getFlag(Flags.AD) && flaw != Flaw.VOUCHES_FOR_NOTHING || flaw == Flaw.VOUCHES_FOR_ALL;
        List<DnsName> shown = flaw == Flaw.HIDES_ALIASES ? List.of() : aliases;
        if (!records.isEmpty() && !(flaw == Flaw.IGNORES_ALIASES && !aliases.isEmpty())) {
            if (flaw == Flaw.SORTS) {
                Collections.reverse(records);
            }
            return new DnsAnswer.Found(question, records, shown, Duration.ofSeconds(ttl), authenticated, server);
        }
        Optional<Record> soa = reply.getSection(Section.AUTHORITY).stream()
                .filter(SOARecord.class::isInstance)
                .findFirst();
        Duration denied = flaw == Flaw.KEEPS_DENIALS_FOR_A_DAY
                ? Duration.ofDays(1)
                : Duration.ofSeconds(soa.map(Record::getTTL).orElse(0L));
        List<DnsName> ofNobody = flaw == Flaw.HIDES_ALIASES_OF_NOBODY ? List.of() : aliases;
        return reply.getRcode() == Rcode.NXDOMAIN || flaw == Flaw.DENIES_THE_NAME_FOR_THE_RECORD
                ? new DnsAnswer.NoSuchName(question, ofNobody, denied, authenticated, server)
                : new DnsAnswer.NoData(question, ofNobody, denied, authenticated, server);
    }

    private DnsRecord record(Record record) {
        if (record instanceof ARecord address) {
            return new DnsRecord.Address(IpAddress.ofOctets(address.getAddress().getAddress()));
        } else if (record instanceof AAAARecord address) {
            return new DnsRecord.Address(IpAddress.ofOctets(address.getAddress().getAddress()));
        } else if (record instanceof CNAMERecord alias) {
            return new DnsRecord.Alias(name(alias.getTarget()));
        } else if (record instanceof MXRecord exchange) {
            return new DnsRecord.MailExchange(exchange.getPriority(), name(exchange.getTarget()));
        } else if (record instanceof NSRecord server) {
            return new DnsRecord.NameServer(name(server.getTarget()));
        } else if (record instanceof PTRRecord pointer) {
            return new DnsRecord.Pointer(name(pointer.getTarget()));
        } else if (record instanceof SOARecord start) {
            return new DnsRecord.StartOfAuthority(
                    name(start.getHost()), start.getSerial(), Duration.ofSeconds(start.getMinimum()));
        } else if (record instanceof DSRecord signer) {
            String digest = HexFormat.of().formatHex(signer.getDigest());
            return new DnsRecord.DelegationSigner(
                    signer.getFootprint(), signer.getAlgorithm(), signer.getDigestID(), digest);
        } else if (record instanceof TLSARecord tlsa && flaw != Flaw.KNOWS_NO_TLSA) {
            return new DnsRecord.TlsAssociation(
                    tlsa.getCertificateUsage(),
                    tlsa.getSelector(),
                    tlsa.getMatchingType(),
                    HexFormat.of().formatHex(tlsa.getCertificateAssociationData()));
        } else if (record instanceof TXTRecord text) {
            return text(text);
        }
        return DnsRecord.Text.of(record.rdataToString());
    }

    private DnsRecord text(TXTRecord record) {
        Charset charset = flaw == Flaw.READS_TEXT_AS_UTF_8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        List<String> strings = record.getStringsAsByteArrays().stream()
                .map(octets -> new String(octets, charset))
                .toList();
        return flaw == Flaw.JOINS_STRINGS ? DnsRecord.Text.of(String.join("", strings)) : new DnsRecord.Text(strings);
    }

    private static DnsName name(Name name) {
        StringBuilder text = new StringBuilder();
        for (int label = 0; label < name.labels() - 1; label++) {
            byte[] octets = name.getLabel(label);
            text.append(label == 0 ? "" : ".")
                    .append(new String(octets, 1, octets.length - 1, StandardCharsets.ISO_8859_1));
        }
        return DnsName.parse(text.toString());
    }
}
