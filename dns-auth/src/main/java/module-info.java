/** SPF, DKIM, DMARC, ownership and onboarding of a customer's domain. */
module io.sendwell.dnsauth {
    requires transitive io.sendwell.core;
}
