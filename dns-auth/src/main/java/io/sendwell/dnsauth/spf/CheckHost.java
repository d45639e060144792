package io.sendwell.dnsauth.spf;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dns.DnsType;
import io.sendwell.dns.IpAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run of check_host (RFC 7208 section 4), with what it has used up. Confined to a thread. */
final class CheckHost implements MacroString.Values {

    private static final String UNKNOWN_NAME = "unknown";

    /** Ours: a path has 256 octets (RFC 5321 section 4.5.3.1.3), and records can make us take longer ones apart often. */
    private static final int MAX_CLAIMED = 64 * 1024;

    private final DnsResolver resolver;
    private final SpfLimits limits;
    private final InstantSource clock;
    private final String receiver;
    private final ParsedRecords records;
    private final SpfRequest request;
    private final IpAddress client;
    private final boolean asciiLocalPart;
    private final long deadline;

    private String domain = "";
    private int lookups;
    private int voids;
    private int queries;

    /** What ended the whole check: an error in an inner record is the error of all around it (section 5.2). */
    private @Nullable SpfResult ended;

    private String problem = "";
    private Optional<SpfTerm> offender = Optional.empty();
    private @Nullable List<DnsName> validatedNames;

    /** What the DNS said when a macro asked for the client's own name; handed to the step that caused it. */
    private final List<DnsAnswer> ownNameAnswers = new ArrayList<>(0);

    CheckHost(
            DnsResolver resolver,
            SpfLimits limits,
            InstantSource clock,
            String receiver,
            ParsedRecords records,
            SpfRequest request) {
        this.resolver = resolver;
        this.limits = limits;
        this.clock = clock;
        this.receiver = receiver;
        this.records = records;
        this.request = request;
        this.client = request.client();
        this.asciiLocalPart = SpfRequest.isAscii(request.localPart());
        this.deadline = clock.millis() + limits.patience().toMillis();
    }

    SpfVerdict run() {
        SpfLevel trace = request.localPart().length() > MAX_CLAIMED
                ? without("", Optional.empty(), SpfResult.NONE, "The sender is longer than any address.")
                : level(request.spfDomain(), request.domain());
        String why = trace.result() == SpfResult.NONE ? trace.problem() : problem;
        String explanation = trace.result() == SpfResult.FAIL ? explanation(trace.deciding()) : "";
        return new SpfVerdict(request, trace.result(), explanation, why, lookups, voids, queries, offender, trace);
    }

    /** One record; afterwards the domain is again what it was before. */
    private SpfLevel level(String written, Optional<DnsName> name) {
        if (name.isEmpty()) {
            return without(written, Optional.empty(), SpfResult.NONE, "There is no domain to ask about.");
        }
        DnsAnswer answer = ask(name.get(), DnsType.TXT);
        if (answer instanceof DnsAnswer.Unavailable silent) {
            return without(written, Optional.of(answer), unavailable(silent), problem);
        }
        List<String> texts = SpfRecord.among(answer);
        if (texts.isEmpty()) {
            return without(written, Optional.of(answer), SpfResult.NONE, name.get() + " has no SPF record.");
        }
        if (texts.size() > 1) {
            SpfResult error = end(
                    SpfResult.PERMERROR,
                    name.get() + " has " + texts.size() + " SPF records; one is allowed (RFC 7208 section 4.5).");
            return without(written, Optional.of(answer), error, problem);
        }
        SpfRecord record = records.parsed(texts.get(0));
        if (record.isBroken()) {
            SpfResult error = end(SpfResult.PERMERROR, syntaxError(name.get(), record));
            return new SpfLevel(
                    written, Optional.of(answer), Optional.of(record), List.of(), Optional.empty(), error, problem);
        }
        String outer = domain;
        domain = written;
        SpfLevel evaluated = evaluated(name.get(), answer, record);
        domain = outer;
        return evaluated;
    }

    private static String syntaxError(DnsName name, SpfRecord record) {
        SpfMistake first = record.mistakes().stream()
                .filter(mistake -> mistake.kind().breaksRecord())
                .findFirst()
                .orElseThrow();
        return "The record of " + name + " cannot be read at position " + first.position() + ": \""
                + SpfVerdict.printable(first.found()) + "\" ("
                + first.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ").";
    }

    private static SpfLevel without(String domain, Optional<DnsAnswer> answer, SpfResult result, String problem) {
        return new SpfLevel(domain, answer, Optional.empty(), List.of(), Optional.empty(), result, problem);
    }

    private SpfLevel evaluated(DnsName name, DnsAnswer answer, SpfRecord record) {
        SpfTerm[] terms = record.termArray();
        List<SpfStep> steps = new ArrayList<>(terms.length);
        for (SpfTerm term : terms) {
            if (term instanceof SpfTerm.Mechanism mechanism) {
                SpfStep step = step(mechanism, name);
                steps.add(step);
                if (ended != null) {
                    return done(answer, record, steps, Optional.empty(), ended);
                }
                if (step.outcome() == SpfStep.Outcome.MATCHED) {
                    return done(
                            answer,
                            record,
                            steps,
                            Optional.of(mechanism),
                            mechanism.qualifier().result());
                }
            }
        }
        if (record.redirect().isPresent()) {
            SpfStep step = redirected(record.redirect().get());
            steps.add(step);
            SpfResult result = ended != null || step.inner().isEmpty()
                    ? SpfResult.PERMERROR
                    : step.inner().get().result();
            return done(answer, record, steps, Optional.empty(), ended != null ? ended : result);
        }
        return done(answer, record, steps, Optional.empty(), SpfResult.NEUTRAL);
    }

    private SpfLevel done(
            DnsAnswer answer,
            SpfRecord record,
            List<SpfStep> steps,
            Optional<SpfTerm.Mechanism> matched,
            SpfResult result) {
        return new SpfLevel(domain, Optional.of(answer), Optional.of(record), steps, matched, result, problem);
    }

    private SpfStep step(SpfTerm.Mechanism term, DnsName name) {
        if (term instanceof SpfTerm.Network network) {
            return plain(term, network.matches(client));
        }
        if (term instanceof SpfTerm.All) {
            return plain(term, true);
        }
        if (!counted(term)) {
            return new SpfStep(term, SpfStep.Outcome.ENDED, List.of(), Optional.empty());
        }
        if (term instanceof SpfTerm.Include include) {
            return included(include);
        }
        List<DnsAnswer> answers = new ArrayList<>(2);
        boolean matches;
        if (term instanceof SpfTerm.A a) {
            matches = hostMatches(term, target(a.domain(), name), a.ipv4Prefix(), a.ipv6Prefix(), answers);
        } else if (term instanceof SpfTerm.Mx mx) {
            matches = exchangeMatches(mx, target(mx.domain(), name), answers);
        } else if (term instanceof SpfTerm.Ptr ptr) {
            matches = pointerMatches(ptr, target(ptr.domain(), name), answers);
        } else {
            matches = exists((SpfTerm.Exists) term, answers);
        }
        SpfStep.Outcome outcome =
                ended != null ? SpfStep.Outcome.ENDED : matches ? SpfStep.Outcome.MATCHED : SpfStep.Outcome.NOT_MATCHED;
        answers.addAll(0, answersToOwnName());
        return new SpfStep(term, outcome, answers, Optional.empty());
    }

    private List<DnsAnswer> answersToOwnName() {
        if (ownNameAnswers.isEmpty()) {
            return List.of();
        }
        List<DnsAnswer> answers = List.copyOf(ownNameAnswers);
        ownNameAnswers.clear();
        return answers;
    }

    private static SpfStep plain(SpfTerm term, boolean matches) {
        return new SpfStep(
                term, matches ? SpfStep.Outcome.MATCHED : SpfStep.Outcome.NOT_MATCHED, List.of(), Optional.empty());
    }

    /** Counts a term that asks the DNS, before it does. */
    private boolean counted(SpfTerm term) {
        lookups++;
        if (lookups > limits.terms()) {
            offender = Optional.of(term);
            end(
                    SpfResult.PERMERROR,
                    "More than " + limits.terms() + " terms ask the DNS (RFC 7208 section 4.6.4); \""
                            + SpfVerdict.printable(term.text()) + "\" of " + SpfVerdict.printable(domain)
                            + " is one too many.");
            return false;
        }
        return true;
    }

    private SpfStep included(SpfTerm.Include include) {
        Optional<DnsName> name = target(include.domain());
        List<DnsAnswer> answers = answersToOwnName();
        SpfLevel inner = level(name.map(DnsName::octets).orElse(include.domain().text()), name);
        if (inner.result() == SpfResult.NONE && ended == null) {
            end(
                    SpfResult.PERMERROR,
                    "\"" + SpfVerdict.printable(include.text()) + "\" leads to no SPF record (RFC 7208 section 5.2). "
                            + inner.problem());
        }
        SpfStep.Outcome outcome = ended != null
                ? SpfStep.Outcome.ENDED
                : inner.result() == SpfResult.PASS ? SpfStep.Outcome.MATCHED : SpfStep.Outcome.NOT_MATCHED;
        return new SpfStep(include, outcome, answers, Optional.of(inner));
    }

    private SpfStep redirected(SpfTerm.Redirect redirect) {
        if (!counted(redirect)) {
            return new SpfStep(redirect, SpfStep.Outcome.ENDED, List.of(), Optional.empty());
        }
        Optional<DnsName> name = target(redirect.domain());
        List<DnsAnswer> answers = answersToOwnName();
        SpfLevel inner =
                level(name.map(DnsName::octets).orElse(redirect.domain().text()), name);
        if (inner.result() == SpfResult.NONE && ended == null) {
            end(
                    SpfResult.PERMERROR,
                    "\"" + SpfVerdict.printable(redirect.text()) + "\" leads to no SPF record (RFC 7208 section 6.1). "
                            + inner.problem());
        }
        return new SpfStep(
                redirect,
                ended != null ? SpfStep.Outcome.ENDED : SpfStep.Outcome.REDIRECTED,
                answers,
                Optional.of(inner));
    }

    private Optional<DnsName> target(Optional<DomainSpec> spec, DnsName ownName) {
        return spec.isPresent() ? target(spec.get()) : Optional.of(ownName);
    }

    /** Empty for a name that cannot be asked for; and a local part that is not ASCII matches nothing (RFC 8616 section 4). */
    private Optional<DnsName> target(DomainSpec spec) {
        return !asciiLocalPart && spec.usesLocalPart() ? Optional.empty() : spec.name(this);
    }

    private boolean hostMatches(
            SpfTerm term, Optional<DnsName> host, int ipv4Prefix, int ipv6Prefix, List<DnsAnswer> answers) {
        if (host.isEmpty()) {
            return false;
        }
        DnsAnswer answer = ask(host.get(), addressType());
        answers.add(answer);
        if (answer instanceof DnsAnswer.Unavailable silent) {
            unavailable(silent);
            return false;
        }
        voidCounted(term, answer);
        return holdsClient(answer, client.isIpv4() ? ipv4Prefix : ipv6Prefix);
    }

    private DnsType addressType() {
        return client.isIpv4() ? DnsType.A : DnsType.AAAA;
    }

    private boolean holdsClient(DnsAnswer answer, int prefixLength) {
        if (answer instanceof DnsAnswer.Found found) {
            for (DnsRecord record : found.records()) {
                if (record instanceof DnsRecord.Address host && client.isInNetwork(host.address(), prefixLength)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean exchangeMatches(SpfTerm.Mx mx, Optional<DnsName> target, List<DnsAnswer> answers) {
        if (target.isEmpty()) {
            return false;
        }
        DnsAnswer answer = ask(target.get(), DnsType.MX);
        answers.add(answer);
        if (answer instanceof DnsAnswer.Unavailable silent) {
            unavailable(silent);
            return false;
        }
        voidCounted(mx, answer);
        List<DnsRecord.MailExchange> exchanges = answer.records(DnsRecord.MailExchange.class);
        if (exchanges.size() > limits.names()) {
            offender = Optional.of(mx);
            end(
                    SpfResult.PERMERROR,
                    "\"" + SpfVerdict.printable(mx.text()) + "\" of " + SpfVerdict.printable(domain) + " leads to "
                            + exchanges.size() + " hosts; at most " + limits.names()
                            + " are allowed (RFC 7208 section 4.6.4).");
        }
        for (DnsRecord.MailExchange exchange : exchanges) {
            if (ended != null) {
                return false;
            }
            if (!exchange.exchange().isRoot() && exchangeHoldsClient(exchange.exchange(), mx, answers)) {
                return true;
            }
        }
        return false;
    }

    /** Not counted as void when empty: section 4.6.4 counts terms, and what it finds out is that the term found hosts. */
    private boolean exchangeHoldsClient(DnsName exchange, SpfTerm.Mx mx, List<DnsAnswer> answers) {
        DnsAnswer addresses = ask(exchange, addressType());
        answers.add(addresses);
        if (addresses instanceof DnsAnswer.Unavailable silent) {
            unavailable(silent);
            return false;
        }
        return holdsClient(addresses, client.isIpv4() ? mx.ipv4Prefix() : mx.ipv6Prefix());
    }

    /** A DNS error only means that the client's name is not known (section 5.5). */
    private boolean pointerMatches(SpfTerm.Ptr ptr, Optional<DnsName> target, List<DnsAnswer> answers) {
        if (target.isEmpty()) {
            return false;
        }
        DnsAnswer pointers = ask(client.reverseName(), DnsType.PTR);
        answers.add(pointers);
        voidCounted(ptr, pointers);
        for (DnsName name : pointedTo(pointers)) {
            // Validating only names that would match asks less and decides the same.
            if (ended == null && name.isSameOrBelow(target.get()) && isValidated(name, answers)) {
                return ended == null;
            }
        }
        return false;
    }

    private List<DnsName> pointedTo(DnsAnswer pointers) {
        return pointers.records(DnsRecord.Pointer.class).stream()
                .limit(limits.names())
                .map(DnsRecord.Pointer::target)
                .toList();
    }

    /** Whether a name that the client claims leads back to it (section 5.5). */
    private boolean isValidated(DnsName name, List<DnsAnswer> answers) {
        DnsAnswer addresses = ask(name, addressType());
        answers.add(addresses);
        return holdsClient(addresses, client.bits());
    }

    /** Type A, also for clients with IPv6 (section 5.7). */
    private boolean exists(SpfTerm.Exists exists, List<DnsAnswer> answers) {
        Optional<DnsName> name = target(exists.domain());
        if (name.isEmpty()) {
            return false;
        }
        DnsAnswer answer = ask(name.get(), DnsType.A);
        answers.add(answer);
        if (answer instanceof DnsAnswer.Unavailable silent) {
            unavailable(silent);
            return false;
        }
        voidCounted(exists, answer);
        return answer instanceof DnsAnswer.Found;
    }

    private void voidCounted(SpfTerm term, DnsAnswer answer) {
        if (answer.isNegative()) {
            voids++;
            if (voids > limits.voids()) {
                offender = Optional.of(term);
                end(
                        SpfResult.PERMERROR,
                        "More than " + limits.voids() + " terms find nothing (RFC 7208 section 4.6.4); \""
                                + SpfVerdict.printable(term.text()) + "\" of " + SpfVerdict.printable(domain)
                                + " is one too many.");
            }
        }
    }

    /** Asks, unless time or questions are used up: then the check ends, also where an error alone would be overlooked. */
    private DnsAnswer ask(DnsName name, DnsType type) {
        DnsQuestion question = new DnsQuestion(name, type);
        if (queries >= limits.queries()) {
            end(
                    SpfResult.PERMERROR,
                    "The records ask for more than " + limits.queries() + " questions to the DNS; the next is "
                            + question + ".");
            return new DnsAnswer.Unavailable(question, DnsAnswer.Trouble.REFUSED, problem, "");
        }
        long left = deadline - clock.millis();
        if (left <= 0) {
            end(
                    SpfResult.TEMPERROR,
                    "The check took longer than " + limits.patience().toMillis() + " ms; unanswered is " + question
                            + ".");
            return new DnsAnswer.Unavailable(question, DnsAnswer.Trouble.TIMEOUT, problem, "");
        }
        queries++;
        return resolver.resolve(question, Duration.ofMillis(left));
    }

    private SpfResult unavailable(DnsAnswer.Unavailable silent) {
        return end(SpfResult.TEMPERROR, silent.question() + " could not be asked: " + silent.detail());
    }

    /** The first error stays. */
    private SpfResult end(SpfResult error, String why) {
        if (ended == null) {
            ended = error;
            problem = why;
        }
        return ended;
    }

    /** The text that {@code exp} leads to; empty when anything is wrong with it (section 6.2). */
    private String explanation(SpfLevel decider) {
        Optional<SpfTerm.Explanation> exp = decider.record().flatMap(SpfRecord::explanation);
        if (exp.isEmpty()) {
            return "";
        }
        domain = decider.domain();
        Optional<DnsName> name = target(exp.get().domain());
        if (name.isEmpty()) {
            return "";
        }
        List<DnsRecord.Text> texts = ask(name.get(), DnsType.TXT).records(DnsRecord.Text.class);
        if (texts.size() != 1) {
            return "";
        }
        return MacroString.parse(texts.get(0).joined(), MacroString.Use.EXPLANATION)
                .map(macros -> macros.expandKeepingStart(this, SpfVerdict.MAX_EXPLANATION))
                .map(SpfVerdict::printable)
                .orElse("");
    }

    @Override
    public String value(char letter) {
        switch (letter) {
            case 's':
                return request.sender();
            case 'l':
                return request.localPart();
            case 'o':
                return request.spfDomain();
            case 'd':
                return domain;
            case 'i':
                return dotted();
            case 'p':
                return validatedName();
            case 'v':
                return client.isIpv4() ? "in-addr" : "ip6";
            case 'h':
                return request.helo().length() > MAX_CLAIMED ? UNKNOWN_NAME : request.helo();
            case 'c':
                return client.toString();
            case 'r':
                return receiver;
            case 't':
                return Long.toString(clock.millis() / 1000);
            default:
                throw new IllegalStateException("No macro has the letter " + letter + ".");
        }
    }

    /** IPv6 as nibbles, in upper case like the public test suite; the DNS does not mind. */
    private String dotted() {
        if (client.isIpv4()) {
            return client.toString();
        }
        StringBuilder nibbles = new StringBuilder(63);
        for (byte octet : client.octets()) {
            nibbles.append(nibbles.isEmpty() ? "" : ".")
                    .append(Character.toUpperCase(Character.forDigit(octet >> 4 & 0xF, 16)))
                    .append('.')
                    .append(Character.toUpperCase(Character.forDigit(octet & 0xF, 16)));
        }
        return nibbles.toString();
    }

    /** The client's own name, if it leads back to it: the domain itself, else one below it, else any (section 7.3). */
    private String validatedName() {
        List<DnsName> names = validatedNames();
        DnsName own = DnsName.tryParse(domain).orElse(DnsName.ROOT);
        @Nullable DnsName best = null;
        for (DnsName name : names) {
            if (name.equals(own)) {
                return name.octets();
            }
            if (best == null || name.isSameOrBelow(own) && !best.isSameOrBelow(own)) {
                best = name;
            }
        }
        return best == null ? UNKNOWN_NAME : best.octets();
    }

    private List<DnsName> validatedNames() {
        List<DnsName> names = validatedNames;
        if (names == null) {
            names = new ArrayList<>();
            DnsAnswer pointers = ask(client.reverseName(), DnsType.PTR);
            ownNameAnswers.add(pointers);
            for (DnsName name : pointedTo(pointers)) {
                if (ended == null && isValidated(name, ownNameAnswers)) {
                    names.add(name);
                }
            }
            validatedNames = names;
        }
        return names;
    }
}
