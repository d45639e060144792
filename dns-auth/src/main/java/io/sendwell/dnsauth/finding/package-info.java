/**
 * What an examination of a domain found, and the words for it: what it means, what to do, the exact line to publish.
 *
 * <p>Each area (SPF, DKIM, DMARC, ownership, hosts, onboarding) has an enum of {@link
 * io.sendwell.dnsauth.finding.FindingCode codes} beside its code and a bundle of texts in English, French, German and
 * Spanish. Words for people who know no DNS; the standard is named for those who do.
 */
@NullMarked
package io.sendwell.dnsauth.finding;

import org.jspecify.annotations.NullMarked;
