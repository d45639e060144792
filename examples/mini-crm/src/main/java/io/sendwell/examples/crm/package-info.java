/**
 * A small CRM that shows what embedding Sendwell gives: {@link io.sendwell.examples.crm.MiniCrm} starts it, {@code Engine} puts
 * Sendwell together, {@code screens} has a class for each screen, {@code data} what the CRM keeps, {@code outside} the world that
 * is played around it, and {@code web} what all pages stand on.
 */
@NullMarked
package io.sendwell.examples.crm;

import org.jspecify.annotations.NullMarked;
