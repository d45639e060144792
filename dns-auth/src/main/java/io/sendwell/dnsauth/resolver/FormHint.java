package io.sendwell.dnsauth.resolver;

import io.sendwell.check.Severity;
import io.sendwell.dnsauth.finding.FindingCode;

/** What to mind in a DNS provider's form: a finding code each, so that there are words for it. */
public enum FormHint implements FindingCode {
    /** The form adds the domain to the name by itself. */
    DNS_FORM_ADDS_DOMAIN,
    /** For the domain itself the name is {@code @}. */
    DNS_FORM_APEX_IS_AT,
    /** For the domain itself the name stays empty. */
    DNS_FORM_APEX_IS_EMPTY,
    /** Text goes in without quotes and in one piece; the provider cuts it. */
    DNS_FORM_PLAIN_TEXT,
    /** Text goes in with quotes, cut in strings of up to 255 octets. */
    DNS_FORM_QUOTED_TEXT,
    /** A name as value needs a dot at its end; otherwise the domain is added to it. */
    DNS_FORM_TARGET_ENDS_WITH_DOT,
    /** A CNAME record has to go out as it is, not through the provider's web proxy. */
    DNS_FORM_NO_PROXY;

    @Override
    public Severity severity() {
        return Severity.NOTE;
    }

    @Override
    public Actor actor() {
        return Actor.CUSTOMER;
    }

    @Override
    public String rule() {
        return "the provider's form";
    }
}
