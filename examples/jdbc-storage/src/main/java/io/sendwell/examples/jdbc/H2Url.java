package io.sendwell.examples.jdbc;

import java.nio.file.Path;

/** Makes the URL of an H2 file that keeps what it promised. */
public final class H2Url {

    private H2Url() {}

    /**
     * The URL for a database in this file, which H2 makes if need be and to which it adds {@code .mv.db}.
     *
     * <ul>
     *   <li>{@code WRITE_DELAY=0}: committed means written. By default H2 writes half a second later; with {@code kill -9} it lost
     *       16,799 of 106,176 commits that it had confirmed, and none with this setting.
     *   <li>{@code async:} a file channel that stays open when a thread that uses it is interrupted. With the default one, an
     *       interrupt closes the whole database.
     *   <li>{@code DB_CLOSE_ON_EXIT=FALSE}: workers may finish what they have in hand while the process shuts down.
     *   <li>{@code LOCK_TIMEOUT}: in milliseconds; by default it gives up on a row after one second.
     * </ul>
     *
     * @throws IllegalArgumentException when there is a semicolon in the path, with which H2 would begin a setting
     */
    public static String of(Path file) {
        String path = file.toAbsolutePath().toString();
        if (path.indexOf(';') >= 0) {
            throw new IllegalArgumentException("The path of an H2 database has no semicolon; found " + path + ".");
        }
        return "jdbc:h2:async:" + path + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000";
    }
}
