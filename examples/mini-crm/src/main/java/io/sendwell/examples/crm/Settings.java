package io.sendwell.examples.crm;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What may be set from outside, by environment variables.
 *
 * @param directory keeps the embedded database and the played world
 * @param port of the web server; 0 takes a free one
 * @param database the JDBC URL of a PostgreSQL with user and password in it; empty for an embedded H2
 * @param stage the directory of a world that another process plays; empty to play one here
 * @param publicUrl how the world reaches this CRM, such as {@code https://crm.example.com}; empty for its own address
 */
public record Settings(
        Path directory, int port, Optional<String> database, Optional<Path> stage, Optional<URI> publicUrl) {

    /** {@code CRM_DIRECTORY}, {@code CRM_PORT}, {@code CRM_DATABASE}, {@code CRM_STAGE}, {@code CRM_PUBLIC_URL}. */
    public static Settings of(Map<String, String> environment) {
        return new Settings(
                Path.of(environment.getOrDefault("CRM_DIRECTORY", "target/mini-crm")),
                port(environment.getOrDefault("CRM_PORT", "8025")),
                Optional.ofNullable(environment.get("CRM_DATABASE")),
                Optional.ofNullable(environment.get("CRM_STAGE")).map(Path::of),
                Optional.ofNullable(environment.get("CRM_PUBLIC_URL")).map(URI::create));
    }

    private static int port(String digits) {
        if (!digits.matches("\\d{1,5}") || Integer.parseInt(digits) > 65_535) {
            throw new IllegalArgumentException("CRM_PORT is a port from 0 to 65535; found \"" + digits + "\".");
        }
        return Integer.parseInt(digits);
    }
}
