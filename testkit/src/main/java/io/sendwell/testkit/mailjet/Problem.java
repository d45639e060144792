package io.sendwell.testkit.mailjet;

import java.util.List;

/**
 * One error found in a request.
 *
 * @param relatedTo property names or paths such as {@code To[0].Email}; may be empty
 */
record Problem(MailjetError error, String text, List<String> relatedTo) {

    static Problem of(MailjetError error) {
        return new Problem(error, error.text(), error.relatedTo());
    }

    static Problem at(MailjetError error, String path) {
        return new Problem(error, error.text(), List.of(path));
    }

    static Problem at(MailjetError error, String path, String text) {
        return new Problem(error, text, List.of(path));
    }
}
