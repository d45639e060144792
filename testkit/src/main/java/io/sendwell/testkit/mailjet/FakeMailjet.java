package io.sendwell.testkit.mailjet;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A Mailjet on the loopback: {@code https://api.mailjet.com} for a test, over plain HTTP on a port of its own.
 *
 * <pre>{@code
 * try (FakeMailjet mailjet = FakeMailjet.start()) {
 *     FakeMailjetAccount acme = mailjet.account("acme").allowSender("*@example.com");
 *     // let the client under test send to mailjet.baseUrl() with acme.apiKey() and acme.secretKey()
 *     assertThat(acme.accepted()).hasSize(1);
 * }
 * }</pre>
 *
 * <p>What becomes of the mail is told to the mailboxes, and reported when the test says so, without waiting:
 *
 * <pre>{@code
 * acme.reportTo(URI.create("http://hook:secret@127.0.0.1:8080/mailjet"));   // the webhook under test
 * mailjet.hardBounces("gone@example.net");
 * mailjet.clicks("kim@example.net", "https://www.example.com/offer");
 * // let the client under test send to both
 * mailjet.deliverEvents();                                                  // real requests, answered when this returns
 * // gone@example.net is blocked now, and the click is in the event log
 * }</pre>
 *
 * <p>Several accounts live beside each other. Threads may share the server and its accounts. Nothing leaves the
 * machine, and nothing outlives {@link #close()}.
 */
public final class FakeMailjet implements AutoCloseable {

    static {
        // Without it the JDK 17 server leaves Nagle's algorithm on, and each answer on a kept connection waits 40 ms
        // for the client's delayed ACK. The server reads the property once, when its first instance is made.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final Accounts accounts;
    private final HttpServer server;
    private final ExecutorService executor;
    private final URI baseUrl;
    private final FaultScript faults = new FaultScript();
    private final Gate gate = new Gate();
    private final Newest<RecordedRequest> requests;
    private final InstantSource clock;
    private final EventDesk events;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    FakeMailjet(FakeMailjetBuilder settings) throws IOException {
        MailjetIds ids = new MailjetIds(settings.seed);
        this.accounts = new Accounts(ids, settings);
        this.requests = new Newest<>(settings.keptMessages);
        this.clock = settings.clock;
        this.events = new EventDesk(settings.clock, settings.keptMessages);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        int port = server.getAddress().getPort();
        this.baseUrl = URI.create("http://127.0.0.1:" + port);
        AtomicInteger threads = new AtomicInteger();
        this.executor = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "sendwell-fake-mailjet-" + port + "-" + threads.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        SendEndpoint send = new SendEndpoint(ids, baseUrl + "/v3/REST/message/", settings);
        RestEndpoint rest = new RestEndpoint(Map.of(
                "message", new MessageResource(settings.clock, settings.indexLag),
                "sender", new SenderResource(),
                "apikey", new ApiKeyResource(accounts, settings.showsSecretKeys),
                "eventcallbackurl", new EventUrlResource(),
                "statcounters", new StatCountersResource()));
        RequestHandler handler =
                new RequestHandler(accounts, send, rest, faults, gate, this::record, settings.maxBodyBytes);
        server.setExecutor(executor);
        server.createContext("/", handler::handle);
        startAsDaemon();
    }

    // The server's own thread is a daemon only if the one that starts it is; a program that forgot to close the fake
    // would
    // otherwise never end.
    private void startAsDaemon() {
        Thread starter = new Thread(server::start, "sendwell-fake-mailjet-start");
        starter.setDaemon(true);
        starter.start();
        try {
            starter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A server with the default settings, ready to answer. */
    public static FakeMailjet start() {
        return builder().start();
    }

    /** Settings for a server other than the default one. */
    public static FakeMailjetBuilder builder() {
        return new FakeMailjetBuilder();
    }

    /** Where clients find the service: {@code http://127.0.0.1:port}, without a path. */
    public URI baseUrl() {
        return baseUrl;
    }

    /**
     * The account of this name, a sub-account made through the REST API among them; it is created, without any active
     * sender, when the name is new.
     */
    public FakeMailjetAccount account(String name) {
        requireNonNull(name, "name");
        return accounts.named(name);
    }

    /** All accounts so far, in the order in which they were made. */
    public List<FakeMailjetAccount> accounts() {
        return accounts.all();
    }

    /**
     * Runs this from now on after each request and each report, on the thread that made it; what it throws is that
     * thread's. It is to be short.
     */
    public void onChange(Runnable listener) {
        listeners.add(requireNonNull(listener, "listener"));
    }

    /** Misbehaves as told, with the next request that the fault is for; several faults strike in the order given. */
    public void next(Fault fault) {
        faults.add(fault);
    }

    /** Forgets all faults that did not strike yet, those for {@link Fault#always()} among them. */
    public void clearFaults() {
        faults.clear();
    }

    /** Lets go the requests that {@code timeout…} and {@code slow} faults hold at this moment. */
    public void release() {
        gate.release();
    }

    /**
     * Waits until faults hold this many requests, all of them read and, where the fault says so, accepted.
     *
     * @return false when {@code atMost} passed before on the machine's clock
     */
    public boolean awaitHeld(int requests, Duration atMost) {
        return gate.awaitHeld(requests, atMost);
    }

    /**
     * Requests in the order in which they were read to their end; each is here before its answer goes out.
     *
     * @return the newest ones, as many as {@link FakeMailjetBuilder#keepMessages} says
     */
    public List<RecordedRequest> requests() {
        synchronized (requests) {
            return requests.toList();
        }
    }

    /** How many requests came in, those not kept any more among them. */
    public long requestCount() {
        synchronized (requests) {
            return requests.count();
        }
    }

    /**
     * From now on what is sent to this address comes back for good: {@link ReportedError#USER_UNKNOWN}. As with everything that a
     * mailbox does, it holds for mails of all accounts until something else is said, and for those that were accepted
     * before and were not part of {@link #deliverEvents()} yet.
     */
    public void hardBounces(String address) {
        hardBounces(address, ReportedError.USER_UNKNOWN);
    }

    /** From now on what is sent to this address comes back for good, with these words. */
    public void hardBounces(String address, ReportedError why) {
        events.with(habits -> habits.decide(address, Habits.bounces(why, true)));
    }

    /** From now on what is sent to this address comes back, and perhaps not for good: {@link ReportedError#QUOTA_EXCEEDED}. */
    public void softBounces(String address) {
        softBounces(address, ReportedError.QUOTA_EXCEEDED);
    }

    /** From now on what is sent to this address comes back, and perhaps not for good, with these words. */
    public void softBounces(String address, ReportedError why) {
        events.with(habits -> habits.decide(address, Habits.bounces(why, false)));
    }

    /** From now on nothing is sent to this address: {@link ReportedError#PREBLOCKED}. */
    public void blocks(String address) {
        blocks(address, ReportedError.PREBLOCKED);
    }

    /** From now on nothing is sent to this address, with these words. */
    public void blocks(String address, ReportedError why) {
        events.with(habits -> habits.decide(address, Habits.blocked(why)));
    }

    /** From now on what is sent to this address arrives, as it does for all addresses of which nothing else was said. */
    public void delivers(String address) {
        events.with(habits -> habits.decide(address, Habits.delivered()));
    }

    /**
     * Somebody opens each mail that arrived at this address, and each that will. As with everything that a person does, each call
     * is done once with each mail, a minute after it was sent and never before the fake's clock shows the time of the call; so
     * two calls are two events of a mail.
     */
    public void opens(String address) {
        opens(address, FakeVisitor.PERSON);
    }

    /** This visitor opens each mail that arrived at this address, and each that will. */
    public void opens(String address, FakeVisitor visitor) {
        intend(address, Habits.opens(visitor));
    }

    /**
     * Somebody follows this link in each mail to this address that has it, in the {@code href} of an anchor, and has its clicks
     * tracked.
     */
    public void clicks(String address, String link) {
        clicks(address, link, FakeVisitor.PERSON);
    }

    /** This visitor follows this link in each mail to this address that has it. */
    public void clicks(String address, String link, FakeVisitor visitor) {
        intend(address, Habits.clicks(link, visitor));
    }

    /**
     * From now on a scanner looks at what is sent to this address: it follows every link, a second after the mail arrived, and
     * looks like a browser.
     */
    public void scansLinks(String address) {
        events.with(habits -> habits.scan(address));
    }

    /** Somebody says of each mail that arrived at this address, and each that will, that it is spam. */
    public void complains(String address) {
        intend(address, Habits.complains());
    }

    /** Somebody asks, by the header field of each mail that arrived at this address, and each that will, not to be written to. */
    public void unsubscribes(String address) {
        intend(address, Habits.unsubscribes(new FakeVisitor("192.0.2.11", "", "List-Unsubscribe")));
    }

    /**
     * Reports what happened to the mail of all accounts since the last time, in order; the same as {@link
     * #deliverEvents(EventDelivery)}.
     */
    public List<EventPost> deliverEvents() {
        return deliverEvents(EventDelivery.inOrder());
    }

    /**
     * Posts what happened to the mail of all accounts since the last time to the URLs that the accounts registered for it, and
     * waits for the answers. An event bears the time at which it happens, such as a minute after the mail was sent, whatever the
     * fake's clock shows.
     *
     * <p>A post that is answered with anything but 200 is made again, as the service does: not before 30 seconds have passed on the
     * fake's clock, and then each time that this is called. When that has been in vain for 24 hours, and nothing new happened, the
     * URL is suspended with all that was to be posted to it, until it is registered anew; a backup URL gets what happens from
     * then on.
     *
     * @return what was posted, in order; what nobody registered a URL for is not
     * @throws IllegalStateException when an account has events and no URL at all, or a URL leads away from this machine
     */
    public List<EventPost> deliverEvents(EventDelivery how) {
        return told(events.deliver(accounts.all(), how));
    }

    /**
     * Lets this happen to one copy of a mail now, posts it, and waits for the answers. What happens later to the copy goes on from
     * there.
     *
     * @param copy one of {@link AcceptedMessage#recipients()} of a mail that the server still keeps
     * @return what was posted; nothing when nobody registered a URL for it, or what happened is not tracked
     * @throws IllegalArgumentException when there is no such copy
     * @throws IllegalStateException when a URL leads away from this machine
     */
    public List<EventPost> happens(AcceptedRecipient copy, Happening what) {
        for (FakeMailjetAccount account : accounts.all()) {
            for (AcceptedMessage message : account.accepted()) {
                if (message.recipients().contains(copy)) {
                    return told(events.happens(new MailjetEvent.Copy(account, message, copy), what));
                }
            }
        }
        throw new IllegalArgumentException("The fake Mailjet keeps no copy " + copy.messageId() + " to "
                + copy.address()
                + "; it is one of AcceptedMessage.recipients(), and FakeMailjetBuilder.keepMessages says how"
                + " many are kept.");
    }

    /** What was posted, all {@link #deliverEvents()} together; the newest, as many as {@link FakeMailjetBuilder#keepMessages} says. */
    public List<EventPost> eventPosts() {
        return events.posts();
    }

    /** Stops at once: open requests are cut off, and the port is free again. */
    @Override
    public void close() {
        gate.close();
        server.stop(0);
        executor.shutdownNow();
    }

    @Override
    public String toString() {
        return "FakeMailjet[" + baseUrl + "]";
    }

    private void intend(String address, Habits.Deed deed) {
        events.with(habits -> habits.intend(address, deed, clock.instant()));
    }

    private void record(RecordedRequest request) {
        synchronized (requests) {
            requests.add(request);
        }
        listeners.forEach(Runnable::run);
    }

    private List<EventPost> told(List<EventPost> posts) {
        listeners.forEach(Runnable::run);
        return posts;
    }
}
