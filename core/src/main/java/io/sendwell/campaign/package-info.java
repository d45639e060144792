/**
 * One template to many who asked for it: a {@link io.sendwell.campaign.Broadcast} and its {@link
 * io.sendwell.campaign.Audience}, a message each, and the default names under which messages are grouped.
 */
@NullMarked
package io.sendwell.campaign;

import org.jspecify.annotations.NullMarked;
