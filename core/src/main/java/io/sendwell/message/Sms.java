package io.sendwell.message;

import io.sendwell.internal.text.Ascii;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A text message to one telephone.
 *
 * <p>It shares campaigns, references and the scheduled list with mail. No transport carries it yet: sending one is
 * refused with a clear answer. Immutable; threads may share it.
 */
public final class Sms implements Message {

    private final String from;
    private final String number;
    private final String text;
    private final SmsText analysed;
    private final Optional<String> about;
    private final Optional<CampaignName> campaign;
    private final MessageClass messageClass;

    private Sms(Builder b, String from, String number, String text) {
        this.from = from;
        this.number = number;
        this.text = text;
        analysed = SmsText.of(text);
        about = Optional.ofNullable(b.about);
        campaign = Optional.ofNullable(b.campaign);
        messageClass = b.messageClass;
    }

    /** Starts a text message. */
    public static Builder compose() {
        return new Builder();
    }

    /** Whom it comes from: a telephone number in E.164 form, or 3 to 11 letters and digits. */
    public String from() {
        return from;
    }

    /** The telephone it goes to, in E.164 form, such as {@code +4512345678}. */
    public String number() {
        return number;
    }

    /** What it says. */
    public String text() {
        return text;
    }

    /** The alphabet it travels in, which decides how much fits into a segment. */
    public SmsEncoding encoding() {
        return analysed.encoding();
    }

    /** In how many segments it travels; each is charged as one text message. */
    public int segments() {
        return analysed.segments();
    }

    @Override
    public Optional<String> about() {
        return about;
    }

    @Override
    public Optional<CampaignName> campaign() {
        return campaign;
    }

    @Override
    public MessageClass messageClass() {
        return messageClass;
    }

    /** Composes a text message; one thread at a time. */
    public static final class Builder {

        private @Nullable String from;
        private @Nullable String number;
        private @Nullable String text;
        private @Nullable String about;
        private @Nullable CampaignName campaign;
        private MessageClass messageClass = MessageClass.INDIVIDUAL;

        private Builder() {}

        /** Whom it comes from: a number in E.164 form, or 3 to 11 letters and digits. */
        public Builder from(String value) {
            from = value;
            return this;
        }

        /** The telephone it goes to, in E.164 form: {@code +} and 7 to 15 digits. */
        public Builder to(String e164) {
            number = e164;
            return this;
        }

        /** What it says. */
        public Builder text(String value) {
            text = value;
            return this;
        }

        /** The application's own reference of whom or what it concerns. */
        public Builder about(String reference) {
            about = reference;
            return this;
        }

        /** The campaign it belongs to. */
        public Builder campaign(String name) {
            campaign = CampaignName.of(name);
            return this;
        }

        /** How it came to be. */
        public Builder messageClass(MessageClass value) {
            messageClass = value;
            return this;
        }

        /**
         * The text message.
         *
         * @throws InvalidMessageException when something is missing or makes no sense; it lists every problem
         */
        public Sms build() {
            List<String> problems = new ArrayList<>();
            if (from == null || !(isE164(from) || isSenderName(from))) {
                problems.add("An SMS comes from a number such as +4512345678, or from 3 to 11 letters and digits.");
            }
            if (number == null || !isE164(number)) {
                problems.add("An SMS goes to a number in E.164 form: + and 7 to 15 digits, such as +4512345678.");
            }
            if (text == null || text.isEmpty()) {
                problems.add("An SMS needs a text.");
            }
            if (from == null || number == null || text == null || !problems.isEmpty()) {
                throw new InvalidMessageException(problems);
            }
            return new Sms(this, from, number, text);
        }

        private static boolean isE164(String value) {
            return value.length() >= 8
                    && value.length() <= 16
                    && value.charAt(0) == '+'
                    && value.charAt(1) != '0'
                    && value.chars().skip(1).allMatch(Ascii::isDigit);
        }

        private static boolean isSenderName(String value) {
            return value.length() >= 3 && value.length() <= 11 && Ascii.isMadeOf(value, "");
        }
    }
}
