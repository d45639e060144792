package io.sendwell.unsubscribe;

import io.sendwell.account.SendwellException;
import io.sendwell.address.EmailAddress;
import io.sendwell.internal.text.VisibleText;
import io.sendwell.message.Purpose;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers those who follow a link to unsubscribe, in any web framework: mail clients that post for a person (RFC 8058), and people in
 * a browser. Threads share it.
 *
 * <p>{@code POST} with {@code List-Unsubscribe=One-Click} unsubscribes, at once and however often it comes. {@code GET} shows a page
 * with a button that posts; it changes nothing, since filters open every link of a mail. On the page a person who has left can come
 * back. Nobody logs in, nothing redirects, and no cookie is set or read.
 *
 * <p>It answers 200 when all is done, 400 to a form that asks for nothing, 404 to what is none of our links, 405 to other methods,
 * 410 to a link whose time is over, 413 and 415 to a body that is too large or no form, and 503 when the store is away. Whatever comes, it
 * throws nothing.
 */
public final class UnsubscribeHandler {

    /** How many octets of a body are taken: a form of ours has some 30. */
    public static final int MAX_BODY = 8_192;

    private static final Logger log = LoggerFactory.getLogger(UnsubscribeHandler.class);

    private static final Set<String> SHOWING = Set.of("GET", "HEAD");

    private final UnsubscribeLinks links;
    private final OptOutList optOuts;
    private final InstantSource clock;

    /**
     * Answers for these links.
     *
     * @param links those that Sendwell was built with
     * @param optOuts where who leaves is written down: the one that Sendwell was built with
     * @param clock dates it
     */
    public UnsubscribeHandler(UnsubscribeLinks links, OptOutList optOuts, InstantSource clock) {
        this.links = links;
        this.optOuts = optOuts;
        this.clock = clock;
    }

    /** Answers a request. The web server, or its proxy, sees to https. */
    public PageReply answer(PageRequest request) {
        UnsubscribePage page =
                UnsubscribePage.in(request.header("Accept-Language").orElse(""));
        try {
            return answer(request, page);
        } catch (SendwellException e) {
            log.error("Somebody could not unsubscribe, since the store is away; they are asked to come again", e);
            return page.comeAgain();
        } catch (IOException e) {
            log.debug("A request to unsubscribe broke off", e);
            return page.asksForNothing();
        }
    }

    private PageReply answer(PageRequest request, UnsubscribePage page) throws IOException {
        boolean shows = SHOWING.contains(request.method());
        if (!shows && !request.method().equals("POST")) {
            return page.otherMethod();
        }
        Optional<UnsubscribeToken> token = links.inPath(request.path());
        if (token.isEmpty()) {
            return page.unknown();
        }
        if (isOver(token.get())) {
            return page.over();
        }
        return shows ? shown(page, token.get()) : posted(page, token.get(), request);
    }

    private PageReply posted(UnsubscribePage page, UnsubscribeToken token, PageRequest request) throws IOException {
        byte[] body = request.body().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            return page.tooLarge();
        }
        Optional<FormBody> form = FormBody.read(request.header("Content-Type").orElse(""), body);
        if (form.isEmpty()) {
            return page.noForm();
        }
        String agent =
                "User-Agent " + VisibleText.quote(request.header("User-Agent").orElse(""));
        if (form.get().has("List-Unsubscribe", "One-Click")) {
            boolean byPage = form.get().has(UnsubscribePage.FIELD, UnsubscribePage.LEAVE);
            optOut(token, byPage ? "page" : "one-click", agent);
        } else if (form.get().has(UnsubscribePage.FIELD, UnsubscribePage.LEAVE_ALL)) {
            optOut(token.forAllLists(), "page", agent);
        } else if (form.get().has(UnsubscribePage.FIELD, UnsubscribePage.COME_BACK)) {
            comeBack(token, agent);
        } else {
            return page.asksForNothing();
        }
        return shown(page, token);
    }

    /**
     * Unsubscribes who wrote a mail with one of our tokens, as a {@code mailto:} link has it.
     *
     * @param subject of that mail, decoded
     * @return who has left which list by now; empty when there is no token in it, or its time is over
     * @throws OptOutListException when the store is out of reach: keep the mail, and hand it in again
     */
    public Optional<OptOut> byMail(String subject) {
        return links.inText(subject).filter(token -> !isOver(token)).map(token -> optOut(token, "mail", "a mail"));
    }

    private boolean isOver(UnsubscribeToken token) {
        return token.expires().filter(end -> !clock.instant().isBefore(end)).isPresent();
    }

    private OptOut optOut(UnsubscribeToken token, String source, String evidence) {
        OptOut optOut = new OptOut(token.account(), token.person(), token.list(), source, clock.instant(), evidence);
        optOuts.add(optOut);
        log.info(
                "Somebody left {} of account {}, by {}",
                token.list().map(list -> "the list " + list).orElse("all lists"),
                token.account(),
                source);
        return optOut;
    }

    // Who comes back to a list gets its mail again, also when what held was an opt-out of all lists: the page says so.
    private void comeBack(UnsubscribeToken token, String agent) {
        OptIn decision = OptIn.byPerson(clock.instant(), "on the page, " + agent);
        List<Optional<Purpose>> lists = token.list().isPresent()
                ? List.of(token.list(), Optional.<Purpose>empty())
                : List.of(Optional.<Purpose>empty());
        lists.forEach(list -> optOuts.end(token.account(), token.person(), list, decision));
        log.info("Somebody came back to the broadcasts of account {}, by the page", token.account());
    }

    private PageReply shown(UnsubscribePage page, UnsubscribeToken token) {
        EmailAddress person = token.person();
        Map<EmailAddress, OptOut> held = optOuts.find(token.account(), token.list(), List.of(person));
        OptOut optOut = held.get(person);
        return optOut == null ? page.subscribed(token) : page.unsubscribed(token, optOut);
    }
}
