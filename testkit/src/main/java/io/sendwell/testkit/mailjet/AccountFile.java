package io.sendwell.testkit.mailjet;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What is set up at one API key, in a file that outlives the process. Guarded by its account. */
final class AccountFile {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PREFIX = "account-";
    private static final String SUFFIX = ".json";

    private final Path file;

    private AccountFile(Path file) {
        this.file = file;
    }

    static AccountFile of(Path directory, String token) {
        return new AccountFile(directory.resolve(PREFIX + token + SUFFIX));
    }

    /** Those of all keys in this directory, in the order in which the keys were made. */
    static List<ObjectNode> readAll(Path directory) {
        List<ObjectNode> accounts = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return accounts;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith(PREFIX) && name.endsWith(SUFFIX)) {
                    accounts.add((ObjectNode) JSON.readTree(file.toFile()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The fake Mailjet cannot read its accounts from " + directory, e);
        }
        accounts.sort(Comparator.comparing(account -> account.path("ID").asLong()));
        return accounts;
    }

    /** Writes it anew, whole or not at all. */
    void write(ObjectNode account) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path half = file.resolveSibling(file.getFileName() + ".new");
            JSON.writerWithDefaultPrettyPrinter().writeValue(half.toFile(), account);
            Files.move(half, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The fake Mailjet cannot write an account to " + file, e);
        }
    }
}
