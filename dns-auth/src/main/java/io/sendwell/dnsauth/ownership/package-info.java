/**
 * Whether a domain belongs to the account that says so: by a text in its DNS or a file on its website, and whether it has a
 * website at all.
 *
 * <p>It stands before SPF, DKIM and DMARC in the onboarding of a domain, and is asked again as long as the domain is in use.
 * The way follows draft-ietf-dnsop-domain-verification-techniques: a random token for each account and domain, below a
 * label of its own, with an end. 'Not there' and 'could not ask' are two results.
 */
@NullMarked
package io.sendwell.dnsauth.ownership;

import org.jspecify.annotations.NullMarked;
