package io.sendwell.dnsauth.onboarding;

import io.sendwell.account.AccountId;
import io.sendwell.account.ConfigurationException;
import io.sendwell.address.EmailAddress;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dnsauth.dkim.KeyRecordCheck;
import io.sendwell.dnsauth.dkim.KeyRotation;
import io.sendwell.dnsauth.dmarc.DmarcDiscovery;
import io.sendwell.dnsauth.dmarc.PublicSuffixList;
import io.sendwell.dnsauth.onboarding.StepReport.Need;
import io.sendwell.dnsauth.ownership.OwnershipCheck;
import io.sendwell.dnsauth.ownership.WebsiteCheck;
import io.sendwell.dnsauth.resolver.Propagation;
import io.sendwell.dnsauth.spf.SpfNeed;
import io.sendwell.dnsauth.web.WebReader;
import io.sendwell.domain.DomainStore;
import io.sendwell.identity.ReceiverLists;
import io.sendwell.policy.SendingPolicy;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Describes a {@link DomainOnboarding}. One thread at a time. */
public final class DomainOnboardingBuilder {

    // All questions of one check together: as long as somebody waits in front of a page, and longer than a slow zone
    // needs.
    private static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(30);

    InstantSource clock = InstantSource.system();
    SendingPolicy policy = SendingPolicy.defaults();
    DomainListener listener = change -> {};
    Function<AccountId, ZoneId> timeZones = account -> ZoneOffset.UTC;
    Duration patience = DEFAULT_PATIENCE;
    private @Nullable DnsResolver resolver;
    private @Nullable DomainStore store;
    private @Nullable WebReader webReader;
    private @Nullable Propagation propagation;
    private String brand = "sendwell";
    private SecureRandom random = new SecureRandom();
    private ReceiverLists receivers = ReceiverLists.shipped();
    private PublicSuffixList suffixes = PublicSuffixList.bundled();
    private @Nullable KeyRotation keys;
    private Optional<DnsName> delegation = Optional.empty();
    private @Nullable SpfNeed spfNeed;
    private Need websiteNeed = Need.REQUIRED;
    private SpfStep.@Nullable BounceHost bounces;
    private Optional<String> dmarcReports = Optional.empty();

    DomainOnboardingBuilder() {}

    /** Asks the DNS. Has to be set. */
    public DomainOnboardingBuilder resolver(DnsResolver value) {
        resolver = value;
        return this;
    }

    /**
     * How a zone's own name servers are asked how far a record has come, which is evidence in the reports of domains that are not
     * in use yet; unless said, by way of the {@link #resolver}, at public addresses.
     */
    public DomainOnboardingBuilder propagation(Propagation value) {
        propagation = value;
        return this;
    }

    /** Keeps the domains. Has to be set. */
    public DomainOnboardingBuilder store(DomainStore value) {
        store = value;
        return this;
    }

    /**
     * Leads the keys that sign for customers through their lives. Has to be set. The onboarding begins the first key of a
     * domain, lets it sign when the domain is activated, and no longer when it is lost; the rest is the rotation's.
     */
    public DomainOnboardingBuilder keys(KeyRotation value) {
        keys = value;
        return this;
    }

    /**
     * Lets customers publish aliases for two selectors once, instead of each key, so that the operator changes keys without
     * them. Without this they publish the keys.
     *
     * @param zone a zone of the operator's, such as {@code dkim.vendor.example}. Its records are those of {@link
     *     io.sendwell.dnsauth.dkim.KeyPublication#recordsIn}: publish them there when a domain has begun, and again when the
     *     rotation changed something.
     * @throws IllegalArgumentException when it is no name
     */
    public DomainOnboardingBuilder dkimDelegation(String zone) {
        delegation = Optional.of(DnsName.parse(zone));
        return this;
    }

    /** Reads websites; one over the resolver unless said otherwise. */
    public DomainOnboardingBuilder webReader(WebReader value) {
        webReader = value;
        return this;
    }

    /** What the time is; the system's unless said otherwise. */
    public DomainOnboardingBuilder clock(InstantSource value) {
        clock = value;
        return this;
    }

    /** The figures. */
    public DomainOnboardingBuilder policy(SendingPolicy value) {
        policy = value;
        return this;
    }

    /** Is told what changes. */
    public DomainOnboardingBuilder listener(DomainListener value) {
        listener = value;
        return this;
    }

    /** In which time zone an account reads times; UTC unless said otherwise. */
    public DomainOnboardingBuilder timeZones(Function<AccountId, ZoneId> value) {
        timeZones = value;
        return this;
    }

    /**
     * How long one check may take; 30 seconds unless said otherwise.
     *
     * @throws IllegalArgumentException when it is not longer than zero
     */
    public DomainOnboardingBuilder patience(Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("A check needs more than no time; found " + value + ".");
        }
        patience = value;
        return this;
    }

    /** How records and files are called that customers publish: a-z, 0-9 and hyphens; {@code sendwell} unless said otherwise. */
    public DomainOnboardingBuilder brand(String value) {
        brand = value;
        return this;
    }

    /** Where challenges come from; unpredictable unless said otherwise. */
    public DomainOnboardingBuilder random(SecureRandom value) {
        random = value;
        return this;
    }

    /** Whose domains are mailbox providers'. */
    public DomainOnboardingBuilder receivers(ReceiverLists value) {
        receivers = value;
        return this;
    }

    /** Below which names anybody can register. */
    public DomainOnboardingBuilder publicSuffixes(PublicSuffixList value) {
        suffixes = value;
        return this;
    }

    /** Takes domains without a website too, and only advises one. */
    public DomainOnboardingBuilder websiteIsAdvice() {
        websiteNeed = Need.ADVICE;
        return this;
    }

    /**
     * Gives each customer a name for bounces of its own, which has to lead to the operator's.
     *
     * @param label below the customer's domain, such as {@code bounce}
     * @param target the operator's name, with SPF record and MX, such as {@code b.vendor.example}
     */
    public DomainOnboardingBuilder bounceHost(String label, String target) {
        bounces = new SpfStep.BounceHost(label, DnsName.parse(target));
        return this;
    }

    /**
     * The operator's SPF record, which customers are to include.
     *
     * @param include such as {@code spf.vendor.example}
     */
    public DomainOnboardingBuilder spfInclude(String include) {
        return spf(SpfNeed.include(DnsName.parse(include)));
    }

    /** What the SPF records of customers have to say. */
    public DomainOnboardingBuilder spf(SpfNeed need) {
        spfNeed = need;
        return this;
    }

    /**
     * Where the DMARC record that is advised has reports sent to.
     *
     * @throws IllegalArgumentException when this is no address
     */
    public DomainOnboardingBuilder dmarcReports(String address) {
        dmarcReports = Optional.of(EmailAddress.parse(address).toString());
        return this;
    }

    /**
     * The onboarding.
     *
     * @throws ConfigurationException when something is missing; the text says everything that is
     */
    public DomainOnboarding build() {
        List<String> missing = new ArrayList<>();
        if (resolver == null) {
            missing.add("resolver(...), which asks the DNS");
        }
        if (store == null) {
            missing.add("store(...), which keeps the domains");
        }
        if (keys == null) {
            missing.add("keys(...), which leads the keys that sign");
        }
        if (spfNeed == null && bounces == null) {
            missing.add("spfInclude(...) or bounceHost(...), so that receivers know the operator's servers");
        }
        if (!missing.isEmpty()) {
            throw new ConfigurationException("An onboarding needs " + String.join(", and ", missing) + ".");
        }
        return new DomainOnboarding(this);
    }

    DomainStore store() {
        return required(store);
    }

    DnsResolver resolver() {
        return required(resolver);
    }

    OwnershipStep ownershipStep() {
        OwnershipCheck check = OwnershipCheck.using(resolver(), webReader(), clock)
                .receivers(receivers)
                .publicSuffixes(suffixes)
                .random(random)
                .build();
        return new OwnershipStep(check, brand, random);
    }

    DkimStep dkimStep() {
        return new DkimStep(required(keys), KeyRecordCheck.over(resolver()), delegation);
    }

    List<DomainStep> steps(OwnershipStep ownership, DkimStep dkim) {
        List<DomainStep> steps = new ArrayList<>();
        steps.add(ownership);
        steps.add(dkim);
        steps.add(new SpfStep(
                resolver(),
                Optional.ofNullable(bounces),
                Optional.ofNullable(spfNeed).map(need -> new PlannedSpf(resolver(), need))));
        steps.add(new DmarcStep(new DmarcDiscovery(resolver(), suffixes), dmarcReports));
        steps.add(new WebsiteStep(WebsiteCheck.using(webReader()), websiteNeed));
        return List.copyOf(steps);
    }

    Propagation propagation() {
        return propagation == null ? Propagation.of(resolver()) : propagation;
    }

    private WebReader webReader() {
        return webReader == null ? WebReader.using(resolver()).build() : webReader;
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("build() has checked that it is there.");
        }
        return value;
    }
}
