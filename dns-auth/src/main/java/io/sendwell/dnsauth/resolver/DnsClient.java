package io.sendwell.dnsauth.resolver;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsAnswer.Trouble;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dns.IpAddress;
import io.sendwell.dnsauth.internal.time.Deadline;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.ResolverConfig;

/**
 * Asks DNS servers over UDP, and over TCP when an answer does not fit (RFC 1035 section 4.2, RFC 7766). Remembers nothing:
 * see {@link CachingResolver}. Immutable; threads share it.
 *
 * <p>Between questions it holds no socket and no thread, so there is nothing to close; each question runs in the thread
 * that asks. An interrupted thread gets {@link Trouble#TIMEOUT} and keeps its flag.
 *
 * <p>Servers are asked in turn, each for its share of what is left of the patience. One that stays silent is asked again
 * when all others have had their turn; one that answers with an error is not. Servers that do not understand EDNS (RFC
 * 6891) are asked again without it.
 *
 * <p>{@link DnsAnswer.Found#authenticated()} repeats what the server says about DNSSEC; it is worth something when the
 * server validates, is yours, and nobody can change messages on the way to it.
 */
public final class DnsClient implements DnsResolver {

    /** Octets of an answer over UDP that no network splits (DNS flag day 2020). */
    public static final int DEFAULT_UDP_OCTETS = 1232;

    private final List<InetSocketAddress> servers;
    private final Duration tryTimeout;
    private final int tries;
    private final int udpOctets;
    private final Function<IpAddress, InetSocketAddress> directAddress;
    private final boolean validation;

    private DnsClient(Builder builder) {
        this.servers = List.copyOf(builder.servers);
        this.tryTimeout = builder.tryTimeout;
        this.tries = builder.tries;
        this.udpOctets = builder.udpOctets;
        this.directAddress = builder.directAddress;
        this.validation = builder.validation;
    }

    /**
     * Asks these servers, in this order.
     *
     * @param servers such as {@code 192.0.2.53}, {@code 192.0.2.53:5353} or {@code [2001:db8::53]:5353}
     * @throws IllegalArgumentException when one is none of these, or there is none
     */
    public static DnsClient of(String... servers) {
        Builder builder = builder();
        for (String server : servers) {
            builder.server(server);
        }
        return builder.build();
    }

    /**
     * Asks the servers of this computer's own configuration, as it is now ({@code /etc/resolv.conf} and its relatives;
     * the loopback address when there is none).
     */
    public static DnsClient ofSystem() {
        Builder builder = builder();
        new ResolverConfig()
                .servers().stream().filter(server -> !server.isUnresolved()).forEach(builder::server);
        return builder.build();
    }

    /** Settings for a client; at least one server is needed. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The same client, which asks servers not to judge by DNSSEC (CD flag, RFC 4035 section 3.2.2): what only it can
     * resolve is broken there. Nothing that it finds is authenticated.
     */
    public DnsClient withoutValidation() {
        Builder builder = new Builder();
        builder.servers.addAll(servers);
        builder.validation = false;
        return builder.tryTimeout(tryTimeout)
                .tries(tries)
                .udpOctets(udpOctets)
                .directAddress(directAddress)
                .build();
    }

    @Override
    public DnsAnswer resolve(DnsQuestion question, Duration patience) {
        Set<Query.Option> options = EnumSet.of(Query.Option.RECURSION, Query.Option.AUTHENTICITY, Query.Option.EDNS);
        if (!validation) {
            options.add(Query.Option.CHECKING_DISABLED);
        }
        Deadline deadline = Deadline.in(patience);
        return chase(question, part -> askInTurn(part, servers, options, deadline));
    }

    @Override
    public DnsAnswer ask(IpAddress server, DnsQuestion question, Duration patience) {
        List<InetSocketAddress> only = List.of(directAddress.apply(server));
        Deadline deadline = Deadline.in(patience);
        return chase(question, part -> askInTurn(part, only, EnumSet.of(Query.Option.EDNS), deadline));
    }

    /** What one server, or the last of several, said to one part of the question. */
    private record Heard(Reply reply, boolean authenticated, String server) {}

    /** Goes on asking for the target as long as the answer ends with an alias. */
    private DnsAnswer chase(DnsQuestion question, Function<DnsQuestion, Heard> asking) {
        List<DnsName> aliases = new ArrayList<>(2);
        Set<DnsName> seen = new HashSet<>(Set.of(question.name()));
        boolean authenticated = validation;
        Duration ttl = WireRecords.ttl(Integer.MAX_VALUE);
        DnsQuestion part = question;
        while (true) {
            Heard heard = asking.apply(part);
            if (!(heard.reply() instanceof Reply.Told told)) {
                Reply.Useless useless = (Reply.Useless) heard.reply();
                String about = aliases.isEmpty() ? "" : "for the alias " + part.name() + ": ";
                return new DnsAnswer.Unavailable(question, useless.trouble(), about + useless.detail(), heard.server());
            }
            authenticated &= heard.authenticated();
            ttl = told.ttl().compareTo(ttl) < 0 ? told.ttl() : ttl;
            for (DnsName alias : told.aliases()) {
                aliases.add(alias);
                if (!seen.add(alias)) {
                    return new DnsAnswer.Unavailable(
                            question, Trouble.MALFORMED, "aliases lead in a circle at " + alias, heard.server());
                }
            }
            if (aliases.size() > Reply.MOST_ALIASES) {
                return new DnsAnswer.Unavailable(
                        question,
                        Trouble.MALFORMED,
                        "more than " + Reply.MOST_ALIASES + " aliases, one after the other",
                        heard.server());
            }
            if (!(told instanceof Reply.Onward)) {
                return answer(question, told, aliases, ttl, authenticated, heard.server());
            }
            part = DnsQuestion.of(aliases.get(aliases.size() - 1), question.type());
        }
    }

    private static DnsAnswer answer(
            DnsQuestion question,
            Reply.Told told,
            List<DnsName> aliases,
            Duration ttl,
            boolean authenticated,
            String server) {
        if (told instanceof Reply.Records found) {
            List<DnsRecord> records = found.records();
            return new DnsAnswer.Found(question, records, aliases, ttl, authenticated, server);
        }
        return told instanceof Reply.NoName
                ? new DnsAnswer.NoSuchName(question, aliases, ttl, authenticated, server)
                : new DnsAnswer.NoData(question, aliases, ttl, authenticated, server);
    }

    /** The first server that knows; otherwise the trouble that says most. */
    private Heard askInTurn(
            DnsQuestion question, List<InetSocketAddress> all, Set<Query.Option> options, Deadline deadline) {
        Heard worst = new Heard(new Reply.Useless(Trouble.TIMEOUT, "no time was left to ask"), false, "");
        List<InetSocketAddress> turn = all;
        for (int round = 0; round < tries && !turn.isEmpty(); round++) {
            List<InetSocketAddress> silent = new ArrayList<>(turn.size());
            for (int i = 0; i < turn.size(); i++) {
                if (deadline.isOver() || Thread.currentThread().isInterrupted()) {
                    return worst;
                }
                InetSocketAddress server = turn.get(i);
                int toCome = turn.size() - i + (tries - round - 1) * Math.max(1, silent.size());
                Heard heard = askOne(question, server, options, deadline.share(toCome, tryTimeout));
                if (heard.reply() instanceof Reply.Told) {
                    return heard;
                }
                Reply.Useless useless = (Reply.Useless) heard.reply();
                if (useless.trouble() == Trouble.TIMEOUT) {
                    silent.add(server);
                }
                worst = moreTelling(worst, heard);
            }
            turn = silent;
        }
        return worst;
    }

    private Heard askOne(DnsQuestion question, InetSocketAddress server, Set<Query.Option> options, Deadline deadline) {
        Query query = Query.of(question, options, udpOctets);
        Exchange.Outcome outcome = Exchange.of(query, server, udpOctets, deadline);
        if (outcome instanceof Exchange.Outcome.Replied replied && isPuzzledByEdns(query, replied.message())) {
            Set<Query.Option> plain = EnumSet.copyOf(options);
            plain.remove(Query.Option.EDNS);
            outcome = Exchange.of(Query.of(question, plain, udpOctets), server, udpOctets, deadline);
        }
        String shown = ServerAddress.show(server);
        if (outcome instanceof Exchange.Outcome.Failed failed) {
            String who = failed.trouble() == Trouble.MALFORMED ? shown : "";
            return new Heard(new Reply.Useless(failed.trouble(), shown + ": " + failed.detail()), false, who);
        }
        Message message = ((Exchange.Outcome.Replied) outcome).message();
        boolean authenticated = message.getHeader().getFlag(Flags.AD);
        Reply reply = Reply.of(question, message);
        boolean fromElsewhere = !options.contains(Query.Option.RECURSION)
                && reply instanceof Reply.Told
                && !message.getHeader().getFlag(Flags.AA);
        return fromElsewhere
                ? new Heard(
                        new Reply.Useless(Trouble.REFUSED, "the server does not answer for this zone"), false, shown)
                : new Heard(reply, authenticated, shown);
    }

    /** RFC 6891 section 7; older servers say NOTIMP (RFC 2671 section 5.3), others BADVERS. */
    private static boolean isPuzzledByEdns(Query query, Message reply) {
        int rcode = reply.getRcode();
        return query.hasEdns() && (rcode == Rcode.FORMERR || rcode == Rcode.NOTIMP || rcode == Rcode.BADVERS);
    }

    /** A server that answers something says more than one that cannot be reached, and that more than silence. */
    private static Heard moreTelling(Heard one, Heard other) {
        return weight(other) >= weight(one) ? other : one;
    }

    private static int weight(Heard heard) {
        return switch (((Reply.Useless) heard.reply()).trouble()) {
            case TIMEOUT -> 0;
            case NETWORK -> 1;
            case MALFORMED -> 2;
            case REFUSED -> 3;
            case SERVER_FAILURE -> 4;
        };
    }

    @Override
    public String toString() {
        return "DnsClient" + servers.stream().map(ServerAddress::show).toList();
    }

    /** Settings of a {@link DnsClient}. Not for several threads. */
    public static final class Builder {

        private static final int LEAST_UDP_OCTETS = 512;
        private static final int MOST_UDP_OCTETS = 4096;
        private static final int MOST_TRIES = 10;

        private final List<InetSocketAddress> servers = new ArrayList<>();
        private Duration tryTimeout = Duration.ofSeconds(2);
        private int tries = 2;
        private int udpOctets = DEFAULT_UDP_OCTETS;
        private Function<IpAddress, InetSocketAddress> directAddress =
                address -> ServerAddress.of(address, ServerAddress.PORT);
        private boolean validation = true;

        private Builder() {}

        /**
         * One more server, asked after those before it.
         *
         * @param server such as {@code 192.0.2.53}, {@code 192.0.2.53:5353} or {@code [2001:db8::53]:5353}
         * @throws IllegalArgumentException when it is none of these
         */
        public Builder server(String server) {
            servers.add(ServerAddress.parse(server));
            return this;
        }

        /**
         * One more server, asked after those before it.
         *
         * @throws IllegalArgumentException when the address is not resolved
         */
        public Builder server(InetSocketAddress server) {
            if (server.isUnresolved()) {
                throw new IllegalArgumentException("A DNS server is given by its IP address; found " + server + ".");
            }
            servers.add(server);
            return this;
        }

        /** How long one server may take for one try; 2 seconds, and never more than its share of the patience. */
        public Builder tryTimeout(Duration timeout) {
            if (timeout.isNegative() || timeout.isZero()) {
                throw new IllegalArgumentException("A try takes more than no time; found " + timeout + ".");
            }
            this.tryTimeout = timeout;
            return this;
        }

        /** How often a silent server is asked, from 1 to 10; 2. */
        public Builder tries(int tries) {
            if (tries < 1 || tries > MOST_TRIES) {
                throw new IllegalArgumentException("Tries are 1 to " + MOST_TRIES + "; found " + tries + ".");
            }
            this.tries = tries;
            return this;
        }

        /** Octets of an answer that are taken over UDP, from 512 to 4096; {@value DnsClient#DEFAULT_UDP_OCTETS}. */
        public Builder udpOctets(int octets) {
            if (octets < LEAST_UDP_OCTETS || octets > MOST_UDP_OCTETS) {
                throw new IllegalArgumentException("Answers over UDP have " + LEAST_UDP_OCTETS + " to "
                        + MOST_UDP_OCTETS + " octets; found " + octets + ".");
            }
            this.udpOctets = octets;
            return this;
        }

        /**
         * Where {@link DnsClient#ask} finds the server of an address; port 53 of it. For tests and for networks that
         * lead port 53 elsewhere.
         */
        public Builder directAddress(Function<IpAddress, InetSocketAddress> directAddress) {
            this.directAddress = directAddress;
            return this;
        }

        /**
         * The client.
         *
         * @throws IllegalArgumentException when there is no server
         */
        public DnsClient build() {
            if (servers.isEmpty()) {
                throw new IllegalArgumentException(
                        "A DnsClient needs a server; name one, or use DnsClient.ofSystem().");
            }
            return new DnsClient(this);
        }
    }
}
