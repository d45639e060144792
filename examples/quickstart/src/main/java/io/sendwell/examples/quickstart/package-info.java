/**
 * The main job from one command: compose, merge, find an identity and a route, send, and say what happened.
 *
 * <p>Start reading at {@link io.sendwell.examples.quickstart.Quickstart}. {@code LocalWorld} puts the fake ESP and a local
 * SMTP server around it; {@code RealWorld} a Mailjet account and an SMTP server named by environment variables.
 */
@NullMarked
package io.sendwell.examples.quickstart;

import org.jspecify.annotations.NullMarked;
