package io.sendwell.esp.mailjet;

import io.sendwell.account.AccountId;
import io.sendwell.credential.CredentialException;
import io.sendwell.transport.Recovery;
import io.sendwell.transport.Recovery.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Mailjet for messages by their CustomID: {@code GET /v3/REST/message?CustomID=}, one call for each. Threads share it.
 *
 * <p>A message has a row for each recipient, and as it is taken for all or for none, one row says enough. A row counts only
 * if it names the CustomID itself: a filter that somebody on the way ignored must not pass for an answer.
 */
final class MailjetLookUp implements Recovery.LookUp {

    private static final Logger LOG = LoggerFactory.getLogger(MailjetTransport.class);

    private final MailjetHttp http;
    private final MailjetKeys keys;

    MailjetLookUp(MailjetHttp http, MailjetKeys keys) {
        this.http = http;
        this.keys = keys;
    }

    @Override
    public Map<String, Answer> find(AccountId account, List<String> submissionIds) {
        if (http.isClosed()) {
            return forAll(submissionIds, unavailable("The transport is closed."));
        }
        Optional<MailjetCredentials> key;
        try {
            key = keys.find(account);
        } catch (CredentialException e) {
            return forAll(submissionIds, unavailable(String.valueOf(e.getMessage())));
        }
        if (key.isEmpty()) {
            return forAll(submissionIds, unavailable("There is no Mailjet API key for account " + account + "."));
        }
        return new Round(key.get()).run(submissionIds);
    }

    private static Map<String, Answer> forAll(List<String> ids, Answer answer) {
        Map<String, Answer> answers = new LinkedHashMap<>();
        ids.forEach(id -> answers.put(id, answer));
        return answers;
    }

    private static Answer unavailable(String why) {
        return new Answer.Unavailable(why);
    }

    /** One question after the other, as many at once as the transport may have calls under way. */
    private final class Round {

        private final MailjetCredentials key;
        // Set by whichever thread hears that nothing is to be had now; the rest is not asked.
        private volatile @Nullable Answer stop;

        Round(MailjetCredentials key) {
            this.key = key;
        }

        Map<String, Answer> run(List<String> ids) {
            Map<String, CompletableFuture<Answer>> asked = new LinkedHashMap<>();
            for (String id : ids) {
                Answer known = stop;
                asked.put(id, known == null ? ask(id) : CompletableFuture.completedFuture(known));
            }
            Map<String, Answer> answers = new LinkedHashMap<>();
            asked.forEach((id, answer) -> answers.put(id, answer.join()));
            return answers;
        }

        private CompletableFuture<Answer> ask(String id) {
            try {
                return http.client().find(key, id).thenApply(found -> heard(id, found));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                Answer interrupted = unavailable("The thread was interrupted.");
                stop = interrupted;
                return CompletableFuture.completedFuture(interrupted);
            }
        }

        private Answer heard(String id, MailjetSearch search) {
            if (search instanceof MailjetSearch.Failed failed) {
                Answer away = unavailable(key.redact(failed.why()));
                LOG.debug(
                        "Mailjet could not be asked for CustomID {}: {}", id, LogText.masked(key.redact(failed.why())));
                stop = away;
                return away;
            }
            List<MailjetSearch.Row> rows = ((MailjetSearch.Rows) search).rows();
            if (rows.isEmpty()) {
                return new Answer.NotFound();
            }
            return rows.stream()
                    .filter(row -> row.customId().equals(id))
                    .findFirst()
                    .<Answer>map(row -> new Answer.Found(row.messageId()))
                    .orElseGet(() -> unavailable("Mailjet answered with " + rows.size()
                            + " messages of another CustomID than the one it was asked for."));
        }
    }
}
