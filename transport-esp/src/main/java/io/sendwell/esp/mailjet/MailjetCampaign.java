package io.sendwell.esp.mailjet;

import io.sendwell.message.CampaignName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;

/**
 * How a campaign is called at Mailjet, where {@code CustomCampaign} has letters, digits, spaces, hyphens and underscores,
 * 255 at most.
 *
 * <p>A name of only these goes out as it is. From any other, accents are taken off, what is still no ASCII letter or
 * digit becomes a hyphen, and a hyphen with eight hexadecimal digits of the name's SHA-256 is appended: so that
 * {@code Größe} and {@code Grosse} stay two campaigns, and the same name is the same campaign for ever.
 */
final class MailjetCampaign {

    private static final int DIGEST_OCTETS = 4;
    private static final int MAX_READABLE = MailjetLimits.CAMPAIGN - 1 - 2 * DIGEST_OCTETS;

    private MailjetCampaign() {}

    static String wireName(CampaignName campaign) {
        String name = campaign.value();
        if (name.chars().allMatch(MailjetCampaign::isAllowed) && name.strip().equals(name)) {
            return name;
        }
        StringBuilder readable = new StringBuilder();
        Normalizer.normalize(name, Normalizer.Form.NFKD)
                .codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .forEach(c -> readable.appendCodePoint(isAllowed(c) ? c : '-'));
        String kept =
                readable.substring(0, Math.min(readable.length(), MAX_READABLE)).strip();
        return kept + "-" + digest(name);
    }

    private static boolean isAllowed(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || " -_".indexOf(c) >= 0;
    }

    private static String digest(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, DIGEST_OCTETS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
