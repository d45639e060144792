package io.sendwell.examples.crm.screens;

import io.sendwell.esp.webhook.WebhookReply;
import io.sendwell.esp.webhook.WebhookRequest;
import io.sendwell.examples.crm.Engine;
import io.sendwell.examples.crm.web.Pages;
import io.sendwell.examples.crm.web.Reply;
import io.sendwell.examples.crm.web.Request;
import io.sendwell.unsubscribe.PageReply;
import io.sendwell.unsubscribe.PageRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What others ask who never log in: the ESP that reports, and people who unsubscribe. */
public final class OpenPages {

    private final Engine engine;

    public OpenPages(Engine engine) {
        this.engine = engine;
    }

    /** Their addresses. */
    public void register(Pages pages) {
        pages.open("POST", "/webhooks/mailjet", this::report);
        pages.open("*", "/o/*", this::unsubscribe);
    }

    private Reply report(Request request) throws IOException {
        WebhookReply reply =
                engine.webhook().receive(new WebhookRequest(request.path(), request.headers(), request.body()));
        return new Reply(reply.status(), reply.headers(), out -> {});
    }

    // The page brings the headers that it needs, its own content security policy among them.
    private Reply unsubscribe(Request request) throws IOException {
        PageReply reply = engine.sendwell()
                .unsubscribeHandler()
                .answer(new PageRequest(request.method(), request.path(), request.headers(), request.body()));
        return new Reply(
                reply.status(), reply.headers(), out -> out.write(reply.body().getBytes(StandardCharsets.UTF_8)));
    }
}
