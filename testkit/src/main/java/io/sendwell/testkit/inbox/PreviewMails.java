package io.sendwell.testkit.inbox;

import io.sendwell.MailPreview;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The previews, each person's mail under an id of its own. */
record PreviewMails(List<Previews.Named> named) implements Mailroom {

    private static final Pattern ID = Pattern.compile("preview-(\\d{1,4})-(\\d{1,4})");

    /** What was sent is in the list; previews are asked for by name. */
    @Override
    public List<InboxMail> newest(int limit) {
        return List.of();
    }

    @Override
    public Optional<InboxMail> find(String id) {
        Matcher parts = ID.matcher(id);
        if (!parts.matches() || Integer.parseInt(parts.group(1)) >= named.size()) {
            return Optional.empty();
        }
        return persons(Integer.parseInt(parts.group(1))).stream()
                .filter(mail -> mail.id().equals(id))
                .findFirst();
    }

    List<InboxMail> persons(int number) {
        Previews.Named preview = named.get(number);
        List<InboxMail> mails = new ArrayList<>();
        for (MailPreview mail : preview.mails().get()) {
            mails.add(new PreviewMail("preview-" + number + "-" + mails.size(), preview.name(), mail));
        }
        return mails;
    }
}
