package io.sendwell.esp.mailjet;

import io.sendwell.account.Secret;
import io.sendwell.esp.webhook.WebhookGuard;
import io.sendwell.esp.webhook.WebhookReply;
import io.sendwell.esp.webhook.WebhookRequest;
import io.sendwell.event.EventIntake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.ByteString;

/** A web server with a {@link MailjetWebhook} in it. */
final class WebhookServer implements AutoCloseable {

    private final MockWebServer server = new MockWebServer();

    WebhookServer(EventIntake intake) {
        MailjetWebhook webhook = MailjetWebhook.to(intake)
                .guardedBy(WebhookGuard.basicAuth("hook", Secret.of("s@fe")))
                .build();
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return answer(webhook, request);
            }
        });
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MockResponse answer(MailjetWebhook webhook, RecordedRequest request) {
        ByteString body = request.getBody() == null ? ByteString.EMPTY : request.getBody();
        WebhookReply reply = webhook.receive(WebhookRequest.of(
                request.getUrl().encodedPath(), request.getHeaders().toMultimap(), body.toByteArray()));
        MockResponse.Builder response = new MockResponse.Builder().code(reply.status());
        reply.headers().forEach(response::setHeader);
        return response.build();
    }

    /** Where to report to, with the credentials that the guard asks for. */
    URI url() {
        return url("hook:s%40fe@");
    }

    URI url(String credentials) {
        return URI.create("http://" + credentials + "127.0.0.1:" + server.getPort() + "/mailjet");
    }

    @Override
    public void close() {
        server.close();
    }
}
