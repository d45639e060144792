package io.sendwell.dnsauth.ownership;

import io.sendwell.address.DomainName;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.internal.time.Deadline;
import io.sendwell.dnsauth.web.WebAnswer;
import io.sendwell.dnsauth.web.WebAnswer.Answered;
import io.sendwell.dnsauth.web.WebAnswer.Unanswered;
import io.sendwell.dnsauth.web.WebReader;
import io.sendwell.dnsauth.web.WebRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a domain has a website: {@code www} before it or the domain itself answers, by https or http. A redirect is an
 * answer, wherever it leads, and is not followed. Threads may share it.
 */
public final class WebsiteCheck {

    private final WebReader reader;

    private WebsiteCheck(WebReader reader) {
        this.reader = reader;
    }

    /** A check that reads with this. */
    public static WebsiteCheck using(WebReader reader) {
        return new WebsiteCheck(reader);
    }

    /**
     * Looks for a website.
     *
     * @param patience how long to wait at most, for all tries together; more than zero
     * @return {@link OwnershipFinding#OWNERSHIP_NO_WEBSITE}, passed or failed, or {@link
     *     OwnershipFinding#OWNERSHIP_WEBSITE_UNAVAILABLE}
     */
    public DomainFinding look(DomainName domain, Duration patience) {
        Deadline deadline = Deadline.in(patience);
        List<WebRequest> requests = requests(domain);
        Duration share = patience.dividedBy(requests.size());
        Optional<String> passing = Optional.empty();
        String detail = "";
        for (WebRequest request : requests) {
            WebAnswer answer = reader.read(request, deadline.leftAtMost(share));
            if (answer instanceof Answered answered) {
                if (!answered.isTrouble()) {
                    return DomainFinding.pass(OwnershipFinding.OWNERSHIP_NO_WEBSITE)
                            .with("domain", domain)
                            .with("url", answered.url());
                }
                passing = Optional.of(request + ": status " + answered.status());
            } else {
                Unanswered trouble = (Unanswered) answer;
                detail = trouble.detail();
                if (trouble.trouble().isPassing()) {
                    passing = Optional.of(detail);
                }
            }
        }
        return passing.isPresent()
                ? DomainFinding.notChecked(OwnershipFinding.OWNERSHIP_WEBSITE_UNAVAILABLE)
                        .with("domain", domain)
                        .with("detail", passing.get())
                : DomainFinding.fail(OwnershipFinding.OWNERSHIP_NO_WEBSITE)
                        .with("domain", domain)
                        .with("detail", detail);
    }

    private static List<WebRequest> requests(DomainName domain) {
        List<DomainName> hosts = new ArrayList<>(2);
        String www = "www." + domain.ascii();
        if (www.length() <= DomainName.MAX_OCTETS && !domain.ascii().startsWith("www.")) {
            hosts.add(DomainName.parse(www));
        }
        hosts.add(domain);
        List<WebRequest> requests = new ArrayList<>(4);
        hosts.forEach(host -> requests.add(WebRequest.https(host, "/")));
        hosts.forEach(host -> requests.add(WebRequest.http(host, "/")));
        return requests;
    }
}
