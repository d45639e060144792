/**
 * Whose turn it is: between accounts by deficit round robin (Shreedhar and Varghese, SIGCOMM 1995), between small and large
 * broadcasts by slots that the large ones earn for the small ones, as Postfix's queue manager does it.
 */
@NullMarked
package io.sendwell.scheduling.fairness;

import org.jspecify.annotations.NullMarked;
