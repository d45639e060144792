package io.sendwell.examples.benchmarks;

import io.sendwell.dnsauth.dkim.DkimKeys;
import java.security.KeyPair;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Signs a mail in memory by RSA-2048, relaxed/relaxed. */
@State(Scope.Thread)
public class SignBenchmark {

    /** Who signs: a name of {@code Signing.Contender}. */
    @Param({"UTILS_MAIL_DKIM", "JDKIM", "SENDWELL", "LIMIT"})
    public String contender = "";

    /** What: a name of {@code UnsignedMail.Scenario}. */
    @Param({"KB_10", "MB_1"})
    public String scenario = "";

    private Signing signing = () -> new byte[0];

    /** Called by JMH. */
    public SignBenchmark() {}

    /** Opens the contender, after making sure that its signature is right. */
    @Setup
    public void open() throws Exception {
        KeyPair keys = DkimKeys.createRsa();
        UnsignedMail mail = UnsignedMail.of(UnsignedMail.Scenario.valueOf(scenario));
        signing = Signing.Contender.valueOf(contender).openChecked(mail, keys);
        WarmUp.run(this::sign);
    }

    /** One mail. */
    @Benchmark
    public byte[] sign() throws Exception {
        return signing.sign();
    }
}
