/**
 * Where an application begins: {@link io.sendwell.Sendwell} is built once, and gives a {@link
 * io.sendwell.SendingAccount} for each customer of the operator.
 *
 * <p>This package follows a message through the flow in one direction: it merges and checks it ({@code Preparation}),
 * finds a way out and an identity ({@code RoutePlanner}), hands it over ({@code Dispatcher}) and says what happened
 * ({@link io.sendwell.Receipt}).
 */
@NullMarked
package io.sendwell;

import org.jspecify.annotations.NullMarked;
