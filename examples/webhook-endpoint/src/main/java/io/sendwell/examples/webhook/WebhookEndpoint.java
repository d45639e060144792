package io.sendwell.examples.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sendwell.esp.mailjet.MailjetWebhook;
import io.sendwell.esp.webhook.WebhookReply;
import io.sendwell.esp.webhook.WebhookRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Takes in what Mailjet reports, under {@value #PATH}. Put it behind a proxy with TLS: the password comes with each request. */
public final class WebhookEndpoint implements AutoCloseable {

    private static final String PATH = "/webhooks/mailjet";
    private static final int THREADS = 4;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final MailjetWebhook webhook;

    private WebhookEndpoint(HttpServer server, MailjetWebhook webhook) {
        this.server = server;
        this.webhook = webhook;
    }

    /**
     * Listens from now on.
     *
     * @param at where; port 0 takes a free one
     * @throws IOException when somebody else listens there
     */
    public static WebhookEndpoint listen(InetSocketAddress at, MailjetWebhook webhook) throws IOException {
        WebhookEndpoint endpoint = new WebhookEndpoint(HttpServer.create(at, 0), webhook);
        endpoint.server.createContext(PATH, endpoint::answer);
        endpoint.server.setExecutor(endpoint.threads);
        endpoint.server.start();
        return endpoint;
    }

    // README: begin
    private void answer(HttpExchange request) throws IOException {
        try (request) {
            WebhookReply reply = webhook.receive(new WebhookRequest(
                    request.getRequestURI().getPath(), request.getRequestHeaders(), request.getRequestBody()));
            reply.headers().forEach(request.getResponseHeaders()::set);
            request.sendResponseHeaders(reply.status(), -1);
        }
    }
    // README: end

    /** The URL to register at Mailjet, with the credentials that it is to come with. */
    public URI url(String user, String password) {
        InetSocketAddress at = server.getAddress();
        return URI.create("http://" + user + ":" + password + "@" + at.getHostString() + ":" + at.getPort() + PATH);
    }

    /** Answers nobody any more. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
