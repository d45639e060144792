package io.sendwell.examples.doctor;

import io.sendwell.dns.DnsResolver;
import io.sendwell.dnsauth.finding.FindingTexts;
import java.io.IOException;
import java.time.InstantSource;

/** One thing that the program can do. */
interface Command {

    /**
     * What a command works with.
     *
     * @param arguments those behind the command's name
     * @param dns whom to ask
     * @param texts the words for findings
     */
    record Setting(Arguments arguments, Dns dns, FindingTexts texts) {

        DnsResolver resolver() {
            return dns.resolver();
        }

        InstantSource clock() {
            return dns.clock();
        }
    }

    /**
     * Does it.
     *
     * @throws UsageException when the arguments make no sense to this command
     * @throws IOException when a file cannot be read or written
     */
    Answer run(Setting setting) throws IOException;
}
