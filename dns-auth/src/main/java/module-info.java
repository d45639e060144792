/** SPF, DKIM, DMARC, ownership and onboarding of a customer's domain. */
module io.sendwell.dnsauth {
    requires transitive io.sendwell.core;
    requires com.fasterxml.jackson.core;
    requires okhttp3;
    requires org.bouncycastle.provider;
    requires org.dnsjava;
    requires org.slf4j;
    requires static org.jspecify;

    exports io.sendwell.dnsauth.dkim;
    exports io.sendwell.dnsauth.dmarc;
    exports io.sendwell.dnsauth.facts;
    exports io.sendwell.dnsauth.finding;
    exports io.sendwell.dnsauth.host;
    exports io.sendwell.dnsauth.onboarding;
    exports io.sendwell.dnsauth.ownership;
    exports io.sendwell.dnsauth.publish;
    exports io.sendwell.dnsauth.resolver;
    exports io.sendwell.dnsauth.spf;
    exports io.sendwell.dnsauth.web;
}
