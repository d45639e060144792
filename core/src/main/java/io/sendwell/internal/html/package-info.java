/** Reading HTML of any quality: tags, attributes, text and character references. For the library's own packages. */
@NullMarked
package io.sendwell.internal.html;

import org.jspecify.annotations.NullMarked;
