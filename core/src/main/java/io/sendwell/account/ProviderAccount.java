package io.sendwell.account;

import java.time.Instant;

/**
 * The account of one customer at the ESP, below the operator's own. Its credentials are kept elsewhere.
 *
 * @param provider names the ESP, such as {@code mailjet}
 * @param id how the provider knows it
 * @param name its name there
 * @param createdAt when it was made there
 */
public record ProviderAccount(String provider, String id, String name, Instant createdAt) {}
