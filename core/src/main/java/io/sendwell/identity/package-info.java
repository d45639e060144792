/**
 * Under whose name a mail leaves: the decision between sending as the author, on behalf of the author, and from a
 * mailbox of the operator.
 *
 * <p>A {@code Sender} field never makes DMARC pass (RFC 9989 appendix A.3), so the policy of the author's domain is read
 * before anything else. {@link io.sendwell.identity.IdentityDecision} is a pure function of facts; the facts come
 * through {@link io.sendwell.identity.AuthorFacts}.
 */
@NullMarked
package io.sendwell.identity;

import org.jspecify.annotations.NullMarked;
