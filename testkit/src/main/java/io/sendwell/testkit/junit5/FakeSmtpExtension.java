package io.sendwell.testkit.junit5;

import io.sendwell.testkit.smtp.FakeSmtp;
import java.util.function.Supplier;

/**
 * Gives a {@link FakeSmtp} of its own to each test that asks for one.
 *
 * <pre>{@code
 * @ExtendWith(FakeSmtpExtension.class)
 * class NewsletterTest {
 *     @Test
 *     void a_newsletter_leaves(FakeSmtp smtp) { ... }
 * }
 * }</pre>
 *
 * <p>The methods of one test share the server, and it is closed after the test. When a {@code @BeforeAll} method asks
 * for it, the tests of the class share one. Safe for tests that run in parallel.
 */
public final class FakeSmtpExtension extends FixtureExtension<FakeSmtp> {

    /** For {@code @ExtendWith}: servers with the default settings. */
    public FakeSmtpExtension() {
        this(FakeSmtp::start);
    }

    /**
     * For {@code @RegisterExtension} on a field.
     *
     * @param server starts a server, such as {@code () -> FakeSmtp.builder().requiresStartTls().start()}
     */
    public FakeSmtpExtension(Supplier<FakeSmtp> server) {
        super(FakeSmtp.class, server);
    }
}
