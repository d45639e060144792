package io.sendwell.examples.jdbc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.account.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class StorageOnPostgresqlTest extends StorageCases {

    StorageOnPostgresqlTest() {
        super(TestStorage.postgresql());
    }

    @Test
    void a_session_that_does_not_wait_for_the_disk_is_refused() {
        PGSimpleDataSource hasty = new PGSimpleDataSource();
        hasty.setUrl(((TestPostgresql) storage).server().getJdbcUrl("postgres", "postgres"));
        hasty.setOptions("-c synchronous_commit=off");

        assertThatThrownBy(() -> JdbcStorage.open(hasty))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("synchronous_commit = off");
    }
}
