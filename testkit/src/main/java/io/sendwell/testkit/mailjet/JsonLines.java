package io.sendwell.testkit.mailjet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A file with an object of JSON in each line, which outlives the process. A line that the end of a process tore is dropped. */
final class JsonLines {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    /** The lines of this file, which need not be there yet. */
    JsonLines(Path file) {
        this.file = file;
    }

    /** What was written before, in its order. */
    List<JsonNode> read() {
        List<JsonNode> objects = new ArrayList<>();
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (!Files.exists(file)) {
                return objects;
            }
            String text = Files.readString(file);
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            for (String line : whole.lines().toList()) {
                objects.add(JSON.readTree(line));
            }
            if (whole.length() < text.length()) {
                Files.writeString(file, whole);
            }
            return objects;
        } catch (IOException e) {
            throw new UncheckedIOException("The fake Mailjet cannot read what it kept in " + file, e);
        }
    }

    /** Writes more of them. */
    void write(List<ObjectNode> objects) {
        StringBuilder lines = new StringBuilder();
        try {
            for (ObjectNode object : objects) {
                lines.append(JSON.writeValueAsString(object)).append('\n');
            }
            byte[] octets = lines.toString().getBytes(StandardCharsets.UTF_8);
            Files.write(file, octets, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of JSON can be written", e);
        } catch (IOException e) {
            throw new UncheckedIOException("The fake Mailjet cannot write what it keeps to " + file, e);
        }
    }
}
