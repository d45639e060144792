/**
 * An application in pieces, to be killed: nodes that share a database and send what stands in its outbox. The tests beside it
 * kill them, freeze them and cut their connections, and count at the next hop what was lost or came twice.
 */
@NullMarked
package io.sendwell.examples.faults;

import org.jspecify.annotations.NullMarked;
