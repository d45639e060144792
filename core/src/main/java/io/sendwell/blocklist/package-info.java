/**
 * The operator's record of whom not to write to, and why. It stands in front of every route.
 *
 * <p>Early in the flow it is read, late in the flow it is written: a hard bounce or a complaint ends here. An account
 * reads it; only the operator lifts an entry, with a reason and a name.
 */
@NullMarked
package io.sendwell.blocklist;

import org.jspecify.annotations.NullMarked;
