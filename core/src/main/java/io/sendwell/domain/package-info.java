/**
 * What is kept of a customer's domain: how far its proof has come, what its last check saw, and when it is looked at again.
 *
 * <p>A domain counts for the account that proved it and for no other, and the proof is repeated for as long as it is used.
 * The application implements {@link io.sendwell.domain.DomainStore} on its own database; dns-auth does the checking and
 * moves a registration from one {@link io.sendwell.domain.DomainState} to the next.
 */
@NullMarked
package io.sendwell.domain;

import org.jspecify.annotations.NullMarked;
