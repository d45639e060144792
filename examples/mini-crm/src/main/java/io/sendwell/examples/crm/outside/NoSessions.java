package io.sendwell.examples.crm.outside;

import io.sendwell.examples.crm.web.Session;
import io.sendwell.examples.crm.web.Sessions;
import java.util.Optional;

/** Nobody logs in on the stage. */
final class NoSessions implements Sessions {

    @Override
    public Optional<String> open(String login, String password) {
        return Optional.empty();
    }

    @Override
    public Optional<Session> find(String cookie) {
        return Optional.empty();
    }

    @Override
    public void close(String cookie) {}
}
