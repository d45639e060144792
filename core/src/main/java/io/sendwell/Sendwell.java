package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.account.ConfigurationException;
import io.sendwell.blocklist.OperatorBlocklist;
import io.sendwell.identity.BounceAddresses;
import io.sendwell.identity.IdentityDecision;
import io.sendwell.mime.MimeRenderer;
import io.sendwell.route.Route;
import io.sendwell.transport.Transport;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Deliverability-aware sending for one operator. Built once, shared by all threads, closed at the end.
 *
 * <pre>{@code
 * Sendwell sendwell = Sendwell.builder()
 *     .operator(Operator.named("Acme CRM").senderField("mail@mail.vendor.example").build())
 *     .esp(MailjetTransport.builder().credentials(keys).build())
 *     .operatorServer(SmtpTransport.to(SmtpServer.startTls("smtp.vendor.example")))
 *     .account(AccountSettings.of("YourCompany_12345"))
 *     .build();
 *
 * Receipt receipt = sendwell.account("YourCompany_12345").send(mail);
 * }</pre>
 */
public final class Sendwell implements AutoCloseable {

    private final Map<Route, Transport> transports;
    private final Function<AccountId, Optional<AccountSettings>> accounts;
    private final SendwellBuilder parts;
    private final Preparation preparation;
    private final RoutePlanner planner;
    private final Dispatcher dispatcher;

    Sendwell(SendwellBuilder b) {
        parts = b;
        transports = Map.copyOf(b.transports);
        accounts = b.accountDirectory();
        preparation = new Preparation(b.templateEngine, b.checks, b.policy);
        planner = new RoutePlanner(
                transports, new IdentityDecision(b.requiredOperator()), b.authorFacts, b.receiverLists, b.policy);
        dispatcher = new Dispatcher(
                planner,
                b.requiredBlocklist(),
                b.requiredMessageLog(),
                b.hooks,
                new BounceAddresses(b.requiredOperator()),
                new WireSizeCheck(MimeRenderer.create(), b.policy),
                new MessageIds(b.clock),
                b.clock);
    }

    /** Starts the set-up. */
    public static SendwellBuilder builder() {
        return new SendwellBuilder();
    }

    /**
     * The account of this id.
     *
     * @throws ConfigurationException when there is no such account
     */
    public SendingAccount account(String id) {
        AccountSettings settings = accounts.apply(AccountId.of(id))
                .orElseThrow(() -> new ConfigurationException("There is no account \"" + id
                        + "\". Name it when Sendwell is built, by account(...) or accounts(...)."));
        return new SendingAccount(
                settings,
                preparation,
                dispatcher,
                planner,
                parts.requiredBlocklist(),
                parts.requiredMessageLog(),
                parts.policy,
                parts.clock);
    }

    /** The blocklist in the operator's hands. */
    public OperatorBlocklist blocklist() {
        return parts.requiredBlocklist();
    }

    /** Closes the transports that it was given. */
    @Override
    public void close() {
        transports.values().forEach(Transport::close);
    }
}
