package io.sendwell.check;

import io.sendwell.account.AccountId;
import io.sendwell.message.Mail;
import io.sendwell.policy.SendingPolicy;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether links lead where they say, over TLS, to a host that has a name. */
final class LinkHabitCheck implements Check {

    private static final Set<String> SHORTENERS = DataFile.words("link-shorteners.txt");

    // Only what is surely meant as an address: a scheme, www, a path, or one of the common ends of a name.
    private static final Pattern SHOWN_ADDRESS = Pattern.compile(
            "(?:(https?)://)?((?:[\\p{Alnum}-]{1,63}\\.){1,10}(\\p{Alpha}[\\p{Alnum}-]{1,62}))(?::\\d{1,5})?(/\\S{0,2000})?",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);
    private static final Set<String> COMMON_ENDS = Set.of(
            "com", "org", "net", "info", "biz", "eu", "de", "fr", "es", "uk", "nl", "dk", "se", "no", "fi", "it", "pl",
            "ch", "at", "be", "pt", "ie", "ca", "us", "au", "example");

    @Override
    public List<Rule> rules() {
        return List.of(
                MailRule.LINK_WITHOUT_SCHEME,
                MailRule.LINK_INSECURE,
                MailRule.LINK_SHORTENED,
                MailRule.LINK_ADDRESS_HOST,
                MailRule.LINK_USER_INFO,
                MailRule.LINK_TEXT_MISMATCH);
    }

    @Override
    public List<Finding> examine(Mail mail, AccountId account, SendingPolicy policy) {
        // The first link of each kind is told, however many there are.
        Map<MailRule, Finding> found = new EnumMap<>(MailRule.class);
        mail.html().ifPresent(html -> HtmlReading.of(html).links().forEach(link -> examine(link, found)));
        return new ArrayList<>(found.values());
    }

    private static void examine(HtmlReading.Link link, Map<MailRule, Finding> found) {
        if (link.target().startsWith("#")) {
            return;
        }
        WebLink target = WebLink.of(link.target());
        if (target.scheme().isEmpty()) {
            note(MailRule.LINK_WITHOUT_SCHEME, link, found);
            return;
        }
        if (!target.leadsToTheWeb()) {
            return;
        }
        if (target.scheme().equals("http")) {
            note(MailRule.LINK_INSECURE, link, found);
        }
        if (!target.userInfo().isEmpty()) {
            note(MailRule.LINK_USER_INFO, link, found);
        }
        if (target.isAddress()) {
            note(MailRule.LINK_ADDRESS_HOST, link, found);
        }
        if (SHORTENERS.contains(withoutWww(target.host()))) {
            note(MailRule.LINK_SHORTENED, link, found);
        }
        examineText(link, target.host(), found);
    }

    private static void examineText(HtmlReading.Link link, String host, Map<MailRule, Finding> found) {
        Matcher shown = SHOWN_ADDRESS.matcher(link.text());
        if (!shown.matches()) {
            return;
        }
        String shownHost = withoutWww(shown.group(2).toLowerCase(Locale.ROOT));
        boolean meant = shown.group(1) != null
                || shown.group(4) != null
                || !shownHost.equals(shown.group(2).toLowerCase(Locale.ROOT))
                || COMMON_ENDS.contains(shown.group(3).toLowerCase(Locale.ROOT));
        String targetHost = withoutWww(host);
        boolean same = shownHost.equals(targetHost)
                || targetHost.endsWith("." + shownHost)
                || shownHost.endsWith("." + targetHost);
        if (meant && !same) {
            found.computeIfAbsent(
                    MailRule.LINK_TEXT_MISMATCH,
                    rule -> Finding.fail(rule)
                            .with("shown", shortened(link.text()))
                            .with("host", host));
        }
    }

    private static void note(MailRule rule, HtmlReading.Link link, Map<MailRule, Finding> found) {
        found.computeIfAbsent(rule, broken -> Finding.fail(broken).with("link", shortened(link.target())));
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(200, text.length()));
    }

    private static String withoutWww(String host) {
        return host.startsWith("www.") ? host.substring(4) : host;
    }
}
