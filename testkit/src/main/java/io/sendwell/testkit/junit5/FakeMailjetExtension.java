package io.sendwell.testkit.junit5;

import io.sendwell.testkit.mailjet.FakeMailjet;
import java.util.function.Supplier;

/**
 * Gives a {@link FakeMailjet} of its own to each test that asks for one.
 *
 * <pre>{@code
 * @ExtendWith(FakeMailjetExtension.class)
 * class InvoiceMailTest {
 *     @Test
 *     void the_customer_gets_the_invoice(FakeMailjet mailjet) { ... }
 * }
 * }</pre>
 *
 * <p>The methods of one test share the server, and it is closed after the test. When a {@code @BeforeAll} method asks
 * for it, the tests of the class share one. Safe for tests that run in parallel.
 */
public final class FakeMailjetExtension extends FixtureExtension<FakeMailjet> {

    /** For {@code @ExtendWith}: servers with the default settings. */
    public FakeMailjetExtension() {
        this(FakeMailjet::start);
    }

    /**
     * For {@code @RegisterExtension} on a field.
     *
     * @param server starts a server, such as {@code () -> FakeMailjet.builder().seed(7).start()}
     */
    public FakeMailjetExtension(Supplier<FakeMailjet> server) {
        super(FakeMailjet.class, server);
    }
}
