package io.sendwell.dnsauth;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Public test suites that nobody here wrote. They lie beside a checkout and not in it. */
public final class Vectors {

    private Vectors() {}

    /** The folder of a suite; where it is not there, the test that asks is skipped and says so. */
    public static Path suite(String name) {
        Path folder = Path.of(System.getProperty("sendwell.vectors", "vectors"), name);
        Assumptions.assumeTrue(
                Files.isDirectory(folder),
                "No public test vectors at " + folder + "; name the folder above it by -Dsendwell.vectors=");
        return folder;
    }
}
