package io.sendwell.dnsauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Verifiers that are not ours. Each says which of the signatures of a message it believes. */
enum PeerVerifier {
    DKIMPY("python3-dkim (and python3-nacl) of Debian", true) {
        @Override
        List<String> command(Path folder, Path keys) throws IOException {
            return List.of("/usr/bin/python3", script(folder, "verify.py"), keys.toString());
        }

        @Override
        List<String> probe() {
            return List.of("/usr/bin/python3", "-c", "import dkim, nacl");
        }
    },
    MAIL_DKIM("libmail-dkim-perl of Debian", false) {
        @Override
        List<String> command(Path folder, Path keys) throws IOException {
            return List.of("perl", script(folder, "verify.pl"), keys.toString());
        }

        @Override
        List<String> probe() {
            return List.of("perl", "-MMail::DKIM::Verifier", "-e", "1");
        }
    },
    MAILAUTH(
            "mailauth by \"npm install mailauth\" anywhere, and name its node_modules directory in SENDWELL_NODE_MODULES",
            true) {
        @Override
        List<String> command(Path folder, Path keys) throws IOException {
            return List.of("node", script(folder, "verify.cjs"), keys.toString());
        }

        @Override
        List<String> probe() {
            return List.of("node", "-e", "require('mailauth/lib/dkim/verify')");
        }
    },
    OPENDKIM("opendkim of Debian", true) {
        @Override
        List<String> verify(Path folder, Map<String, String> records, List<Path> messages) throws Exception {
            Path keys = folder.resolve("opendkim.keys");
            Files.write(
                    keys,
                    records.entrySet().stream()
                            .map(key -> key.getKey() + " " + key.getValue())
                            .toList());
            Path settings = folder.resolve("opendkim.conf");
            Files.write(settings, List.of("Mode v", "Syslog no", "TestPublicKeys " + keys));
            List<String> verdicts = new ArrayList<>();
            for (Path message : messages) {
                String output = output(command(folder, settings), List.of("-vvv", "-t", message.toString()));
                verdicts.add(VERDICT.matcher(output)
                        .results()
                        .map(verdict -> verdict.group(1))
                        .reduce("", (all, verdict) -> (all + " " + verdict).trim()));
            }
            return verdicts;
        }

        @Override
        List<String> command(Path folder, Path settings) {
            return List.of("opendkim", "-x", settings.toString());
        }

        @Override
        List<String> probe() {
            return List.of("opendkim", "-V");
        }
    };

    private static final Pattern VERDICT = Pattern.compile("[^-]dkim=([a-z]+)");

    private final String installation;
    private final boolean knowsEd25519;

    PeerVerifier(String installation, boolean knowsEd25519) {
        this.installation = installation;
        this.knowsEd25519 = knowsEd25519;
    }

    /** Whether it verifies ed25519-sha256. */
    boolean knowsEd25519() {
        return knowsEd25519;
    }

    abstract List<String> command(Path folder, Path keys) throws IOException;

    abstract List<String> probe();

    /**
     * The verdicts of this verifier, a line a message: {@code pass} or something else for each of its signatures.
     *
     * @param folder for files of its own
     * @param records by their names
     */
    List<String> verify(Path folder, Map<String, String> records, List<Path> messages) throws Exception {
        Path keys = folder.resolve("keys.tsv");
        Files.write(
                keys,
                records.entrySet().stream()
                        .map(key -> key.getKey() + "\t" + key.getValue())
                        .toList());
        return output(
                        command(folder, keys),
                        messages.stream().map(Path::toString).toList())
                .lines()
                .toList();
    }

    /** Skips the test when the verifier is not installed here. */
    void assumeInstalled() throws InterruptedException {
        try {
            Process process = process(probe(), List.of());
            process.getInputStream().readAllBytes();
            if (process.waitFor() == 0) {
                return;
            }
        } catch (IOException e) {
            // not there at all
        }
        abort("Skipped: " + name() + " is not installed. Install " + installation + ".");
    }

    static String output(List<String> command, List<String> arguments) throws IOException, InterruptedException {
        Process process = process(command, arguments);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static Process process(List<String> command, List<String> arguments) throws IOException {
        List<String> words = new ArrayList<>(command);
        words.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        String modules =
                System.getProperty("sendwell.node.modules", System.getenv().getOrDefault("SENDWELL_NODE_MODULES", ""));
        builder.environment().put("NODE_PATH", modules);
        return builder.start();
    }

    private static String script(Path folder, String name) throws IOException {
        Path script = folder.resolve(name);
        try (InputStream in = PeerVerifier.class.getResourceAsStream(name)) {
            Files.write(script, in.readAllBytes());
        }
        return script.toString();
    }
}
