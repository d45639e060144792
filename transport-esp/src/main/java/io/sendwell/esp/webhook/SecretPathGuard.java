package io.sendwell.esp.webhook;

/** Knows the last segment of the path. */
final class SecretPathGuard implements WebhookGuard {

    private final SecretDigest wanted;

    SecretPathGuard(String segment) {
        this.wanted = SecretDigest.of(segment);
    }

    @Override
    public boolean admits(WebhookRequest request) {
        return wanted.matches(request.path().substring(request.path().lastIndexOf('/') + 1));
    }

    /** As if there were nothing here. */
    @Override
    public WebhookReply refusal() {
        return WebhookReply.notFound();
    }
}
