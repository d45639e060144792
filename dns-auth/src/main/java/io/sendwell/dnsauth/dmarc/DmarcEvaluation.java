package io.sendwell.dnsauth.dmarc;

/**
 * How both generations of receivers judge a message.
 *
 * @param policy what the author domain publishes
 * @param rfc9989 the verdict by the walk up the tree
 * @param rfc7489 the verdict by the public suffix list
 */
public record DmarcEvaluation(DiscoveredPolicy policy, DmarcVerdict rfc9989, DmarcVerdict rfc7489) {

    /** The verdict of receivers of this generation. */
    public DmarcVerdict verdict(DmarcGeneration generation) {
        return generation == DmarcGeneration.RFC9989 ? rfc9989 : rfc7489;
    }

    /** Whether it depends on the receiver. */
    public boolean receiversDiffer() {
        return rfc9989.result() != rfc7489.result() || rfc9989.disposition() != rfc7489.disposition();
    }
}
