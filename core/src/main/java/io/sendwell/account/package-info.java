/**
 * Who sends: the operator runs the application, an account is one customer of it.
 *
 * <p>It stands early in the flow, because the blocklist, the policy and every message refer to an account by its
 * {@link io.sendwell.account.AccountId}. An application that wants it keeps the life of each account in an {@link
 * io.sendwell.account.AccountStore}: registered, its {@link io.sendwell.account.Rules} accepted, enabled, suspended, removed. Secrets
 * that belong to an account or to the operator are handed around as {@link io.sendwell.account.Secret}, which never shows what it
 * holds.
 */
@NullMarked
package io.sendwell.account;

import org.jspecify.annotations.NullMarked;
