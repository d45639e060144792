package io.sendwell.dnsauth.resolver;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsAnswer.Trouble;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dns.DnsType;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.internal.time.Deadline;
import java.time.Duration;

/**
 * Looks whether a domain is signed by DNSSEC, and whether that works. Validates nothing by itself: it compares what a
 * validating resolver says with what the same resolver says when it is told not to judge. Threads may share it.
 */
public final class DnssecCheck {

    private final DnsResolver resolver;
    private final DnsResolver withoutValidation;

    private DnssecCheck(DnsResolver resolver, DnsResolver withoutValidation) {
        this.resolver = resolver;
        this.withoutValidation = withoutValidation;
    }

    /**
     * Compares these two.
     *
     * @param withoutValidation such as {@link DnsClient#withoutValidation()} of the other
     */
    public static DnssecCheck of(DnsResolver resolver, DnsResolver withoutValidation) {
        return new DnssecCheck(resolver, withoutValidation);
    }

    /** What a domain's DNSSEC is like. */
    public enum State {
        /** Signed, and the resolver vouches for it. */
        SIGNED,
        /** Not signed. */
        ABSENT,
        /** The resolver fails unless it is told not to judge: nobody behind a validating resolver sees the domain. */
        BROKEN,
        /** The parent has a DS record, and the resolver does not vouch: it does not validate, or is not asked to. */
        NOT_VALIDATED,
        /** It could not be found out. */
        UNKNOWN
    }

    /**
     * What was found.
     *
     * @param finding the same for people
     */
    public record Report(State state, DomainFinding finding) {}

    /**
     * Looks at the zone of a name.
     *
     * @param patience for all questions together
     */
    public Report check(DnsName name, Duration patience) {
        Deadline deadline = Deadline.in(patience);
        DnsQuestion start = DnsQuestion.of(name, DnsType.SOA);
        DnsAnswer judged =
                resolver.resolve(start, deadline.share(2, deadline.left()).left());
        if (judged instanceof DnsAnswer.Unavailable unavailable) {
            boolean onlyJudged = unavailable.trouble() == Trouble.SERVER_FAILURE
                    && !(withoutValidation.resolve(start, deadline.left()) instanceof DnsAnswer.Unavailable);
            return onlyJudged ? new Report(State.BROKEN, broken(name)) : unknown(name, unavailable.detail());
        }
        boolean authenticated = judged.fold(
                DnsAnswer.Found::authenticated,
                DnsAnswer.NoData::authenticated,
                DnsAnswer.NoSuchName::authenticated,
                unavailable -> false);
        return authenticated
                ? new Report(
                        State.SIGNED,
                        DomainFinding.pass(DnsFinding.DNS_DNSSEC_BROKEN).with("name", name))
                : notVouchedFor(name, deadline);
    }

    private Report notVouchedFor(DnsName name, Deadline deadline) {
        ZoneSearch search = NameServers.of(resolver).find(name, deadline.share(2, deadline.left()));
        if (!(search instanceof ZoneSearch.Found found)) {
            return unknown(name, "its zone was not found");
        }
        DnsName apex = found.zone().apex();
        DnsAnswer signer = resolver.resolve(DnsQuestion.of(apex, DnsType.DS), deadline.left());
        if (signer instanceof DnsAnswer.Unavailable unavailable) {
            return unknown(name, unavailable.detail());
        }
        return signer.isNegative()
                ? new Report(
                        State.ABSENT,
                        DomainFinding.fail(DnsFinding.DNS_DNSSEC_ABSENT).with("name", apex))
                : new Report(
                        State.NOT_VALIDATED,
                        DomainFinding.fail(DnsFinding.DNS_DNSSEC_NOT_VALIDATED).with("name", apex));
    }

    private static Report unknown(DnsName name, String detail) {
        return new Report(
                State.UNKNOWN,
                DomainFinding.notChecked(DnsFinding.DNS_DNSSEC_UNKNOWN)
                        .with("name", name)
                        .with("detail", detail));
    }

    static DomainFinding broken(DnsName name) {
        return DomainFinding.fail(DnsFinding.DNS_DNSSEC_BROKEN).with("name", name);
    }
}
