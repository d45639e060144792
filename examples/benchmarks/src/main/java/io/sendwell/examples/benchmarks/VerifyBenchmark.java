package io.sendwell.examples.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Verifies one RSA-2048 signature, relaxed/relaxed, of a mail in memory; the key is in memory too. */
@State(Scope.Thread)
public class VerifyBenchmark {

    /** Who verifies: a name of {@code Verifying.Contender}. */
    @Param({"JDKIM", "SENDWELL", "LIMIT"})
    public String contender = "";

    /** What: a name of {@code UnsignedMail.Scenario}. */
    @Param({"KB_10", "MB_1"})
    public String scenario = "";

    private Verifying verifying = message -> false;
    private byte[] message = {};

    /** Called by JMH. */
    public VerifyBenchmark() {}

    /** Opens the contender, after making sure that it accepts the mail and, unless it is the limit, refuses a changed one. */
    @Setup
    public void open() throws Exception {
        SignedMail mail = SignedMail.of(UnsignedMail.Scenario.valueOf(scenario));
        message = mail.octets();
        verifying = Verifying.Contender.valueOf(contender).open(mail);
        byte[] changed = message.clone();
        changed[changed.length - 10] ^= 1;
        if (!verify() || !contender.equals("LIMIT") && verifying.verify(changed)) {
            throw new IllegalStateException(
                    contender + " takes a forged mail for a signed one, or the other way round.");
        }
        WarmUp.run(this::verify);
    }

    /** One mail. */
    @Benchmark
    public boolean verify() throws Exception {
        return verifying.verify(message);
    }
}
