package io.sendwell.dnsauth.resolver;

import io.sendwell.dns.DnsAnswer;
import java.time.Duration;

/** How long answers may be kept, whatever kind they are of. */
final class Ttls {

    private Ttls() {}

    /** The TTL of the answer; zero for one that is none. */
    static Duration of(DnsAnswer answer) {
        return answer.fold(
                DnsAnswer.Found::ttl, DnsAnswer.NoData::ttl, DnsAnswer.NoSuchName::ttl, unavailable -> Duration.ZERO);
    }

    /** The same answer with another TTL; what is unavailable stays as it is. */
    static DnsAnswer with(Duration ttl, DnsAnswer answer) {
        return answer.<DnsAnswer>fold(
                found -> new DnsAnswer.Found(
                        found.question(), found.records(), found.aliases(), ttl, found.authenticated(), found.server()),
                noData -> new DnsAnswer.NoData(
                        noData.question(), noData.aliases(), ttl, noData.authenticated(), noData.server()),
                noName -> new DnsAnswer.NoSuchName(
                        noName.question(), noName.aliases(), ttl, noName.authenticated(), noName.server()),
                unavailable -> unavailable);
    }
}
