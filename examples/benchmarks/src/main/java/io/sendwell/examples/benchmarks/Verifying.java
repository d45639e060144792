package io.sendwell.examples.benchmarks;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dns.IpAddress;
import io.sendwell.dnsauth.dkim.DkimVerifier;
import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.exceptions.FailException;

/** Somebody who verifies a signed mail. */
interface Verifying {

    /** Whether the mail's signature is right. */
    boolean verify(byte[] message) throws Exception;

    /** Who takes part. */
    enum Contender {
        JDKIM {
            @Override
            Verifying open(SignedMail mail) {
                List<String> records = List.of(mail.record());
                return message -> {
                    try {
                        return !new DKIMVerifier((methods, selector, domain) -> records)
                                .verify(new ByteArrayInputStream(message))
                                .isEmpty();
                    } catch (FailException forged) {
                        return false;
                    }
                };
            }
        },
        SENDWELL {
            @Override
            Verifying open(SignedMail mail) {
                DkimVerifier verifier =
                        DkimVerifier.strict(new OneRecord(DnsRecord.Text.of(mail.record())), InstantSource.system());
                return message -> verifier.verify(message).isPass();
            }
        },
        /** The bare cryptography: SHA-256 of the whole mail, and one RSA verification of a hash's length. */
        LIMIT {
            @Override
            Verifying open(SignedMail mail) throws Exception {
                Signature signer = Signature.getInstance("SHA256withRSA");
                signer.initSign(mail.keys().getPrivate());
                signer.update(MessageDigest.getInstance("SHA-256").digest(mail.octets()));
                byte[] signature = signer.sign();
                return message -> {
                    Signature verifier = Signature.getInstance("SHA256withRSA");
                    verifier.initVerify(mail.keys().getPublic());
                    verifier.update(MessageDigest.getInstance("SHA-256").digest(message));
                    return verifier.verify(signature);
                };
            }
        };

        abstract Verifying open(SignedMail mail) throws Exception;
    }

    /** The DNS in memory. */
    record OneRecord(DnsRecord record) implements DnsResolver {
        @Override
        public DnsAnswer resolve(DnsQuestion question, Duration patience) {
            return new DnsAnswer.Found(question, List.of(record), List.of(), Duration.ofHours(1), false, "memory");
        }

        @Override
        public DnsAnswer ask(IpAddress server, DnsQuestion question, Duration patience) {
            return resolve(question, patience);
        }
    }
}
