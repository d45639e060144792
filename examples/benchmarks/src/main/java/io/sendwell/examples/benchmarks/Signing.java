package io.sendwell.examples.benchmarks;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dnsauth.dkim.DkimKey;
import io.sendwell.dnsauth.dkim.DkimRecord;
import io.sendwell.dnsauth.dkim.DkimSigner;
import io.sendwell.dnsauth.dkim.DkimVerification;
import io.sendwell.dnsauth.dkim.DkimVerifier;
import io.sendwell.dnsauth.dkim.KeyRing;
import io.sendwell.signing.Selector;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.RSAPrivateKey;
import java.time.InstantSource;
import java.util.Properties;
import org.apache.james.jdkim.DKIMSigner;
import org.simplejavamail.utils.mail.dkim.Canonicalization;
import org.simplejavamail.utils.mail.dkim.DkimMessage;

/** Somebody who signs one mail, relaxed/relaxed, again and again. */
interface Signing {

    /** The domain and the selector that all sign with. */
    String DOMAIN = "acme.example";

    /** See {@link #DOMAIN}. */
    String SELECTOR = "s1";

    /** Signs; what is returned is for {@link Contender#whole}. */
    byte[] sign() throws Exception;

    /** Who takes part. */
    enum Contender {
        /** The signer that Simple Java Mail uses. It writes the mail too; the parsed mail is given to it. */
        UTILS_MAIL_DKIM {
            @Override
            Signing open(UnsignedMail mail, KeyPair keys) throws Exception {
                var signer = new org.simplejavamail.utils.mail.dkim.DkimSigner(
                        DOMAIN, SELECTOR, (RSAPrivateKey) keys.getPrivate());
                signer.setHeaderCanonicalization(Canonicalization.RELAXED);
                signer.setBodyCanonicalization(Canonicalization.RELAXED);
                signer.setLengthParam(false);
                signer.setCheckDomainKey(false);
                MimeMessage parsed =
                        new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail.octets()));
                DkimMessage message = new DkimMessage(parsed, signer);
                OctetSink sink = new OctetSink(mail.octets().length + 2_000);
                return () -> {
                    sink.clear();
                    message.writeTo(sink);
                    return sink.octets();
                };
            }

            @Override
            byte[] whole(byte[] written, UnsignedMail mail) {
                return written;
            }
        },
        JDKIM {
            @Override
            Signing open(UnsignedMail mail, KeyPair keys) {
                String template = "v=1; a=rsa-sha256; c=relaxed/relaxed; d=" + DOMAIN + "; s=" + SELECTOR
                        + "; h=from:to:subject:date:message-id:mime-version:content-type:content-transfer-encoding;"
                        + " bh=; b=;";
                DKIMSigner signer = new DKIMSigner(template, keys.getPrivate());
                return () -> (signer.sign(new ByteArrayInputStream(mail.octets())) + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
            }
        },
        SENDWELL {
            @Override
            Signing open(UnsignedMail mail, KeyPair keys) {
                AccountId account = AccountId.of("bench");
                DomainName domain = DomainName.parse(DOMAIN);
                DkimKey key = DkimKey.of(domain, Selector.of(SELECTOR), keys.getPrivate());
                DkimSigner signer = DkimSigner.using(KeyRing.builder()
                                .ofAccount(account, key)
                                .admitEd25519Alone()
                                .build())
                        .build();
                return () -> signer.sign(account, domain, mail);
            }
        },
        /** The bare cryptography: SHA-256 of the body, canonical before, and one signature of 700 octets. */
        LIMIT {
            @Override
            Signing open(UnsignedMail mail, KeyPair keys) throws Exception {
                return BareCryptography.of(keys.getPrivate(), mail.canonicalBody());
            }

            @Override
            boolean isRight(UnsignedMail mail, KeyPair keys) {
                return true; // it signs no mail
            }
        };

        abstract Signing open(UnsignedMail mail, KeyPair keys) throws Exception;

        /** The signed mail, of what {@link Signing#sign} wrote. */
        byte[] whole(byte[] written, UnsignedMail mail) {
            return mail.below(written);
        }

        /** Opens it, after making sure that it signs. */
        final Signing openChecked(UnsignedMail mail, KeyPair keys) throws Exception {
            if (!isRight(mail, keys)) {
                throw new IllegalStateException("The signature of " + this + " does not stand.");
            }
            return open(mail, keys);
        }

        /** Whether its signature passes, and fails when the mail is changed. */
        boolean isRight(UnsignedMail mail, KeyPair keys) throws Exception {
            byte[] signed = whole(open(mail, keys).sign(), mail);
            byte[] changed = signed.clone();
            changed[changed.length - 10] ^= 1;
            return verify(signed, keys).isPass() && !verify(changed, keys).isPass();
        }

        private static DkimVerification verify(byte[] signed, KeyPair keys) {
            DnsRecord record = DnsRecord.Text.of(DkimRecord.of(keys.getPublic()).text());
            return DkimVerifier.strict(new Verifying.OneRecord(record), InstantSource.system())
                    .verify(signed);
        }
    }
}
