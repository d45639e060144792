package io.sendwell.dnsauth.onboarding;

import io.sendwell.address.DomainName;
import io.sendwell.domain.DomainVerdict;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Writes a result on one line as the product shows it: {@code OK: (28-02-2015 16:24) @customer.example}. */
record ResultLine(DateTimeFormatter time, ZoneId timeZone) {

    String of(DomainName domain, DomainVerdict verdict, Instant at, List<String> codes) {
        String result = switch (verdict) {
            case PASSED -> "OK";
            case FAILED -> "Failed";
            case UNKNOWN -> "Not known";
        };
        String line = result + ": (" + time.format(at.atZone(timeZone)) + ") @" + domain.ascii();
        return codes.isEmpty() ? line : line + " " + String.join(", ", codes);
    }
}
