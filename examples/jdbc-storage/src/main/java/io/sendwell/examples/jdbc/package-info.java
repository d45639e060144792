/**
 * Every storage interface of Sendwell on plain JDBC, for H2 and PostgreSQL: to be copied into an application and fitted to its
 * database.
 *
 * <p>{@link io.sendwell.examples.jdbc.JdbcStorage} opens a database and hands out the stores; each store is one class that reads
 * on its own. What the two databases do differently is in {@link io.sendwell.examples.jdbc.Dialect}, the tables are in the
 * migrations among the resources.
 */
@NullMarked
package io.sendwell.examples.jdbc;

import org.jspecify.annotations.NullMarked;
