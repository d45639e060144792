package io.sendwell.message;

import io.sendwell.internal.text.HeaderText;

/**
 * The name under which messages and their events are grouped. The same name on two sendings groups them.
 *
 * @param value 1 to 255 characters (Mailjet's limit for {@code CustomCampaign}), on one line
 */
public record CampaignName(String value) {

    private static final int MAX_LENGTH = 255;

    public CampaignName {
        HeaderText.requireOneLine("campaign", value);
        if (value.isBlank() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "A campaign's name has 1 to " + MAX_LENGTH + " characters; this one has " + value.length() + ".");
        }
    }

    /**
     * The campaign of this name.
     *
     * @throws IllegalArgumentException when the name breaks the rule above
     */
    public static CampaignName of(String value) {
        return new CampaignName(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
