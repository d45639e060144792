package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.identity.BounceAddresses;
import io.sendwell.identity.Operator;
import io.sendwell.internal.text.Digests;
import io.sendwell.message.CampaignName;
import io.sendwell.message.HeaderField;
import io.sendwell.message.Mail;
import io.sendwell.message.MessageClass;
import io.sendwell.message.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The header fields that a mail gets by its class: those of a list and of a machine, which a mail between two people must not have.
 * Immutable; threads may share it.
 */
final class HeaderRules {

    // Gmail's feedback loop: the last part names the sender, in 5 to 15 characters, the same ones in all its mail.
    private static final int SHORTEST_SENDER = 5;
    private static final int LONGEST_SENDER = 15;

    private static final int LONGEST_CAMPAIGN = 40;
    private static final int DIGEST = 8;

    // RFC 2919 section 2.
    private static final int LONGEST_LIST_ID = 255;

    // MS-OXCMAIL section 2.1.3.2.20. Neither All nor NDR, which would suppress bounces as well.
    private static final String SUPPRESSED = "DR, RN, NRN, OOF, AutoReply";

    private final String operatorDomain;
    private final String senderId;
    private final Optional<EmailAddress> complaints;
    private final BounceAddresses bounceAddresses;

    HeaderRules(Operator operator) {
        operatorDomain = operator.senderField().address().domain().ascii();
        senderId = senderId(operator.name());
        complaints = operator.complaintAddress();
        bounceAddresses = new BounceAddresses(operator);
    }

    /**
     * The fields for this mail. One of that name that the application set itself stays the only one.
     *
     * @param id our id of the copy
     */
    List<HeaderField> fields(AccountId account, Mail mail, CampaignName campaign, String id) {
        List<HeaderField> fields = new ArrayList<>();
        mail.unsubscribe().ifPresent(link -> fields.addAll(link.headerFields()));
        if (mail.messageClass() == MessageClass.MASS) {
            fields.add(new HeaderField("List-Id", listId(account, mail)));
            fields.add(new HeaderField("Precedence", "bulk"));
            fields.add(new HeaderField("X-Auto-Response-Suppress", SUPPRESSED));
        }
        if (mail.messageClass() != MessageClass.INDIVIDUAL) {
            // RFC 3834 section 5.
            fields.add(new HeaderField("Auto-Submitted", "auto-generated"));
            fields.add(new HeaderField("Feedback-ID", feedbackId(account, mail, campaign)));
            complaints.ifPresent(address -> fields.addAll(complaintFields(address, id)));
        }
        fields.removeIf(
                field -> mail.headerFields().stream().anyMatch(own -> own.name().equalsIgnoreCase(field.name())));
        return fields;
    }

    // RFC 9477 section 3; the code is what makes a report believed.
    private List<HeaderField> complaintFields(EmailAddress address, String id) {
        return List.of(
                new HeaderField("CFBL-Address", address + "; report=arf"),
                new HeaderField("CFBL-Feedback-ID", bounceAddresses.proofOf(id)));
    }

    // RFC 2919 section 3: the same as long as the list exists, under a domain that is ours.
    private String listId(AccountId account, Mail mail) {
        String list = label(mail.purpose().map(Purpose::value).orElse("broadcasts"));
        String id = list + "." + label(account.value()) + "." + operatorDomain;
        if (id.length() > LONGEST_LIST_ID - 2) {
            id = Digests.sha256Hex(list + " " + account).substring(0, 2 * DIGEST) + "." + operatorDomain;
        }
        return "<" + id + ">";
    }

    // A dot-atom (RFC 5322 section 3.2.3) has no dot at its ends and no two together.
    private static String label(String text) {
        return text.replaceAll("^\\.|\\.$|\\.(?=\\.)", "-");
    }

    private String feedbackId(AccountId account, Mail mail, CampaignName campaign) {
        String type = mail.purpose()
                .map(Purpose::value)
                .orElse(mail.messageClass().name().toLowerCase(Locale.ROOT));
        return slug(campaign.value(), LONGEST_CAMPAIGN) + ":" + account + ":" + type + ":" + senderId;
    }

    private static String senderId(String name) {
        String slug = slug(name, LONGEST_SENDER);
        return slug.length() < SHORTEST_SENDER
                ? (slug + "-" + Digests.sha256Hex(name)).substring(0, LONGEST_SENDER - 2)
                : slug;
    }

    /** Letters, digits and hyphens that say the same to people; with some digits of a digest where something had to be left out. */
    private static String slug(String text, int longest) {
        String lower = text.toLowerCase(Locale.ROOT);
        String slug = lower.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        boolean isWhole = slug.length() <= longest && lower.matches("[a-z0-9 -]*");
        if (isWhole) {
            return slug;
        }
        int room = Math.max(0, longest - DIGEST - 1);
        String begin = slug.substring(0, Math.min(room, slug.length()));
        return (begin.isEmpty() ? "" : begin + "-") + Digests.sha256Hex(text).substring(0, DIGEST);
    }
}
