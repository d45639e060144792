package io.sendwell.testkit.junit5;

import io.sendwell.testkit.dns.FakeDns;
import java.util.function.Supplier;

/**
 * Gives a {@link FakeDns} of its own to each test that asks for one.
 *
 * <pre>{@code
 * @ExtendWith(FakeDnsExtension.class)
 * class DomainCheckTest {
 *     @Test
 *     void a_record_that_is_not_there_is_named(FakeDns dns) { ... }
 * }
 * }</pre>
 *
 * <p>The methods of one test share the server, and it is closed after the test. When a {@code @BeforeAll} method asks
 * for it, the tests of the class share one. Safe for tests that run in parallel.
 */
public final class FakeDnsExtension extends FixtureExtension<FakeDns> {

    /** For {@code @ExtendWith}: servers with the default settings. */
    public FakeDnsExtension() {
        this(FakeDns::start);
    }

    /**
     * For {@code @RegisterExtension} on a field.
     *
     * @param server starts a server, such as {@code () -> FakeDns.builder().zone("customer.example", "…").start()}
     */
    public FakeDnsExtension(Supplier<FakeDns> server) {
        super(FakeDns.class, server);
    }
}
