/**
 * SPF (RFC 7208): which hosts a domain lets send under its name in the envelope.
 *
 * <p>{@link io.sendwell.dnsauth.spf.SpfRecord} reads the text, {@link io.sendwell.dnsauth.spf.SpfEvaluator} answers as a
 * receiver would and shows how it came to that, {@link io.sendwell.dnsauth.spf.SpfPlanner} works out what a customer has to
 * publish, and {@link io.sendwell.dnsauth.spf.SpfCheck} examines a domain for the onboarding. Records are other people's
 * text: they are read, never obeyed beyond the limits of RFC 7208 section 4.6.4, and kept octet for octet.
 */
@NullMarked
package io.sendwell.dnsauth.spf;

import org.jspecify.annotations.NullMarked;
