package io.sendwell.examples.crm.outside;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/** Where the parts of a {@link Stage} listen, in a file, so that several instances of the CRM may play on one. */
record Addresses(Properties values) {

    static Addresses read(Path file) throws IOException {
        Properties values = new Properties();
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            values.load(in);
        }
        return new Addresses(values);
    }

    /** At once, so that nobody reads half of it. */
    void write(Path file) throws IOException {
        Path half = file.resolveSibling(file.getFileName() + ".new");
        try (Writer out = Files.newBufferedWriter(half, StandardCharsets.UTF_8)) {
            values.store(out, null);
        }
        Files.move(half, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    String text(String name) {
        String value = values.getProperty(name);
        if (value == null) {
            throw new IllegalArgumentException("The file of addresses lacks " + name + ".");
        }
        return value;
    }

    int port(String name) {
        return Integer.parseInt(text(name));
    }
}
