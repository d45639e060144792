package io.sendwell.testkit.junit5;

import io.sendwell.testkit.smtp.FakeSmtp;
import io.sendwell.testkit.smtp.FakeSmtpBuilder;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives every test that asks for a {@link FakeSmtp} one of its own, and closes it after the test. Tests may run in
 * parallel: no two share a server.
 *
 * <pre>{@code
 * @ExtendWith(FakeSmtpExtension.class)
 * class NewsletterTest {
 *     @Test
 *     void a_newsletter_leaves(FakeSmtp smtp) { … }
 * }
 * }</pre>
 *
 * <p>For a server set up otherwise, register it as a static field:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final FakeSmtpExtension SMTP = FakeSmtpExtension.of(() -> FakeSmtp.builder().requiresStartTls());
 * }</pre>
 */
public final class FakeSmtpExtension implements ParameterResolver, AfterEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(FakeSmtpExtension.class);

    private final Supplier<FakeSmtpBuilder> setUp;

    /** Servers as {@link FakeSmtp#start()} makes them. */
    public FakeSmtpExtension() {
        this(FakeSmtp::builder);
    }

    private FakeSmtpExtension(Supplier<FakeSmtpBuilder> setUp) {
        this.setUp = setUp;
    }

    /** Servers as described; {@code setUp} is asked anew for each test. */
    public static FakeSmtpExtension of(Supplier<FakeSmtpBuilder> setUp) {
        return new FakeSmtpExtension(setUp);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == FakeSmtp.class
                && context.getTestMethod().isPresent();
    }

    @Override
    public FakeSmtp resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return store(context)
                .getOrComputeIfAbsent(FakeSmtp.class, key -> setUp.get().start(), FakeSmtp.class);
    }

    // The store of JUnit 5.12 closes only its own CloseableResource, that of 5.13 and later any AutoCloseable; closing
    // here works with all of them.
    @Override
    public void afterEach(ExtensionContext context) {
        FakeSmtp smtp = store(context).remove(FakeSmtp.class, FakeSmtp.class);
        if (smtp != null) {
            smtp.close();
        }
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }
}
