package io.sendwell.examples.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The files that the program brings along. */
final class Resources {

    private Resources() {}

    static InputStream open(String name) {
        return Objects.requireNonNull(Resources.class.getResourceAsStream("/" + name), name);
    }

    static byte[] read(String name) throws IOException {
        try (InputStream in = open(name)) {
            return in.readAllBytes();
        }
    }
}
