package io.sendwell.testkit.inbox;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * A file of a mail, attached or inline.
 *
 * @param name as the author wrote it, which may be anything; empty when there is none
 * @param type as the author wrote it
 * @param contentId by which HTML refers to it
 * @param size in octets, decoded
 * @param octets empty when they were not kept
 */
record MailFile(String name, String type, Optional<String> contentId, long size, Supplier<Optional<byte[]>> octets) {}
