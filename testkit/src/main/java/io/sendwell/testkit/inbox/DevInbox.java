package io.sendwell.testkit.inbox;

import static java.util.Objects.requireNonNull;

import io.sendwell.testkit.mailjet.FakeMailjet;
import io.sendwell.testkit.smtp.FakeSmtp;
import io.sendwell.testkit.smtp.ReceivedMail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A page on {@code 127.0.0.1} with the mail that the fakes took: how it looks and what it carries, what is reported of it, and buttons that
 * let something happen to it.
 *
 * <pre>{@code
 * DevInbox inbox = DevInbox.builder().watching(mailjet).watching(smtp).port(8025).start();
 * // open inbox.uri() in a browser
 * }</pre>
 *
 * <p>Only this machine can open it, and only by the name or the address of this machine, so that no website finds it. It keeps no mail: what the
 * fakes forget is gone. Threads may share it; its own are daemons whose names begin with {@code sendwell-dev-inbox-}.
 */
public final class DevInbox implements AutoCloseable {

    private final InboxServer server;
    private final InboxHandler handler;

    private DevInbox(InboxServer server, InboxHandler handler) {
        this.server = server;
        this.handler = handler;
    }

    /** Begins to say what is watched. */
    public static Builder builder() {
        return new Builder();
    }

    /** Where to open it. */
    public URI uri() {
        return server.uri();
    }

    /** The same page for another server, for as long as the fakes live. */
    public InboxHandler handler() {
        return handler;
    }

    /** Ends the page; the fakes go on. */
    @Override
    public void close() {
        server.close();
    }

    @Override
    public String toString() {
        return "DevInbox[" + uri() + "]";
    }

    /** Settings of a dev inbox. Not for sharing between threads. */
    public static final class Builder {

        final List<FakeMailjet> esps = new ArrayList<>();
        final List<FakeSmtp> servers = new ArrayList<>();
        final List<Previews> previews = new ArrayList<>();
        Optional<Function<ReceivedMail, List<AuthenticationResult>>> authentication = Optional.empty();
        UnaryOperator<URI> linksLeadTo = UnaryOperator.identity();
        String basePath = "/";
        int newest = 500;
        int waitingPages = 8;
        private int port;

        private Builder() {}

        /** Shows what this ESP takes, of all its accounts, with buttons for what is to happen to it. */
        public Builder watching(FakeMailjet esp) {
            esps.add(requireNonNull(esp, "esp"));
            return this;
        }

        /** Shows what this server receives, octet for octet. */
        public Builder watching(FakeSmtp server) {
            servers.add(requireNonNull(server, "server"));
            return this;
        }

        /**
         * Shows mails that nobody sent. Where nothing is watched besides, the page is one of previews alone, for an application whose fakes
         * run elsewhere or not at all.
         */
        public Builder previews(Previews some) {
            previews.add(requireNonNull(some, "some"));
            return this;
        }

        /**
         * Who says how receivers would judge a mail by SPF, DKIM and DMARC; called each time somebody looks, by the threads of the page. The
         * module {@code dns-auth} does it in a few lines, see {@code examples/receivers-view}.
         */
        public Builder authentication(Function<ReceivedMail, List<AuthenticationResult>> judge) {
            authentication = Optional.of(judge);
            return this;
        }

        /**
         * Where a link to unsubscribe leads on this machine, as a proxy in front of the application would pass it on. The button posts to {@code
         * 127.0.0.1}, {@code localhost} and {@code [::1]} alone, so without this it is there for links to these.
         */
        public Builder linksLeadTo(UnaryOperator<URI> here) {
            linksLeadTo = requireNonNull(here, "here");
            return this;
        }

        /** How many mails the list has at the most; 500 unless said. */
        public Builder newest(int mails) {
            if (mails < 1) {
                throw new IllegalArgumentException("The list has one mail at least; found " + mails + ".");
            }
            newest = mails;
            return this;
        }

        /**
         * How many open pages wait for news at a time, each with a thread of the server in its hands; 8 unless said. Others ask every two
         * seconds.
         */
        public Builder waitingPages(int pages) {
            if (pages < 0) {
                throw new IllegalArgumentException("As many pages as this cannot wait: " + pages + ".");
            }
            waitingPages = pages;
            return this;
        }

        /** Under which path the page stands, such as {@code /operator/inbox}; {@code /} unless said. */
        public Builder basePath(String path) {
            if (!path.matches("/|(/[A-Za-z0-9._~-]+)+/?")) {
                throw new IllegalArgumentException("A base path is like /operator/inbox; found \"" + path + "\".");
            }
            basePath = path.endsWith("/") ? path : path + "/";
            return this;
        }

        /** The port to listen on; a free one unless said. */
        public Builder port(int wanted) {
            port = wanted;
            return this;
        }

        /** The page without a server, to be put into another one. */
        public InboxHandler handler() {
            return new InboxHandler(this);
        }

        /**
         * Listens on {@code 127.0.0.1} from now on.
         *
         * @throws UncheckedIOException when the port is taken
         */
        public DevInbox start() {
            InboxHandler made = handler();
            try {
                return new DevInbox(InboxServer.listen(port, basePath, waitingPages, made), made);
            } catch (IOException e) {
                throw new UncheckedIOException("The dev inbox cannot listen on port " + port + " of 127.0.0.1", e);
            }
        }
    }
}
