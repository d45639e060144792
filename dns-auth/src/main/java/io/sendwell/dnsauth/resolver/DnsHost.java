package io.sendwell.dnsauth.resolver;

import java.util.List;

/**
 * Who runs the DNS of a domain.
 *
 * @param provider the name under which its customers know it
 * @param hints what to mind in its form, as far as we know
 */
public record DnsHost(String provider, List<FormHint> hints) {

    public DnsHost {
        hints = List.copyOf(hints);
    }
}
