/**
 * A command-line program about domains: what stands in their DNS, what to publish, and what becomes of a mail. Start with
 * {@link io.sendwell.examples.doctor.DomainDoctor}.
 *
 * <p>It shows how the parts of dns-auth are put together: one resolver for a run, checks that give values, texts in four
 * languages, and snapshots of the DNS that make a run repeatable.
 */
@NullMarked
package io.sendwell.examples.doctor;

import org.jspecify.annotations.NullMarked;
