package io.sendwell.dnsauth.dmarc;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dnsauth.internal.time.Deadline;
import java.util.HashMap;
import java.util.Map;

/** The questions of one check: each is asked once, and all end by one deadline. For one thread. */
final class Questions {

    private final DnsResolver resolver;
    private final Deadline deadline;
    private final Map<DnsQuestion, DnsAnswer> answers = new HashMap<>();

    Questions(DnsResolver resolver, Deadline deadline) {
        this.resolver = resolver;
        this.deadline = deadline;
    }

    DnsAnswer ask(DnsQuestion question) {
        DnsAnswer known = answers.get(question);
        if (known != null) {
            return known;
        }
        DnsAnswer answer = deadline.isOver()
                ? new DnsAnswer.Unavailable(
                        question, DnsAnswer.Trouble.TIMEOUT, "The time for the whole check was over.", "")
                : resolver.resolve(question, deadline.left());
        answers.put(question, answer);
        return answer;
    }
}
