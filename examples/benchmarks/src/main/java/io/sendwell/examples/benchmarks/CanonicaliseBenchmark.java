package io.sendwell.examples.benchmarks;

import io.sendwell.dnsauth.dkim.DkimKeys;
import java.security.KeyPair;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Signs a mail in memory by Ed25519, relaxed/relaxed. That signature is so quick that what is measured of a long mail is
 * how its body is brought into canonical form and hashed; the limit hashes one that is canonical before.
 */
@State(Scope.Thread)
public class CanonicaliseBenchmark {

    /** Who signs: a name of {@code Signing.Contender}; the peers have no right Ed25519. */
    @Param({"SENDWELL", "LIMIT"})
    public String contender = "";

    /** What: a name of {@code UnsignedMail.Scenario}. */
    @Param({"KB_10", "MB_1", "BASE64_MB_1", "DOUBLE_BLANKS_MB_1"})
    public String scenario = "";

    private Signing signing = () -> new byte[0];

    /** Called by JMH. */
    public CanonicaliseBenchmark() {}

    /** Opens the contender, after making sure that its signature is right. */
    @Setup
    public void open() throws Exception {
        KeyPair keys = DkimKeys.createEd25519();
        UnsignedMail mail = UnsignedMail.of(UnsignedMail.Scenario.valueOf(scenario));
        signing = Signing.Contender.valueOf(contender).openChecked(mail, keys);
        WarmUp.run(this::canonicalise);
    }

    /** One mail. */
    @Benchmark
    public byte[] canonicalise() throws Exception {
        return signing.sign();
    }
}
