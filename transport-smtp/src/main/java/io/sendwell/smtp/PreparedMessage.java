package io.sendwell.smtp;

import io.sendwell.address.EmailAddress;
import io.sendwell.mime.RenderedMessage;
import java.util.List;

/**
 * A message ready for one connection: rendered, signed, and small enough for what the server announced.
 *
 * @param mailCommand with the parameters that this server understands
 * @param recipientCommands one for each recipient, in their order
 */
record PreparedMessage(
        RenderedMessage content, String mailCommand, List<EmailAddress> recipients, List<String> recipientCommands) {}
