package io.sendwell.examples.doctor;

/** The text of {@code --help}. */
final class Usage {

    static final String TEXT = """
            domain-doctor examines domains and mails, and says what to publish.

            Commands:
              check DOMAIN                     what stands in a domain's DNS, what is wrong with it, what to do
                    [--include NAME]           also: does SPF let these servers pass; or by --ip NETWORK
                    [--selector S [--key PEM]] also: the DKIM key of this name, and whether it fits the one that signs
                    [--reports ADDRESS]        who is to get DMARC reports; postmaster, unless said
              check [DOMAIN] --host IP[,HELO]  also: the address of a server that sends, and the name it gives itself
              plan-spf DOMAIN --include NAME   the SPF record to publish so that these servers pass; without --include
                    [--ip NETWORK]             addresses alone, such as 192.0.2.0/24; may be repeated
              keygen DOMAIN SELECTOR           makes a DKIM key and the record for it
                    [--algorithm rsa|ed25519]  rsa, unless said
                    [--out FILE]               where the private key goes, for its owner's eyes only
              sign FILE.eml --key PEM --domain D --selector S [--out FILE]
                                               puts a DKIM signature on top of a mail
              verify FILE.eml                  verifies a mail's DKIM signatures by strict rules
              spf IP SENDER HELO               what SPF says of a client; SENDER may be <>
              spf --lines                      the same for each line "IP SENDER HELO" of the input, one verdict a line.
                                               The three are parted by tabs, or by blanks when there is no tab

            Options of all commands:
              --resolver HOST:PORT             asks this server and not those of the system; may be repeated
              --language en|fr|de|es           the language of findings
              --json                           says it in JSON
              --snapshot FILE                  writes down every answer of the DNS
              --replay FILE                    takes the answers from there and asks nobody
              --help                           this text

            Exit codes:
              0  all is well (check: nothing stops mail; spf: pass; verify: a valid signature)
              1  there is an answer, and it is another one
              2  the command line makes no sense, or a file cannot be read or written
              3  the DNS could not be asked; try again later
            """;

    private Usage() {}
}
