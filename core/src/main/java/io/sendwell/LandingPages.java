package io.sendwell;

import io.sendwell.account.AccountId;
import java.util.Optional;

/** Names the application's landing pages, so that the event log says what people were interested in and not only which link. */
@FunctionalInterface
public interface LandingPages {

    /**
     * The name of the landing page that a link leads to.
     *
     * @param link as it stood in the message; from outside, so it may be anything
     * @return empty when it is none; the link itself stands in the log then
     */
    Optional<String> name(AccountId account, String link);
}
