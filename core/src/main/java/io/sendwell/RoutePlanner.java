package io.sendwell;

import io.sendwell.address.DomainName;
import io.sendwell.address.EmailAddress;
import io.sendwell.check.CheckReport;
import io.sendwell.check.Finding;
import io.sendwell.check.MailRule;
import io.sendwell.check.Rule;
import io.sendwell.identity.AuthorChecks;
import io.sendwell.identity.AuthorDomainFacts;
import io.sendwell.identity.AuthorFacts;
import io.sendwell.identity.IdentityDecision;
import io.sendwell.identity.IdentityFacts;
import io.sendwell.identity.IdentityOutcome;
import io.sendwell.identity.OwnServerFacts;
import io.sendwell.identity.ReceiverDemand;
import io.sendwell.identity.ReceiverLists;
import io.sendwell.identity.RouteFacts;
import io.sendwell.identity.SenderIdentity;
import io.sendwell.message.Mail;
import io.sendwell.policy.SendingPolicy;
import io.sendwell.route.Capability;
import io.sendwell.route.PlannedRoute;
import io.sendwell.route.RejectedRoute;
import io.sendwell.route.Route;
import io.sendwell.route.RoutePlan;
import io.sendwell.transport.Transport;
import io.sendwell.transport.TransportCapabilities;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the way out for a mail: the account's first choice if it can carry the mail, else the SMTP server behind it, with
 * the identity decided anew for each. It never falls back to a worse identity in silence.
 */
final class RoutePlanner {

    // What an account notices when it is missing; the others are the library's own business.
    private static final Set<Capability> NOTICED =
            EnumSet.of(Capability.TRACKING, Capability.CAMPAIGNS, Capability.EVENTS);

    private final Map<Route, Transport> transports;
    private final IdentityDecision decision;
    private final AuthorFacts authors;
    private final ReceiverLists receivers;
    private final SendingPolicy policy;
    private final BulkChecks bulkChecks;

    RoutePlanner(
            Map<Route, Transport> transports,
            IdentityDecision decision,
            AuthorFacts authors,
            ReceiverLists receivers,
            SendingPolicy policy) {
        this.transports = Map.copyOf(transports);
        this.decision = decision;
        this.authors = authors;
        this.receivers = receivers;
        this.policy = policy;
        this.bulkChecks = new BulkChecks(policy);
    }

    Optional<Transport> transport(AccountSettings account, Route route) {
        return route == Route.ACCOUNT_SMTP
                ? account.ownServer().map(OwnServer::transport)
                : Optional.ofNullable(transports.get(route));
    }

    /** A way out as its next hop knows the account now; empty when it is not set up for the account. */
    Optional<DispatchNote.Way> way(AccountSettings account, Route route) {
        return transport(account, route)
                .map(transport -> new DispatchNote.Way(route, transport.countedAs(account.id())));
    }

    /** What a recipient's receiver asks of the identity. */
    ReceiverDemand demandOf(EmailAddress recipient) {
        return receivers.demandOf(List.of(recipient));
    }

    /** The way out that is looked at first; empty when none is set up for the account. */
    Optional<Route> firstRoute(AccountSettings account) {
        return account.candidates().stream()
                .filter(route -> transport(account, route).isPresent())
                .findFirst();
    }

    RoutePlan plan(AccountSettings account, Mail mail, CheckReport found) {
        List<Finding> findings = new ArrayList<>(found.findings());
        AuthorDomainFacts domain = authors.domain(account.id(), authorDomain(mail));
        boolean confirmed = authors.mailboxConfirmed(account.id(), mail.from().address());
        boolean vouchedForByLogin = account.firstRoute() == Route.ACCOUNT_SMTP;
        findings.addAll(
                AuthorChecks.of(mail.from(), domain, confirmed || vouchedForByLogin, policy.mailboxConfirmation()));
        bulkChecks.postalAddress(account, mail).ifPresent(findings::add);
        return new Search(account, mail, domain, confirmed, findings).run();
    }

    /** The rules on broadcasts that are looked at for this mail; none for other mail. */
    List<Rule> bulkRules(Mail mail) {
        return bulkChecks.rules(mail);
    }

    /** Whether mail that leaves this way is signed here, so that it is known what the signature covers. */
    boolean isSignedHere(AccountSettings account, PlannedRoute way) {
        DomainName from = way.identity().from().address().domain();
        return way.route() != Route.ESP
                && transport(account, way.route())
                        .flatMap(transport -> transport.signingDomain(account.id(), from))
                        .isPresent();
    }

    private static DomainName authorDomain(Mail mail) {
        return mail.from().address().domain();
    }

    /** One search for a way out. */
    private final class Search {

        private final AccountSettings account;
        private final Mail mail;
        private final AuthorDomainFacts domain;
        private final boolean confirmed;
        private final List<Finding> findings;
        private final List<RejectedRoute> rejected = new ArrayList<>();
        // Said only when nothing else is to be had: who never set up an ESP need not hear of it with each mail.
        private final List<RejectedRoute> notSetUp = new ArrayList<>();
        private boolean identityRefused;

        Search(
                AccountSettings account,
                Mail mail,
                AuthorDomainFacts domain,
                boolean confirmed,
                List<Finding> findings) {
            this.account = account;
            this.mail = mail;
            this.domain = domain;
            this.confirmed = confirmed;
            this.findings = findings;
        }

        RoutePlan run() {
            Optional<SenderIdentity> firstIdentity = Optional.empty();
            for (Route route : account.candidates()) {
                Optional<Transport> transport = transport(account, route);
                if (transport.isEmpty()) {
                    notSetUp.add(new RejectedRoute(route, "it is not set up."));
                    continue;
                }
                SenderIdentity identity = identityOn(route, transport.get());
                Optional<String> obstacle = obstacle(route, transport.get(), identity, firstIdentity);
                if (obstacle.isEmpty()) {
                    findings.addAll(
                            bulkChecks.identity(mail, domain, identity, isAuthenticated(route, transport.get())));
                    return planned(new PlannedRoute(route, transport.get().name(), identity, lostOn(transport.get())));
                }
                rejected.add(new RejectedRoute(route, obstacle.get()));
                if (firstIdentity.isEmpty()) {
                    firstIdentity = Optional.of(identity);
                }
            }
            return noWayOut();
        }

        private Optional<String> obstacle(
                Route route, Transport transport, SenderIdentity identity, Optional<SenderIdentity> firstIdentity) {
            TransportCapabilities can = transport.capabilities(account.id());
            long limit = can.maxAttachmentSize();
            if (route == Route.ESP) {
                limit = Math.min(limit, policy.espAttachmentLimit());
            }
            if (mail.attachmentSize() > limit) {
                return Optional.of(String.format(
                        Locale.ROOT,
                        "the attachments have %s, and it takes %s.",
                        size(mail.attachmentSize()),
                        size(limit)));
            }
            if (mail.recipients().size() > can.maxRecipients()) {
                return Optional.of("the mail has " + mail.recipients().size() + " recipients, and it takes "
                        + can.maxRecipients() + " for one mail.");
            }
            if (!identity.sendable()) {
                identityRefused = true;
                return Optional.of(String.join(" ", identity.reasons()));
            }
            return firstIdentity
                    .filter(first -> isWorse(identity.outcome(), first.outcome()))
                    .map(first -> {
                        findings.add(fallbackFinding(first.outcome(), identity.outcome()));
                        return "it would leave " + identity.outcome().words() + " instead of "
                                + first.outcome().words() + ".";
                    });
        }

        private boolean isAuthenticated(Route route, Transport transport) {
            DomainName author = authorDomain(mail);
            return transport.signingDomain(account.id(), author).isPresent()
                    || account.ownServer()
                            .filter(server -> route == Route.ACCOUNT_SMTP)
                            .filter(server -> server.signingDomain(author).isPresent()
                                    || server.inSpf().contains(author))
                            .isPresent();
        }

        private SenderIdentity identityOn(Route route, Transport transport) {
            Set<Capability> can = transport.capabilities(account.id()).capabilities();
            DomainName author = authorDomain(mail);
            Optional<OwnServer> own = route == Route.ACCOUNT_SMTP ? account.ownServer() : Optional.empty();
            Optional<DomainName> signingDomain = transport
                    .signingDomain(account.id(), author)
                    .or(() -> own.flatMap(server -> server.signingDomain(author)));
            RouteFacts facts = new RouteFacts(
                    can.contains(Capability.SENDER_FIELD),
                    can.contains(Capability.CUSTOM_REVERSE_PATH),
                    signingDomain,
                    own.map(server -> new OwnServerFacts(
                            server.domains().contains(author), server.inSpf().contains(author), server.provider())));
            return decision.decide(new IdentityFacts(
                    account.id(),
                    mail.from(),
                    mail.replyTo(),
                    mail.messageClass(),
                    account.onBehalfOf(),
                    domain,
                    confirmed,
                    receivers.isProviderOwned(author),
                    receivers.demandOf(mail.recipients()),
                    facts));
        }

        private Set<Capability> lostOn(Transport chosen) {
            Set<Capability> lost = EnumSet.noneOf(Capability.class);
            Optional.ofNullable(transports.get(Route.ESP))
                    .ifPresent(esp -> lost.addAll(esp.capabilities(account.id()).capabilities()));
            lost.removeAll(chosen.capabilities(account.id()).capabilities());
            lost.retainAll(NOTICED);
            return lost;
        }

        private RoutePlan planned(PlannedRoute route) {
            return new RoutePlan(Optional.of(route), rejected, new CheckReport(findings));
        }

        private RoutePlan noWayOut() {
            rejected.addAll(notSetUp);
            findings.add(Finding.fail(identityRefused ? MailRule.IDENTITY_NOT_SENDABLE : MailRule.NO_ROUTE)
                    .with(
                            "reasons",
                            rejected.stream()
                                    .map(route -> "By " + route.route().words() + ": " + route.reason())
                                    .collect(Collectors.joining(" "))));
            return new RoutePlan(Optional.empty(), rejected, new CheckReport(findings));
        }
    }

    // The outcomes stand in the order in which they are wanted, the account's own server aside: it was chosen.
    private static boolean isWorse(IdentityOutcome fallback, IdentityOutcome first) {
        return first != IdentityOutcome.REFUSE
                && fallback != IdentityOutcome.OWN_SERVER
                && fallback.compareTo(first) > 0;
    }

    private static Finding fallbackFinding(IdentityOutcome first, IdentityOutcome fallback) {
        return Finding.fail(MailRule.FALLBACK_IDENTITY_WORSE)
                .with("fallback", fallback.words())
                .with("first", first.words());
    }

    // To the octet: at the limit, the rounded figures of both sides are the same.
    private static String size(long octets) {
        return String.format(Locale.ROOT, "%.1f MB (%,d octets)", octets / (double) SendingPolicy.MEBIBYTE, octets);
    }
}
