package io.sendwell.examples.crm.web;

import java.util.Optional;

/** Who is logged in; all instances share it. */
public interface Sessions {

    /** Logs somebody in, when name and password are right; gives the cookie's value. */
    Optional<String> open(String login, String password);

    /** The session of a cookie, unless it ended. */
    Optional<Session> find(String cookie);

    /** Logs out. */
    void close(String cookie);
}
