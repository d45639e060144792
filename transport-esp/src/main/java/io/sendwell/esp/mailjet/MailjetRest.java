package io.sendwell.esp.mailjet;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Mailjet's REST API for one key, with errors that say what to do. Threads share it. */
final class MailjetRest {

    // Addresses of webhooks have a password there, and Mailjet repeats what it does not like.
    private static final Pattern USER_INFO = Pattern.compile("//[^/@\\s]*@");

    private static final int UNAUTHORIZED = 401;

    private final String whose;
    private final MailjetHttp http;
    private final MailjetCredentials key;
    private final Runnable refused;

    /**
     * @param whose the key is, for people
     * @param refused done when Mailjet does not take the key
     */
    MailjetRest(String whose, MailjetHttp http, MailjetCredentials key, Runnable refused) {
        this.whose = whose;
        this.refused = refused;
        this.http = http;
        this.key = key;
    }

    /**
     * The rows that the API has.
     *
     * @param asked what was asked for, for people
     * @throws MailjetApiException when it did not say
     */
    List<Map<String, String>> rows(String asked, String path, Map<String, String> query) {
        MailjetRestAnswer answer = call(asked, MailjetRestRequest.get(path, query));
        return answer.rows().filter(rows -> answer.status() == 200).orElseThrow(() -> refused(asked, answer));
    }

    /**
     * Changes something; 304 says that it is so already.
     *
     * @throws MailjetApiException when it was not changed
     */
    void change(String asked, MailjetRestRequest request) {
        MailjetRestAnswer answer = call(asked, request);
        if (answer.status() / 100 != 2 && answer.status() != 304) {
            throw refused(asked, answer);
        }
    }

    /**
     * Makes something.
     *
     * @return what the API says it made
     * @throws MailjetApiException when it did not say so
     */
    List<Map<String, String>> create(String asked, MailjetRestRequest request) {
        MailjetRestAnswer answer = call(asked, request);
        return answer.rows()
                .filter(rows -> answer.status() / 100 == 2 && !rows.isEmpty())
                .orElseThrow(() -> refused(asked, answer));
    }

    private MailjetRestAnswer call(String asked, MailjetRestRequest request) {
        if (http.isClosed()) {
            throw new MailjetApiException(0, asked + ": the transport is closed.", null);
        }
        try {
            MailjetRestAnswer answer = http.client().rest(key, request);
            if (answer.status() == UNAUTHORIZED) {
                refused.run();
            }
            return answer;
        } catch (IOException e) {
            throw new MailjetApiException(
                    0,
                    asked + ": Mailjet gave no answer for " + whose + " (" + hidden(String.valueOf(e))
                            + "). Whether it was done is not known; ask again.",
                    e);
        }
    }

    private MailjetApiException refused(String asked, MailjetRestAnswer answer) {
        String words = answer.error().isEmpty() ? "" : ": \"" + hidden(answer.error()) + "\"";
        return new MailjetApiException(
                answer.status(),
                asked + ": Mailjet answered " + answer.status() + " for " + whose + words + ". "
                        + advice(answer.status()),
                null);
    }

    private static String advice(int status) {
        return switch (status) {
            case 401, 403 -> "Check the API key, its secret, and whether Mailjet has suspended it.";
            case 404 ->
                "Check the base URL of the transport; somebody else may have changed this meanwhile, so ask again.";
            case 429 -> "The key made too many calls; wait some seconds.";
            default ->
                status >= 500 ? "It is Mailjet's own failure; ask again later." : "What it says has to be mended.";
        };
    }

    private String hidden(String text) {
        return USER_INFO.matcher(LogText.masked(key.redact(text))).replaceAll("//***@");
    }
}
