/**
 * Logins of accounts at next hops: the API key of an ESP account, user and password of a customer's own SMTP server.
 *
 * <p>Each is kept for one account and one transport, and its secret is sealed before it reaches the {@link
 * io.sendwell.credential.CredentialStore}: {@link io.sendwell.credential.CredentialVault} is what a transport asks, and a {@link
 * io.sendwell.credential.CredentialCipher} holds the keys, in this process ({@link io.sendwell.credential.AesCredentialCipher},
 * AES-GCM by NIST SP 800-38D) or in a key service of the operator's. Whoever reads the database has no login, and a row that was
 * copied to another account does not open.
 */
@NullMarked
package io.sendwell.credential;

import org.jspecify.annotations.NullMarked;
