package io.sendwell.dnsauth.dmarc;

import io.sendwell.address.DomainName;
import io.sendwell.identity.DmarcPolicy;
import java.util.List;
import java.util.Optional;

/**
 * How receivers of one generation judge a message.
 *
 * @param generation which receivers
 * @param result pass or not
 * @param alignedSpfDomain the domain for which SPF passes, when it is aligned
 * @param alignedSigningDomains the aligned domains whose signatures pass
 * @param disposition what the author domain asks to be done with the message: {@link DmarcPolicy#NONE} when it passes, {@link
 *     DmarcPolicy#ABSENT} or {@link DmarcPolicy#UNKNOWN} when there is no policy or it is not known
 */
public record DmarcVerdict(
        DmarcGeneration generation,
        DmarcResult result,
        Optional<DomainName> alignedSpfDomain,
        List<DomainName> alignedSigningDomains,
        DmarcPolicy disposition) {

    public DmarcVerdict {
        alignedSigningDomains = List.copyOf(alignedSigningDomains);
    }
}
