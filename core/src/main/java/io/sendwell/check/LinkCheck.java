package io.sendwell.check;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.internal.html.HtmlTokenizer;
import io.sendwell.message.Mail;
import io.sendwell.policy.SendingPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether a link of the HTML runs a script, carries its content in itself, or leads to a host that deceives the eye. */
final class LinkCheck implements Check {

    private static final List<String> LINKS = List.of("href", "action", "formaction");
    private static final Set<String> UNSAFE_SCHEMES = Set.of("javascript", "vbscript", "data");

    @Override
    public List<Rule> rules() {
        return List.of(MailRule.LINK_UNSAFE);
    }

    @Override
    public List<Finding> examine(Mail mail, AccountId account, SendingPolicy policy) {
        // One finding for each code and subject is enough, however often a link is repeated.
        Map<String, Finding> findings = new LinkedHashMap<>();
        mail.html().ifPresent(html -> {
            HtmlTokenizer tokens = new HtmlTokenizer(html);
            for (HtmlTokenizer.Token token = tokens.next(); token != HtmlTokenizer.Token.END; token = tokens.next()) {
                if (token == HtmlTokenizer.Token.START_TAG) {
                    LINKS.forEach(attribute -> examine(tokens.attribute(attribute), findings));
                }
            }
        });
        return new ArrayList<>(findings.values());
    }

    private static void examine(String link, Map<String, Finding> findings) {
        // Browsers take white space and controls out of a scheme before they read it.
        String url = link.codePoints()
                .filter(c -> c > ' ')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        int colon = url.indexOf(':');
        String scheme = colon < 0 ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT);
        if (UNSAFE_SCHEMES.contains(scheme)) {
            findings.putIfAbsent(
                    scheme,
                    Finding.fail(MailRule.LINK_UNSAFE)
                            .with("scheme", scheme)
                            .with("link", url.substring(0, Math.min(40, url.length()))));
        }
        if (scheme.equals("http") || scheme.equals("https")) {
            host(url.substring(colon + 1))
                    .filter(host -> !host.isHighlyRestrictive())
                    .ifPresent(host -> findings.putIfAbsent(host.ascii(), Confusables.finding("link", host)));
        }
    }

    private static Optional<DomainName> host(String afterScheme) {
        if (!afterScheme.startsWith("//")) {
            return Optional.empty();
        }
        int end = 2;
        while (end < afterScheme.length() && "/?#\\".indexOf(afterScheme.charAt(end)) < 0) {
            end++;
        }
        String authority = afterScheme.substring(2, end);
        String hostAndPort = authority.substring(authority.lastIndexOf('@') + 1);
        int port = hostAndPort.lastIndexOf(':');
        try {
            return Optional.of(DomainName.parse(port < 0 ? hostAndPort : hostAndPort.substring(0, port)));
        } catch (IllegalArgumentException e) {
            // An address literal or a relative link; there is no name to be deceived by.
            return Optional.empty();
        }
    }
}
