package io.sendwell.dnsauth.onboarding;

import java.net.URI;

/**
 * A file whose presence on the website of a domain proves it.
 *
 * @param name its name, in the root of the website or in {@code /.well-known/}
 * @param url where it is looked for first
 * @param text what may stand in it; it may be empty where the website says of other names that they are not there
 */
public record WebFile(String name, URI url, String text) {}
