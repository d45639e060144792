package io.sendwell.examples.crm;

import io.sendwell.account.ConfigurationException;
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

    /**
     * {@code CRM_DIRECTORY}, {@code CRM_PORT}, {@code CRM_DATABASE}, {@code CRM_STAGE}, {@code CRM_PUBLIC_URL}.
     *
     * @throws ConfigurationException when one of them is not what it has to be
     */
    public static Settings of(Map<String, String> environment) {
        return new Settings(
                Path.of(environment.getOrDefault("CRM_DIRECTORY", "target/mini-crm")),
                port(environment.getOrDefault("CRM_PORT", "8025")),
                Optional.ofNullable(environment.get("CRM_DATABASE")).map(Settings::database),
                Optional.ofNullable(environment.get("CRM_STAGE")).map(Path::of),
                Optional.ofNullable(environment.get("CRM_PUBLIC_URL")).map(Settings::publicUrl));
    }

    // The URL is not shown: it has the password in it.
    private static String database(String url) {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new ConfigurationException("CRM_DATABASE is the URL of a PostgreSQL, such as"
                    + " jdbc:postgresql://localhost/crm?user=...&password=..., and this one begins otherwise. Without"
                    + " CRM_DATABASE there is an embedded database.");
        }
        return url;
    }

    // Mailboxes want a link to unsubscribe that is https (RFC 8058 section 3.1), and so does Mailjet's webhook for its
    // password.
    private static URI publicUrl(String text) {
        String url = text.replaceAll("/$", "");
        if (!url.matches("https://[\\w.-]+(:\\d+)?(/[\\w./-]+)?")) {
            throw new ConfigurationException("CRM_PUBLIC_URL is how the world reaches this CRM, such as"
                    + " https://crm.example.com; found \"" + text + "\".");
        }
        return URI.create(url);
    }

    private static int port(String digits) {
        if (!digits.matches("\\d{1,5}") || Integer.parseInt(digits) > 65_535) {
            throw new ConfigurationException("CRM_PORT is a port from 0 to 65535; found \"" + digits + "\".");
        }
        return Integer.parseInt(digits);
    }
}
