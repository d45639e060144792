package io.sendwell.testkit.mailjet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The recipients of one message. One that is repeated over To, Cc and Bcc counts once, where it stands first. */
record Recipients(List<PostedMailbox> to, List<PostedMailbox> cc, List<PostedMailbox> bcc) {

    /** Reads what is readable; elements without an address are left to the structure check. */
    static Recipients of(JsonNode message) {
        Set<String> seen = new HashSet<>();
        return new Recipients(
                distinct(message.path("To"), seen),
                distinct(message.path("Cc"), seen),
                distinct(message.path("Bcc"), seen));
    }

    int size() {
        return to.size() + cc.size() + bcc.size();
    }

    static PostedMailbox mailbox(JsonNode posted) {
        return new PostedMailbox(
                posted.path("Name").asText(""), posted.path("Email").asText(""));
    }

    static String comparable(String address) {
        return address.toLowerCase(Locale.ROOT);
    }

    private static List<PostedMailbox> distinct(JsonNode list, Set<String> seen) {
        List<PostedMailbox> mailboxes = new ArrayList<>();
        for (JsonNode element : list) {
            PostedMailbox mailbox = mailbox(element);
            if (seen.add(comparable(mailbox.address()))) {
                mailboxes.add(mailbox);
            }
        }
        return mailboxes;
    }
}
