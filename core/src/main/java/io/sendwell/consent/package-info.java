/**
 * Who agreed to get broadcasts, when, where and to which words; and who took that back.
 *
 * <p>It stands beside the blocklist in the flow: asked when a broadcast is made and again when it leaves. A record is evidence in the
 * sense of GDPR article 7(1), so nothing of it is ever changed; what is held is the sum of what was given and what was
 * withdrawn, in whichever order it became known. An opt-out keeps mail back whatever stands here.
 */
@NullMarked
package io.sendwell.consent;

import org.jspecify.annotations.NullMarked;
