package io.sendwell.unsubscribe;

import io.sendwell.account.AccountId;
import io.sendwell.account.Secret;
import io.sendwell.address.EmailAddress;
import io.sendwell.message.Purpose;
import io.sendwell.message.UnsubscribeLink;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the links by which people leave a list, and reads them when they come back. Immutable; threads may share it.
 *
 * <pre>{@code
 * UnsubscribeLinks links = UnsubscribeLinks.at("https://u.vendor.example/o", secret)   // the same secret on every node
 *     .mailto("u@u.vendor.example")
 *     .formerSecret(secretOfLastYear);
 * }</pre>
 *
 * <p>A link holds account, person and list in a sealed token: opaque, bound to one person, and good for nothing but to leave and to
 * come back. Whoever has it can do that for this person, so it is left out of logs.
 */
public final class UnsubscribeLinks {

    private static final int MAX_BASE = 200;

    /** How many texts of the form of a token are tried in a subject: each costs an HMAC for each secret. */
    private static final int MOST_TRIED = 8;

    // The shortest account and address, sealed, have more characters.
    private static final Pattern TOKEN = Pattern.compile(
            "(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{32," + UnsubscribeTokens.MAX_LENGTH + "}(?![A-Za-z0-9_-])");

    private final URI base;
    private final UnsubscribeTokens tokens;
    private final Optional<EmailAddress> mailbox;
    private final Optional<Duration> validity;
    private final Function<AccountId, Optional<URI>> bases;

    private UnsubscribeLinks(
            URI base,
            UnsubscribeTokens tokens,
            Optional<EmailAddress> mailbox,
            Optional<Duration> validity,
            Function<AccountId, Optional<URI>> bases) {
        this.base = base;
        this.tokens = tokens;
        this.mailbox = mailbox;
        this.validity = validity;
        this.bases = bases;
    }

    /**
     * Links that begin with this URL, which an {@link UnsubscribeHandler} answers.
     *
     * @param base with https, without user, query and fragment, of at most 200 characters
     * @param secret seals the tokens: 32 characters of chance or more, the same on every node
     * @throws IllegalArgumentException when one of them is otherwise
     */
    public static UnsubscribeLinks at(String base, Secret secret) {
        return new UnsubscribeLinks(
                sound(URI.create(base)),
                UnsubscribeTokens.under(secret),
                Optional.empty(),
                Optional.empty(),
                account -> Optional.empty());
    }

    /**
     * The same, which open too what was sealed under a secret that was replaced. Mail is kept for years: a secret whose mail is still
     * out there is named here, not dropped.
     */
    public UnsubscribeLinks formerSecret(Secret secret) {
        return new UnsubscribeLinks(base, tokens.formerly(secret), mailbox, validity, bases);
    }

    /**
     * The same, by which people also leave with a mail to this address; somebody has to read it: see {@code SmtpReports} in the SMTP
     * transport.
     *
     * @throws IllegalArgumentException when it is no address that stands in a URI as it is
     */
    public UnsubscribeLinks mailto(String address) {
        EmailAddress parsed = EmailAddress.parse(address);
        if (!parsed.toString().matches("[A-Za-z0-9._+@-]+")) {
            throw new IllegalArgumentException(
                    "The address to unsubscribe by mail stands in a URI: it has letters, digits,"
                            + " dots, hyphens, underscores and plus signs; found " + parsed.masked() + ".");
        }
        return new UnsubscribeLinks(base, tokens, Optional.of(parsed), validity, bases);
    }

    /**
     * The same, whose links work for so long and to the end of that day. Without it they work for ever.
     *
     * @param value 60 days or more, which CASL section 11 asks for
     * @throws IllegalArgumentException when it is shorter
     */
    public UnsubscribeLinks validFor(Duration value) {
        if (value.compareTo(Duration.ofDays(60)) < 0) {
            throw new IllegalArgumentException("A link to unsubscribe has to work for 60 days (CASL section 11); found "
                    + value.toDays() + " days. Leave it out, and it works for ever.");
        }
        return new UnsubscribeLinks(base, tokens, mailbox, Optional.of(value), bases);
    }

    /**
     * The same, with a URL of its own for some accounts, such as a host in the domain that their mail comes from.
     *
     * @param lookUp gives what {@link #at} takes as base; asked for each mail
     */
    public UnsubscribeLinks ofAccounts(Function<AccountId, Optional<URI>> lookUp) {
        return new UnsubscribeLinks(base, tokens, mailbox, validity, lookUp);
    }

    /**
     * The link by which a person leaves a list.
     *
     * @param list the purpose of its mails; empty for all broadcasts of the account
     * @param now from when on its time runs, when it does not work for ever
     * @throws IllegalArgumentException when the account's own base is none
     */
    public UnsubscribeLink link(AccountId account, EmailAddress person, Optional<Purpose> list, Instant now) {
        UnsubscribeToken token = new UnsubscribeToken(account, person, list, validity.map(now::plus));
        String sealed = tokens.seal(token);
        String begin =
                bases.apply(account).map(UnsubscribeLinks::sound).orElse(base).toString();
        UnsubscribeLink link = UnsubscribeLink.of(URI.create(begin + (begin.endsWith("/") ? "" : "/") + sealed));
        return mailbox.map(
                        address -> link.orByMail(URI.create("mailto:" + address + "?subject=unsubscribe%20" + sealed)))
                .orElse(link);
    }

    /** What the path of a URL, or a token alone, is the link of; empty when it is none of ours. Whatever comes from outside may be given. */
    Optional<UnsubscribeToken> inPath(String path) {
        return tokens.open(path.substring(path.lastIndexOf('/') + 1));
    }

    /** The first of our tokens in a text, such as the subject of a mail; empty when there is none. Whatever comes from outside may be given. */
    Optional<UnsubscribeToken> inText(CharSequence text) {
        Matcher matcher = TOKEN.matcher(text);
        for (int tried = 0; tried < MOST_TRIED && matcher.find(); tried++) {
            Optional<UnsubscribeToken> token = tokens.open(matcher.group());
            if (token.isPresent()) {
                return token;
            }
        }
        return Optional.empty();
    }

    private static URI sound(URI url) {
        boolean isPlain = url.getHost() != null
                && url.getRawUserInfo() == null
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
        if (!isPlain || !"https".equals(url.getScheme()) || url.toString().length() > MAX_BASE) {
            throw new IllegalArgumentException("Links to unsubscribe begin with an https URL without user, query and"
                    + " fragment, of at most " + MAX_BASE + " characters (RFC 8058 section 3.1); found " + url + ".");
        }
        return url;
    }

    /** Where they lead, and nothing of the secrets. */
    @Override
    public String toString() {
        return "UnsubscribeLinks[" + base + "]";
    }
}
