package io.sendwell.examples.crm;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.sendwell.account.ConfigurationException;
import io.sendwell.examples.crm.data.Customers;
import io.sendwell.examples.crm.data.Database;
import io.sendwell.examples.crm.data.SampleData;
import io.sendwell.examples.crm.data.Users;
import io.sendwell.examples.crm.outside.Outside;
import io.sendwell.examples.crm.outside.RealOutside;
import io.sendwell.examples.crm.outside.Stage;
import io.sendwell.examples.crm.outside.StagedOutside;
import io.sendwell.examples.crm.screens.ComposeScreen;
import io.sendwell.examples.crm.screens.DashboardScreen;
import io.sendwell.examples.crm.screens.Desks;
import io.sendwell.examples.crm.screens.DomainsScreen;
import io.sendwell.examples.crm.screens.EventLogScreen;
import io.sendwell.examples.crm.screens.Frame;
import io.sendwell.examples.crm.screens.NewsletterScreen;
import io.sendwell.examples.crm.screens.OpenPages;
import io.sendwell.examples.crm.screens.OperatorScreen;
import io.sendwell.examples.crm.screens.PersonScreen;
import io.sendwell.examples.crm.screens.PersonsScreen;
import io.sendwell.examples.crm.screens.PreviewsScreen;
import io.sendwell.examples.crm.screens.ReportsScreen;
import io.sendwell.examples.crm.screens.ScheduledScreen;
import io.sendwell.examples.crm.screens.ServerScreen;
import io.sendwell.examples.crm.screens.SettingsScreen;
import io.sendwell.examples.crm.web.Html;
import io.sendwell.examples.crm.web.Link;
import io.sendwell.examples.crm.web.LogIn;
import io.sendwell.examples.crm.web.Pages;
import io.sendwell.examples.crm.web.Role;
import io.sendwell.examples.crm.web.StaticFiles;
import io.sendwell.examples.crm.web.WebServer;
import io.sendwell.examples.jdbc.Dialect;
import io.sendwell.examples.jdbc.H2Database;
import io.sendwell.examples.jdbc.JdbcStorage;
import io.sendwell.examples.jdbc.JdbcStorageException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Starts the CRM, and with it, unless told otherwise, the world around it. */
public final class MiniCrm implements AutoCloseable {

    /** In the sample, links to unsubscribe lead here: they have to be https, and whoever plays the world knows the way. */
    public static final URI SAMPLE_LINKS = URI.create("https://crm.vendor.example");

    private final Deque<AutoCloseable> open;
    private final Pages pages;
    private final Users users;
    private final DataSource connections;
    private final Database database;
    private final WebServer web;
    private final Outside outside;

    private MiniCrm(Deque<AutoCloseable> open, Settings settings, Map<String, String> environment) throws IOException {
        this.open = open;
        outside = outside(settings, environment);
        connections = connections(settings);
        database = Database.open(connections);
        users = new Users(database);
        pages = new Pages(users);
        web = keep(bind(settings.port(), pages));
    }

    private static WebServer bind(int port, Pages pages) throws IOException {
        try {
            return WebServer.bind(port, pages, Frame::error);
        } catch (BindException e) {
            throw new ConfigurationException(
                    "Port " + port + " of this machine is in use, perhaps by another CRM. End that"
                            + " one, or name another port in CRM_PORT; 0 takes a free one.");
        }
    }

    /**
     * Starts it; everything answers when this returns.
     *
     * @throws ConfigurationException when it cannot be started like this; nothing of it is left then
     */
    public static MiniCrm start(Settings settings, Map<String, String> environment) throws IOException {
        Files.createDirectories(settings.directory());
        Secrets secrets = Secrets.of(environment, settings);
        Deque<AutoCloseable> open = new ArrayDeque<>();
        try {
            MiniCrm crm = new MiniCrm(open, settings, environment);
            crm.begin(settings, secrets);
            return crm;
        } catch (IOException | RuntimeException | Error e) {
            end(open);
            throw e;
        }
    }

    private void begin(Settings settings, Secrets secrets) {
        Engine engine = keep(new Engine(
                outside,
                storage(),
                database,
                users,
                secrets,
                settings.publicUrl().orElse(SAMPLE_LINKS),
                settings.publicUrl().or(() -> outside.isNear() ? Optional.of(web.url()) : Optional.empty())));
        SampleData.fill(database, engine.sendwell()::account, engine.clock().instant());
        screens(engine);
        web.start();
        outside.announce(web.url());
        new Customers(database)
                .all()
                .forEach(customer -> engine.learn(customer.newsletterMailbox().domain()));
    }

    /** Runs until it is stopped. */
    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (MiniCrm crm = start(Settings.of(System.getenv()), System.getenv())) {
            out.println("The CRM is at " + crm.url() + "  (Ctrl-C ends it)");
            out.println(
                    "Log in as erik or anna, who work at two customers, or as rosa, the operator; the password is \""
                            + SampleData.PASSWORD + "\".");
            out.println(crm.explain());
            Thread.currentThread().join();
        } catch (ConfigurationException e) {
            out.println("The CRM does not start. " + e.getMessage());
            System.exit(1);
        }
    }

    private Outside outside(Settings settings, Map<String, String> environment) throws IOException {
        Optional<Outside> real = RealOutside.of(environment);
        if (real.isPresent()) {
            return real.get();
        }
        if (settings.stage().isPresent()) {
            return StagedOutside.on(settings.stage().get());
        }
        Path directory = Files.createDirectories(settings.directory().resolve("stage"));
        keep(Stage.open(directory, 0));
        return StagedOutside.on(directory);
    }

    // The outbox goes by the database's clock, so that nodes agree; on the stage that clock skips with everybody
    // else's.
    private JdbcStorage storage() {
        if (!outside.isNear()) {
            return JdbcStorage.open(connections);
        }
        return JdbcStorage.open(
                connections,
                dialect()
                        .withNow(() -> Long.toString(ChronoUnit.MICROS.between(
                                Instant.EPOCH, outside.clock().instant()))));
    }

    private Dialect dialect() {
        try (Connection connection = connections.getConnection()) {
            return Dialect.of(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("The database cannot be reached.", e);
        }
    }

    private DataSource connections(Settings settings) {
        try {
            return settings.database().isPresent()
                    ? pool(settings.database().get())
                    : keep(H2Database.at(settings.directory().resolve("crm")));
        } catch (SQLException | HikariPool.PoolInitializationException | JdbcStorageException e) {
            throw new ConfigurationException(
                    "The database cannot be opened, or another process has it: " + e.getMessage()
                            + " Look whether another CRM runs in " + settings.directory()
                            + ", or whether CRM_DATABASE names a PostgreSQL that can be reached.");
        }
    }

    private DataSource pool(String url) throws SQLException {
        HikariDataSource pool = keep(new HikariDataSource());
        pool.setJdbcUrl(url);
        pool.getConnection().close();
        return pool;
    }

    private void screens(Engine engine) {
        StaticFiles.register(pages);
        new LogIn(
                        users,
                        Frame::bare,
                        hint(),
                        Map.of(Role.USER, Link.to("/persons"), Role.OPERATOR, Link.to("/operator")))
                .register(pages);
        new OpenPages(engine).register(pages);
        Desks desks = new Desks(pages, engine, database);
        ComposeScreen.register(desks);
        NewsletterScreen.register(desks);
        ScheduledScreen.register(desks);
        EventLogScreen.register(desks);
        ReportsScreen.register(desks);
        DashboardScreen.register(desks);
        PersonsScreen.register(desks);
        PersonScreen.register(desks);
        DomainsScreen.register(desks);
        new ServerScreen(engine.ownServers(), engine.clock()).register(desks);
        new SettingsScreen(engine.sendwell().accounts(), engine.ownServers()).register(desks);
        new OperatorScreen(engine, new Customers(database), outside).register(desks);
        if (outside.inbox().isPresent()) {
            new PreviewsScreen(engine, database).register(desks);
        }
    }

    private static Html hint() {
        return Html.of(
                "<p class=\"narrow\">In the sample, <b>erik</b> and <b>anna</b> work at two customers and <b>rosa</b> is the "
                        + "operator. The password of each is <b>{}</b>.</p>",
                SampleData.PASSWORD);
    }

    private <T extends AutoCloseable> T keep(T opened) {
        open.push(opened);
        return opened;
    }

    /** Where it is. */
    public URI url() {
        return web.url();
    }

    /** What becomes of mail. */
    String explain() {
        return outside.explain();
    }

    Pages pages() {
        return pages;
    }

    /** Where the world around it is played; empty when it is the real one. */
    public Optional<URI> stage() {
        return outside.stage();
    }

    /** Ends everything, what was opened last first. */
    @Override
    public void close() {
        end(open);
    }

    private static void end(Deque<AutoCloseable> open) {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("Could not end everything.", e);
            }
        }
    }
}
