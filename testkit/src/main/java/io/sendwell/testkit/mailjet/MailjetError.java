package io.sendwell.testkit.mailjet;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The error codes that Mailjet documents for {@code POST /v3.1/send}, with the status each stands for.
 *
 * <p>Source: Mailjet's guide of the Send API v3.1, table of errors. The texts are ours: clients must match on codes.
 */
public enum MailjetError {
    /** None of HTMLPart, TextPart and TemplateID. */
    SEND_0003(
            400,
            "At least one of HTMLPart, TextPart and TemplateID is required.",
            "HTMLPart",
            "TextPart",
            "TemplateID"),
    /** HTMLPart is given and the template has HTML as well. */
    SEND_0004(400, "HTMLPart cannot be combined with a template that has HTML.", "HTMLPart", "TemplateID"),
    /** The API key may not use the Sender property. */
    SEND_0006(403, "This API key is not allowed to use Sender.", "SenderID"),
    /** Sender is not a validated sender of the API key. */
    SEND_0007(403, "Sender is not an active sender of this API key.", "SenderID"),
    /** From is not an authorised sender of the API key. */
    SEND_0008(403, "From is not an authorised sender of this API key.", "From"),
    /** The template is not usable by this API key. */
    SEND_0010(400, "The template cannot be used by this API key.", "TemplateID"),
    /** A header that may not be passed in Headers. */
    SEND_0011(400, "This header cannot be passed in Headers.", "Headers"),
    /** DeduplicateCampaign without CustomCampaign. */
    SEND_0012(400, "DeduplicateCampaign needs CustomCampaign.", "CustomCampaign", "DeduplicateCampaign"),
    /** The MonitoringCategory does not exist for the API key. */
    SEND_0013(400, "The monitoring category is unknown.", "MonitoringCategory"),
    /** More than 50 recipients over all messages of the call. */
    SEND_0015(400, "More than 50 recipients in one call.", "To", "Bcc", "Cc"),
    /** TemplateErrorReporting or TemplateErrorDeliver without TemplateLanguage. */
    SEND_0016(400, "TemplateErrorReporting and TemplateErrorDeliver need TemplateLanguage.", "TemplateLanguage"),
    /** The API key is suspended. */
    MJ_0001(401, "The API key is suspended."),
    /** The body is not JSON. */
    MJ_0002(400, "The body is not valid JSON."),
    /** A mandatory property is missing or null. */
    MJ_0003(400, "A mandatory property is missing."),
    /** A value has the wrong type. */
    MJ_0004(400, "The value has the wrong type."),
    /** A value is not one of the allowed ones. */
    MJ_0005(400, "The value is not allowed."),
    /** A text is too long. */
    MJ_0006(400, "The text has too many characters."),
    /** An array is empty. */
    MJ_0007(400, "The array is empty."),
    /** An array has more than 50 elements. */
    MJ_0008(400, "The array has too many elements."),
    /** The payload is too large; in practice the front proxy often answers 413 in HTML instead. */
    MJ_0011(400, "The payload is too large."),
    /** A text is empty that must not be. */
    MJ_0012(400, "The text is empty."),
    /** An e-mail address is not well-formed. */
    MJ_0013(400, "The e-mail address is not well-formed."),
    /** No valid credentials. */
    MJ_0015(401, "No valid credentials were given.");

    private final int httpStatus;
    private final String text;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> relatedTo;

    MailjetError(int httpStatus, String text, String... relatedTo) {
        this.httpStatus = httpStatus;
        this.text = text;
        this.relatedTo = List.of(relatedTo);
    }

    /**
     * The error with this code.
     *
     * @throws IllegalArgumentException when Mailjet documents no such code
     */
    public static MailjetError of(String code) {
        return Arrays.stream(values())
                .filter(error -> error.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Unknown Mailjet error code \"" + code + "\": expected one such as send-0008 or mj-0013."));
    }

    /** The code as it stands in an answer: {@code send-0008}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The {@code StatusCode} of the error: 400, 401 or 403. */
    public int httpStatus() {
        return httpStatus;
    }

    /** The {@code ErrorMessage} that the fake sends. */
    public String text() {
        return text;
    }

    /** The properties named in {@code ErrorRelatedTo} when the place is always the same. */
    public List<String> relatedTo() {
        return relatedTo;
    }
}
