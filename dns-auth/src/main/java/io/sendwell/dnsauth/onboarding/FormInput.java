package io.sendwell.dnsauth.onboarding;

import io.sendwell.dns.DnsType;

/**
 * One record as a DNS provider's web form asks for it.
 *
 * @param name for the field "Name" or "Host": without the domain, {@code @} for the domain itself
 * @param type which type to choose
 * @param value for the field "Value": no quotes, in one piece
 */
public record FormInput(String name, DnsType type, String value) {}
