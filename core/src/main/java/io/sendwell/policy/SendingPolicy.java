package io.sendwell.policy;

import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Every figure that decides when, how much and what may be sent.
 *
 * <p>Start from {@link #defaults()} and change what differs: {@code SendingPolicy.defaults().with(p ->
 * p.espAttachmentLimit(15 * MEBIBYTE))}. Immutable; threads may share it.
 */
public final class SendingPolicy {

    /** 1,048,576 bytes, the unit in which attachment limits are counted. */
    public static final long MEBIBYTE = 1_048_576;

    private static final SendingPolicy DEFAULTS = new SendingPolicy(new Draft());

    private final Draft figures;

    private SendingPolicy(Draft figures) {
        this.figures = figures;
    }

    /** Whether an author's mailbox must have been confirmed by its owner before it may stand in From. */
    public enum MailboxConfirmation {
        /** An unconfirmed mailbox of a domain that the account has not verified is not sendable. */
        REQUIRED,
        /** The application answers for its users' mailboxes in a way of its own. */
        LEFT_TO_THE_APPLICATION
    }

    /** How much an application makes of a finding that is advice by itself. */
    public enum Weight {
        /** It keeps the mail from leaving. */
        STOPS,
        /** It is advice. */
        ADVISES,
        /** It is good to know. */
        NOTES,
        /** It is not told. */
        OFF
    }

    /** What has to be known of a person's consent before a broadcast goes to that person. */
    public enum MassConsent {
        /** A consent that was given and not withdrawn. */
        REQUIRED,
        /** One that the owner of the mailbox confirmed, besides: double opt-in. */
        CONFIRMED,
        /** The application keeps evidence in a way of its own, and names in an audience only those who agreed. */
        LEFT_TO_THE_APPLICATION
    }

    /** Whether a broadcast shows where its sender is to be found by post. */
    public enum MassPostalAddress {
        /** The account states its address, and each mail of a broadcast shows it. */
        REQUIRED,
        /** The application answers for it in a way of its own. */
        LEFT_TO_THE_APPLICATION
    }

    /** The figures of the product. */
    public static SendingPolicy defaults() {
        return DEFAULTS;
    }

    /**
     * This policy with some figures changed.
     *
     * @param change sets what differs; the draft is of no use afterwards
     * @throws IllegalArgumentException when the figures make no sense; the text names the figure
     */
    public SendingPolicy with(Consumer<Draft> change) {
        Draft draft = new Draft(figures);
        change.accept(draft);
        return new SendingPolicy(new Draft(draft).checked());
    }

    /**
     * How many bytes of attachments and inline files together, before encoding, still leave by the ESP. Exactly this
     * many do; one more goes by SMTP. 7 MiB by default; a transport's own limit applies too, and the smaller wins.
     */
    public long espAttachmentLimit() {
        return figures.espAttachmentLimit;
    }

    /** How many recipients one sending may have, before any filtering, to go out at once; 100 by default. */
    public int immediateRecipientLimit() {
        return figures.immediateRecipientLimit;
    }

    /** Above how many recipients a sending had better be split; 5,000 by default. Advice, not a limit. */
    public int adviceBatchSize() {
        return figures.adviceBatchSize;
    }

    /**
     * How far ahead a sending above {@link #immediateRecipientLimit()} is scheduled at least; 10 minutes by default.
     */
    public Duration minimumScheduleDelay() {
        return figures.minimumScheduleDelay;
    }

    /** How far ahead anything may be scheduled; 90 days by default. */
    public Duration maximumScheduleDelay() {
        return figures.maximumScheduleDelay;
    }

    /** How many mails of one account may leave in any {@link #throttleWindow()}; 6,000 by default. */
    public int throttlePermits() {
        return figures.throttlePermits;
    }

    /**
     * How many mails of all accounts together may leave in any {@link #throttleWindow()}; without a limit by default, since
     * only the operator knows what the contract with its ESP says.
     */
    public OptionalInt operatorThrottlePermits() {
        return figures.operatorThrottlePermits;
    }

    /** The rolling window in which permits are counted; 15 minutes by default, 31 days at the most. */
    public Duration throttleWindow() {
        return figures.throttleWindow;
    }

    /** How many of an account's newest events the event log keeps; 50,000 by default. */
    public int eventLogSize() {
        return figures.eventLogSize;
    }

    /** How long a changed DNS setting may stay pending before its check counts as failed; 24 hours by default. */
    public Duration domainCheckPending() {
        return figures.domainCheckPending;
    }

    /**
     * How soon the check of a domain that is pending or failing is repeated at the soonest; 15 minutes by default.
     */
    public Duration domainCheckRepeat() {
        return figures.domainCheckRepeat;
    }

    /** How old the report may be with which a domain is activated; 15 minutes by default. */
    public Duration domainReportFreshness() {
        return figures.domainReportFreshness;
    }

    /** How long after a good check a domain in use is checked again at the latest; 30 days by default. */
    public Duration domainRecheck() {
        return figures.domainRecheck;
    }

    /** How soon a domain in use is checked again whose last check passed with warnings; 1 day by default. */
    public Duration domainRiskRecheck() {
        return figures.domainRiskRecheck;
    }

    /**
     * After how many failing checks in a row a domain in use enters its {@link #domainGrace()}; 2 by default, so that one
     * odd answer alarms nobody.
     */
    public int domainFailuresBeforeGrace() {
        return figures.domainFailuresBeforeGrace;
    }

    /** How long mail still goes out under a domain whose proof fails; 72 hours by default. */
    public Duration domainGrace() {
        return figures.domainGrace;
    }

    /**
     * How the time in a domain's result line is written; by default as in {@code OK: (28-02-2015 16:24) @customer.example}.
     */
    public DateTimeFormatter domainResultTime() {
        return figures.domainResultTime;
    }

    /** How the date is written on which an account was made; by default as in {@code YourCompany_12345 (Created 11-02-2015)}. */
    public DateTimeFormatter accountDate() {
        return figures.accountDate;
    }

    /** How the date in a broadcast's default campaign name is written; ISO by default, as in {@code 2026-11-21}. */
    public DateTimeFormatter campaignDate() {
        return figures.campaignDate;
    }

    /** How many rows a page of the scheduled list has; 10 by default. */
    public int scheduledPageSize() {
        return figures.scheduledPageSize;
    }

    /** How far an ESP's own figures may lag behind what happened; 60 minutes by default, and often 15. */
    public Duration statisticsLag() {
        return figures.statisticsLag;
    }

    /**
     * Above how many octets on the wire a mail gets a finding; 10,000,000 by default, half of what iCloud Mail
     * takes.
     */
    public long wireSizeAdvice() {
        return figures.wireSizeAdvice;
    }

    /** Above how many octets on the wire a mail is refused; 20,000,000 by default, the ceiling of iCloud Mail. */
    public long wireSizeLimit() {
        return figures.wireSizeLimit;
    }

    /** Whether From needs a mailbox that its owner confirmed; {@link MailboxConfirmation#REQUIRED} by default. */
    public MailboxConfirmation mailboxConfirmation() {
        return figures.mailboxConfirmation;
    }

    /** What differs from the findings' own severity, by code; nothing by default. */
    public Map<String, Weight> weights() {
        return Map.copyOf(figures.weights);
    }

    /** What a broadcast needs to know of each person's consent; {@link MassConsent#REQUIRED} by default. */
    public MassConsent massConsent() {
        return figures.massConsent;
    }

    /** Whether a broadcast shows its sender's postal address; {@link MassPostalAddress#REQUIRED} by default. */
    public MassPostalAddress massPostalAddress() {
        return figures.massPostalAddress;
    }

    /**
     * How long evidence of a consent is kept after it was withdrawn, although the person asks to be erased (GDPR article 17(3)(e)); 4
     * years by default: claims lapse after 3 years (CASL section 23; in Germany from the end of the year on, BGB sections 195 and 199).
     */
    public Duration consentEvidence() {
        return figures.consentEvidence;
    }

    /**
     * What a campaign of mass mail may come to before it is paused; by default hard bounces warn at 2 % and pause at 5 % of 200 mails (the
     * practice of ESPs), or 20 of fewer, and complaints at 0.1 % and 0.3 % of 1,000 (the requirements of Gmail and Yahoo), or 10 of fewer.
     */
    public GuardLimits campaignLimits() {
        return figures.campaignLimits;
    }

    /**
     * What an account may come to before its mass mail is held; by default hard bounces warn at 5 % and hold at 10 % of 1,000 mails, as Amazon
     * SES does, or 100 of fewer, and complaints as in {@link #campaignLimits()}.
     */
    public GuardLimits accountLimits() {
        return figures.accountLimits;
    }

    /**
     * What all accounts together may come to before all mass mail is held, because they share the operator's reputation; by default hard
     * bounces warn at 5 % and hold at 10 % of 10,000 mails, or 1,000 of fewer, and complaints at 0.2 % and 0.5 %, or 50 of fewer. Where one account is
     * to blame it is held by its own limits before.
     */
    public GuardLimits operatorLimits() {
        return figures.operatorLimits;
    }

    /**
     * Over how long the guard counts: this long at least, and twice as long at the most; 7 days by default. Complaints come in days after
     * the mail, and are to be counted with it.
     */
    public Duration guardWindow() {
        return figures.guardWindow;
    }

    /** The figures of a policy while they are being changed. One thread at a time. */
    public static final class Draft {

        // What the throttle can reckon with; ThrottleLimit has the same bounds.
        private static final int MOST_PERMITS = 10_000_000;
        private static final Duration SHORTEST_WINDOW = Duration.ofMillis(1);
        private static final Duration LONGEST_WINDOW = Duration.ofDays(31);
        private static final Duration MICROSECOND = Duration.ofNanos(1_000);

        private long espAttachmentLimit = 7 * MEBIBYTE;
        private int immediateRecipientLimit = 100;
        private int adviceBatchSize = 5_000;
        private Duration minimumScheduleDelay = Duration.ofMinutes(10);
        private Duration maximumScheduleDelay = Duration.ofDays(90);
        private int throttlePermits = 6_000;
        private OptionalInt operatorThrottlePermits = OptionalInt.empty();
        private Duration throttleWindow = Duration.ofMinutes(15);
        private int eventLogSize = 50_000;
        private Duration domainCheckPending = Duration.ofHours(24);
        private Duration domainCheckRepeat = Duration.ofMinutes(15);
        private Duration domainReportFreshness = Duration.ofMinutes(15);
        private Duration domainRecheck = Duration.ofDays(30);
        private Duration domainRiskRecheck = Duration.ofDays(1);
        private int domainFailuresBeforeGrace = 2;
        private Duration domainGrace = Duration.ofDays(3);
        private DateTimeFormatter domainResultTime = DateTimeFormatter.ofPattern("dd-MM-uuuu HH:mm", Locale.ROOT);
        private DateTimeFormatter accountDate = DateTimeFormatter.ofPattern("dd-MM-uuuu", Locale.ROOT);
        private DateTimeFormatter campaignDate = DateTimeFormatter.ISO_LOCAL_DATE;
        private int scheduledPageSize = 10;
        private Duration statisticsLag = Duration.ofMinutes(60);
        private long wireSizeAdvice = 10_000_000;
        private long wireSizeLimit = 20_000_000;
        private MailboxConfirmation mailboxConfirmation = MailboxConfirmation.REQUIRED;
        private MassConsent massConsent = MassConsent.REQUIRED;
        private MassPostalAddress massPostalAddress = MassPostalAddress.REQUIRED;
        private Duration consentEvidence = Duration.ofDays(4 * 365 + 1);
        private GuardLimits campaignLimits =
                new GuardLimits(new RateLimit(0.02, 0.05, 200, 20), new RateLimit(0.001, 0.003, 1_000, 10));
        private GuardLimits accountLimits =
                new GuardLimits(new RateLimit(0.05, 0.1, 1_000, 100), new RateLimit(0.001, 0.003, 1_000, 10));
        private GuardLimits operatorLimits =
                new GuardLimits(new RateLimit(0.05, 0.1, 10_000, 1_000), new RateLimit(0.002, 0.005, 10_000, 50));
        private Duration guardWindow = Duration.ofDays(7);

        private final Map<String, Weight> weights = new TreeMap<>();

        private Draft() {}

        private Draft(Draft other) {
            espAttachmentLimit = other.espAttachmentLimit;
            immediateRecipientLimit = other.immediateRecipientLimit;
            adviceBatchSize = other.adviceBatchSize;
            minimumScheduleDelay = other.minimumScheduleDelay;
            maximumScheduleDelay = other.maximumScheduleDelay;
            throttlePermits = other.throttlePermits;
            operatorThrottlePermits = other.operatorThrottlePermits;
            throttleWindow = other.throttleWindow;
            eventLogSize = other.eventLogSize;
            domainCheckPending = other.domainCheckPending;
            domainCheckRepeat = other.domainCheckRepeat;
            domainReportFreshness = other.domainReportFreshness;
            domainRecheck = other.domainRecheck;
            domainRiskRecheck = other.domainRiskRecheck;
            domainFailuresBeforeGrace = other.domainFailuresBeforeGrace;
            domainGrace = other.domainGrace;
            domainResultTime = other.domainResultTime;
            accountDate = other.accountDate;
            campaignDate = other.campaignDate;
            scheduledPageSize = other.scheduledPageSize;
            statisticsLag = other.statisticsLag;
            wireSizeAdvice = other.wireSizeAdvice;
            wireSizeLimit = other.wireSizeLimit;
            mailboxConfirmation = other.mailboxConfirmation;
            massConsent = other.massConsent;
            massPostalAddress = other.massPostalAddress;
            consentEvidence = other.consentEvidence;
            campaignLimits = other.campaignLimits;
            accountLimits = other.accountLimits;
            operatorLimits = other.operatorLimits;
            guardWindow = other.guardWindow;
            weights.putAll(other.weights);
        }

        /** Sets {@link SendingPolicy#espAttachmentLimit()}. */
        public Draft espAttachmentLimit(long value) {
            espAttachmentLimit = value;
            return this;
        }

        /** Sets {@link SendingPolicy#immediateRecipientLimit()}. */
        public Draft immediateRecipientLimit(int value) {
            immediateRecipientLimit = value;
            return this;
        }

        /** Sets {@link SendingPolicy#adviceBatchSize()}. */
        public Draft adviceBatchSize(int value) {
            adviceBatchSize = value;
            return this;
        }

        /** Sets {@link SendingPolicy#minimumScheduleDelay()}. */
        public Draft minimumScheduleDelay(Duration value) {
            minimumScheduleDelay = value;
            return this;
        }

        /** Sets {@link SendingPolicy#maximumScheduleDelay()}. */
        public Draft maximumScheduleDelay(Duration value) {
            maximumScheduleDelay = value;
            return this;
        }

        /** Sets {@link SendingPolicy#throttlePermits()}. */
        public Draft throttlePermits(int value) {
            throttlePermits = value;
            return this;
        }

        /** Sets {@link SendingPolicy#operatorThrottlePermits()}. */
        public Draft operatorThrottlePermits(int value) {
            operatorThrottlePermits = OptionalInt.of(value);
            return this;
        }

        /** Sets {@link SendingPolicy#throttleWindow()}. */
        public Draft throttleWindow(Duration value) {
            throttleWindow = value;
            return this;
        }

        /** Sets {@link SendingPolicy#eventLogSize()}. */
        public Draft eventLogSize(int value) {
            eventLogSize = value;
            return this;
        }

        /** Sets {@link SendingPolicy#domainCheckPending()}. */
        public Draft domainCheckPending(Duration value) {
            domainCheckPending = value;
            return this;
        }

        /** Sets {@link SendingPolicy#domainCheckRepeat()}. */
        public Draft domainCheckRepeat(Duration value) {
            domainCheckRepeat = value;
            return this;
        }

        /** Sets {@link SendingPolicy#domainReportFreshness()}. */
        public Draft domainReportFreshness(Duration value) {
            domainReportFreshness = value;
            return this;
        }

        /** Sets {@link SendingPolicy#domainRecheck()}. */
        public Draft domainRecheck(Duration value) {
            domainRecheck = value;
            return this;
        }

        /** Sets {@link SendingPolicy#domainRiskRecheck()}. */
        public Draft domainRiskRecheck(Duration value) {
            domainRiskRecheck = value;
            return this;
        }

        /** Sets {@link SendingPolicy#domainFailuresBeforeGrace()}. */
        public Draft domainFailuresBeforeGrace(int value) {
            domainFailuresBeforeGrace = value;
            return this;
        }

        /** Sets {@link SendingPolicy#domainGrace()}. */
        public Draft domainGrace(Duration value) {
            domainGrace = value;
            return this;
        }

        /** Sets {@link SendingPolicy#domainResultTime()}. */
        public Draft domainResultTime(DateTimeFormatter value) {
            domainResultTime = value;
            return this;
        }

        /** Sets {@link SendingPolicy#accountDate()}. */
        public Draft accountDate(DateTimeFormatter value) {
            accountDate = value;
            return this;
        }

        /** Sets {@link SendingPolicy#campaignDate()}. */
        public Draft campaignDate(DateTimeFormatter value) {
            campaignDate = value;
            return this;
        }

        /** Sets {@link SendingPolicy#scheduledPageSize()}. */
        public Draft scheduledPageSize(int value) {
            scheduledPageSize = value;
            return this;
        }

        /** Sets {@link SendingPolicy#statisticsLag()}. */
        public Draft statisticsLag(Duration value) {
            statisticsLag = value;
            return this;
        }

        /** Sets {@link SendingPolicy#wireSizeAdvice()}. */
        public Draft wireSizeAdvice(long value) {
            wireSizeAdvice = value;
            return this;
        }

        /** Sets {@link SendingPolicy#wireSizeLimit()}. */
        public Draft wireSizeLimit(long value) {
            wireSizeLimit = value;
            return this;
        }

        /** Sets {@link SendingPolicy#mailboxConfirmation()}. */
        public Draft mailboxConfirmation(MailboxConfirmation value) {
            mailboxConfirmation = value;
            return this;
        }

        /**
         * Makes more, or less, of a finding that is advice by itself: {@code weigh("SUBJECT_EMPTY", Weight.STOPS)}. What keeps mail
         * from leaving by itself always does; whoever builds Sendwell with a policy that lowers it, or that names a code that no
         * check reports, gets a {@code ConfigurationException}.
         */
        public Draft weigh(String code, Weight value) {
            weights.put(code, value);
            return this;
        }

        /** Sets {@link SendingPolicy#massConsent()}. */
        public Draft massConsent(MassConsent value) {
            massConsent = value;
            return this;
        }

        /** Sets {@link SendingPolicy#massPostalAddress()}. */
        public Draft massPostalAddress(MassPostalAddress value) {
            massPostalAddress = value;
            return this;
        }

        /** Sets {@link SendingPolicy#consentEvidence()}. */
        public Draft consentEvidence(Duration value) {
            consentEvidence = value;
            return this;
        }

        /** Sets {@link SendingPolicy#campaignLimits()}. */
        public Draft campaignLimits(GuardLimits value) {
            campaignLimits = value;
            return this;
        }

        /** Sets {@link SendingPolicy#accountLimits()}. */
        public Draft accountLimits(GuardLimits value) {
            accountLimits = value;
            return this;
        }

        /** Sets {@link SendingPolicy#operatorLimits()}. */
        public Draft operatorLimits(GuardLimits value) {
            operatorLimits = value;
            return this;
        }

        /** Sets {@link SendingPolicy#guardWindow()}. */
        public Draft guardWindow(Duration value) {
            guardWindow = value;
            return this;
        }

        private Draft checked() {
            require(espAttachmentLimit >= 0, "espAttachmentLimit", espAttachmentLimit, "0 or more");
            require(immediateRecipientLimit >= 1, "immediateRecipientLimit", immediateRecipientLimit, "1 or more");
            require(adviceBatchSize >= 1, "adviceBatchSize", adviceBatchSize, "1 or more");
            requirePermits("throttlePermits", throttlePermits);
            operatorThrottlePermits.ifPresent(permits -> requirePermits("operatorThrottlePermits", permits));
            require(eventLogSize >= 1, "eventLogSize", eventLogSize, "1 or more");
            require(scheduledPageSize >= 1, "scheduledPageSize", scheduledPageSize, "1 or more");
            require(!consentEvidence.isNegative(), "consentEvidence", consentEvidence, "zero or more");
            require(isPositive(guardWindow), "guardWindow", guardWindow, "longer than zero");
            require(!statisticsLag.isNegative(), "statisticsLag", statisticsLag, "zero or more");
            require(wireSizeAdvice >= 0, "wireSizeAdvice", wireSizeAdvice, "0 or more");
            require(wireSizeLimit >= 0, "wireSizeLimit", wireSizeLimit, "0 or more");
            require(!minimumScheduleDelay.isNegative(), "minimumScheduleDelay", minimumScheduleDelay, "zero or more");
            require(
                    maximumScheduleDelay.compareTo(minimumScheduleDelay) >= 0,
                    "maximumScheduleDelay",
                    maximumScheduleDelay,
                    "minimumScheduleDelay or more");
            require(
                    throttleWindow.compareTo(SHORTEST_WINDOW) >= 0 && throttleWindow.compareTo(LONGEST_WINDOW) <= 0,
                    "throttleWindow",
                    throttleWindow,
                    "a millisecond to 31 days");
            require(isPositive(domainCheckPending), "domainCheckPending", domainCheckPending, "longer than zero");
            require(isPositive(domainCheckRepeat), "domainCheckRepeat", domainCheckRepeat, "longer than zero");
            require(
                    isPositive(domainReportFreshness),
                    "domainReportFreshness",
                    domainReportFreshness,
                    "longer than zero");
            require(isPositive(domainRecheck), "domainRecheck", domainRecheck, "longer than zero");
            require(isPositive(domainRiskRecheck), "domainRiskRecheck", domainRiskRecheck, "longer than zero");
            require(
                    domainFailuresBeforeGrace >= 1,
                    "domainFailuresBeforeGrace",
                    domainFailuresBeforeGrace,
                    "1 or more");
            require(!domainGrace.isNegative(), "domainGrace", domainGrace, "zero or more");
            require(wireSizeLimit >= wireSizeAdvice, "wireSizeLimit", wireSizeLimit, "wireSizeAdvice or more");
            return this;
        }

        private void requirePermits(String name, int permits) {
            require(permits >= 1 && permits <= MOST_PERMITS, name, permits, "1 to " + MOST_PERMITS);
            require(
                    throttleWindow.dividedBy(MICROSECOND) >= permits,
                    name,
                    permits,
                    "at most one for each microsecond of the throttleWindow, which is " + throttleWindow);
        }

        private static boolean isPositive(Duration duration) {
            return !duration.isNegative() && !duration.isZero();
        }

        private static void require(boolean holds, String name, Object found, String expected) {
            if (!holds) {
                throw new IllegalArgumentException(
                        "The policy's " + name + " is " + found + "; it has to be " + expected + ".");
            }
        }
    }
}
