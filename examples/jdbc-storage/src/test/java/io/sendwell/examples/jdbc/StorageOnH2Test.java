package io.sendwell.examples.jdbc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.account.ConfigurationException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageOnH2Test extends StorageCases {

    StorageOnH2Test() {
        super(TestStorage.h2());
    }

    @Test
    void a_database_that_was_opened_in_another_way_is_refused(@TempDir Path folder) {
        JdbcDataSource asItComes = new JdbcDataSource();
        asItComes.setURL("jdbc:h2:" + folder.resolve("late"));

        assertThatThrownBy(() -> JdbcStorage.open(asItComes))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("not opened by H2Database.at(Path)")
                .hasMessageContaining("in memory");
    }

    @Test
    void a_database_that_it_is_not_written_for_is_refused() {
        DataSource other = answering(DataSource.class, Map.of("getConnection", () -> connectionTo("Example DB")));

        assertThatThrownBy(() -> JdbcStorage.open(other))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("The database is Example DB")
                .hasMessageContaining("adapt the class Dialect");
    }

    private static Connection connectionTo(String product) {
        DatabaseMetaData about = answering(DatabaseMetaData.class, Map.of("getDatabaseProductName", () -> product));
        return answering(
                Connection.class,
                Map.of(
                        "getTransactionIsolation",
                        () -> Connection.TRANSACTION_READ_COMMITTED,
                        "getMetaData",
                        () -> about));
    }

    private static <T> T answering(Class<T> type, Map<String, Supplier<Object>> answers) {
        return type.cast(Proxy.newProxyInstance(
                StorageOnH2Test.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) ->
                        answers.getOrDefault(method.getName(), () -> null).get()));
    }
}
