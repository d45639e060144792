package io.sendwell.examples.benchmarks;

import io.sendwell.dnsauth.dkim.DkimKeys;
import io.sendwell.dnsauth.dkim.DkimRecord;
import java.security.KeyPair;

/**
 * A mail that Sendwell signed with one RSA key of 2048 bits.
 *
 * @param octets the mail, signature and all
 * @param keys the pair that signed it
 */
@SuppressWarnings("ArrayRecordComponent") // nobody changes or compares it
record SignedMail(byte[] octets, KeyPair keys) {

    static SignedMail of(UnsignedMail.Scenario scenario) throws Exception {
        KeyPair keys = DkimKeys.createRsa();
        UnsignedMail mail = UnsignedMail.of(scenario);
        byte[] field = Signing.Contender.SENDWELL.open(mail, keys).sign();
        return new SignedMail(mail.below(field), keys);
    }

    /** The text of the record that publishes the key. */
    String record() {
        return DkimRecord.of(keys.getPublic()).text();
    }
}
